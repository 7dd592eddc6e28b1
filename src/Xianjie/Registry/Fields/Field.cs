using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Cells;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Fields;

/// <summary>One catalogue column and the property that holds it, with values as <see cref="ColumnReading"/> gives them; sealed fields as the open text.</summary>
internal sealed class Field
{
    private readonly bool isPast;
    private readonly Func<object, object?> get;
    private readonly Func<object, object?, bool> set;

    internal Field(Column column, FactTable fact, Type entity, Seal seal)
    {
        (Column, Fact, isPast) = (column, fact.Name, ColumnReading.HappenedOn(fact, column));
        (get, set, Kind) = Accessors.For(column, entity, seal);
        Property = Accessors.PropertyName(column, entity) + (IsSealed ? "Sealed" : string.Empty);
    }

    public Column Column { get; }

    /// <summary>Name of the entity's property that holds the value (the box, where it is sealed).</summary>
    public string Property { get; }

    /// <summary>Fact that the column belongs to: 户, 成员, 年收入, 生产生活条件 or 帮扶措施.</summary>
    public string Fact { get; }

    public string Name => Column.Name;

    /// <summary>How the column is protected; null where it lies open.</summary>
    public Sealed? Kind { get; }

    public bool IsSealed => Kind is not null;

    public object? Get(object entity) => get(entity);

    /// <summary>Writes a value as <see cref="Read(string, DateOnly)"/> gives it; false where the field holds it already and is left untouched.</summary>
    public bool Set(object entity, object? value) => set(entity, value);

    /// <summary>The value as people read it; sealed fields are starred out unless the reader may see them.</summary>
    public string Text(object entity, bool masked = true) => Format(get(entity), masked);

    public string Format(object? value, bool masked = true) => masked && IsSealed && value is string text ? Masking.Of(Column, text) : PlainText.Of(Column, value);

    /// <summary>Understands what was typed. Blank gives null, refused where the column is required.</summary>
    /// <param name="text">What was handed in.</param>
    /// <param name="today">China's present day: later birth dates are refused.</param>
    public Reading Read(string text, DateOnly today) => Read(TableCell.Of(text), today);

    /// <summary>Understands what stood in a file.</summary>
    public Reading Read(TableCell cell, DateOnly today)
    {
        var reading = new ColumnReading(Column, today, Column.Required, isPast).Read(cell);
        return Kind == Sealed.BankCard && reading.Value is string text ? BankAccount(text) : reading;
    }

    // A wrong check digit is a doubt only: passbooks of rural banks have none (monitoring.md 2.5)
    private static Reading BankAccount(string text) =>
        BankCardNo.TryParse(text, out var card, out var why) ? new(card.ToString(), Doubt: card.Doubt) : Reading.Refuse(why);

    public override string ToString() => $"{Fact}.{Name}";
}
