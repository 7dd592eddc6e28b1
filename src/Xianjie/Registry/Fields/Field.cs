using Xianjie.Platform.Protection;
using Xianjie.Screening;

namespace Xianjie.Registry.Fields;

/// <summary>What a cell or form field was understood as: a value, a refusal with words, or a value with a doubt.</summary>
internal readonly record struct Reading(object? Value, string? Refusal = null, string? Doubt = null)
{
    public static Reading Refuse(string words) => new(null, words);
}

/// <summary>
/// One catalogue column and the property that holds it. Values are plain: text and codes as string (several joined by <c>;</c>), money as
/// 分 (long), decimals, int, bool, DateOnly, months and years as int, divisions as long, sealed fields as the open text.
/// </summary>
internal sealed class Field
{
    private readonly Func<object, object?> get;
    private readonly Func<object, object?, bool> set;

    internal Field(Column column, string fact, Type entity, Seal seal)
    {
        (Column, Fact) = (column, fact);
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

    /// <summary>Writes a value as <see cref="Read"/> gives it; false where the field holds it already and is left untouched.</summary>
    public bool Set(object entity, object? value) => set(entity, value);

    /// <summary>The value as people read it; sealed fields are starred out unless the reader may see them.</summary>
    public string Text(object entity, bool masked = true) => Format(get(entity), masked);

    public string Format(object? value, bool masked = true) => FieldText.Format(Column, value, masked && IsSealed);

    /// <summary>Understands what was typed or stood in a file. Blank gives null, refused where the column is required.</summary>
    /// <param name="text">What was handed in.</param>
    /// <param name="today">China's present day: later birth dates are refused.</param>
    public Reading Read(string text, DateOnly today) => FieldText.Read(Column, text, today);

    public override string ToString() => $"{Fact}.{Name}";
}
