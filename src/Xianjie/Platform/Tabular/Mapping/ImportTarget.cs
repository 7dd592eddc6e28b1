using Xianjie.Screening;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>A column that an import can fill.</summary>
/// <param name="Ordinal">Position in its <see cref="ImportTarget"/>.</param>
/// <param name="IsIdentity">One of the columns by which the household is found where the fact itself has none; any one of them is enough.</param>
internal sealed record ImportColumn(FactTable Fact, Column Column, int Ordinal, bool IsIdentity = false)
{
    public bool Required => Column.Required && !IsIdentity;

    /// <summary>Stable name in saved mappings: fact and column, such as 医保结算.自付金额.</summary>
    public string Key => $"{Fact.Name}.{Column.Name}";

    public override string ToString() => Key;
}

/// <summary>What a file is imported into: one fact table, or several that stand side by side in one file (household and member).</summary>
internal sealed class ImportTarget
{
    private readonly Dictionary<string, ImportColumn> _byKey;

    public ImportTarget(params IReadOnlyList<FactTable> facts)
        : this(facts, [])
    {
    }

    private ImportTarget(IReadOnlyList<FactTable> facts, IReadOnlyList<(FactTable Fact, string Column)> identity)
    {
        Facts = facts;
        var own = facts.SelectMany(fact => fact.Columns.Where(column => column.Expression is null).Select(column => (fact, column, IsIdentity: false)));
        var extra = identity.Select(id => (id.Fact, id.Fact[id.Column] ?? throw new InvalidOperationException($"{id.Fact} without {id.Column}"), IsIdentity: true));
        Columns = [.. extra.Concat(own).Select((pair, i) => new ImportColumn(pair.Item1, pair.Item2, i, pair.IsIdentity))];
        _byKey = Columns.ToDictionary(column => column.Key, StringComparer.Ordinal);
    }

    /// <summary>
    /// One fact as a department or the registry delivers it. Where the fact has no column that names its household or person (yearly income, living
    /// conditions), 户编号 and 身份证号 are added, of which a file needs one.
    /// </summary>
    public static ImportTarget For(Catalogue catalogue, FactTable fact) =>
        fact["身份证号"] is not null || fact["户编号"] is not null
            ? new ImportTarget([fact])
            : new ImportTarget([fact], [(catalogue.Household, "户编号"), (catalogue.Member, "身份证号")]);

    public IReadOnlyList<FactTable> Facts { get; }

    /// <summary>Stored columns of all facts; derived ones cannot be imported.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>By key, such as 户.户编号, or by name where only one fact is imported.</summary>
    public ImportColumn? this[string key] => _byKey.GetValueOrDefault(key) ?? (Facts.Count == 1 ? _byKey.GetValueOrDefault($"{Facts[0].Name}.{key}") : null);
}
