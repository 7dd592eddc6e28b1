using System.Collections.Frozen;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Fields;

/// <summary>
/// The one map between catalogue columns and entity properties. Forms, import, export, record pages and rule facts reach a field through it,
/// so that a column added to catalogue and entity is there for all of them.
/// </summary>
internal sealed class RegistryFields
{
    public const string Household = "户", Member = "成员", Income = "年收入", Living = "生产生活条件", Measure = "帮扶措施", MonitorIncome = "监测收支", Safeguard = "保障检查";

    private static readonly FrozenDictionary<string, Type> Entities = new Dictionary<string, Type>
    {
        [Household] = typeof(Household), [Member] = typeof(Person), [Income] = typeof(IncomeYear), [Living] = typeof(Living), [Measure] = typeof(Measure),
        [MonitorIncome] = typeof(MonitorIncome), [Safeguard] = typeof(SafeguardCheck),
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, IReadOnlyList<Field>> byFact;
    private readonly FrozenDictionary<(string, string), Field> byName;

    public RegistryFields(Catalogue catalogue, Seal seal)
    {
        byFact = Entities.ToFrozenDictionary(e => e.Key, e => (IReadOnlyList<Field>)[.. FieldsOf(catalogue[e.Key]
            ?? throw new InvalidOperationException($"The catalogue lacks {e.Key}."), e.Value, seal)]);
        byName = byFact.Values.SelectMany(f => f).SelectMany(f => new[] { (f.Name, f), (f.Column.English, f) }).DistinctBy(p => (p.f.Fact, p.Item1))
            .ToFrozenDictionary(p => (p.f.Fact, p.Item1), p => p.f);
    }

    private static IEnumerable<Field> FieldsOf(FactTable fact, Type entity, Seal seal) => fact.Columns.Where(c => c.Expression is null).Select(c => new Field(c, fact, entity, seal));

    /// <summary>The facts that the registry keeps, in the order in which files are best imported.</summary>
    public static IReadOnlyList<string> Facts { get; } = [Household, Member, Income, Living, Measure, MonitorIncome, Safeguard];

    /// <summary>The fields of a fact in catalogue order.</summary>
    public IReadOnlyList<Field> Of(string fact) => byFact[fact];

    /// <summary>The field by Chinese or English column name.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such stored column.</exception>
    public Field Of(string fact, string column) => byName[(fact, column)];

    /// <summary>Completes a person from their citizen id.</summary>
    public void Learn(Person person)
    {
        if (CitizenId.TryParse(Of(Member, "citizen_id").Get(person) as string, null, out var id))
            person.Learn(id);
    }

    public static Type EntityOf(string fact) => Entities[fact];
}
