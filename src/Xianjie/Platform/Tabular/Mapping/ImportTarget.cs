using Xianjie.Screening;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>A column that an import can fill.</summary>
/// <param name="Ordinal">Position in its <see cref="ImportTarget"/>.</param>
/// <param name="IsIdentity">One of the columns by which the household is found where the fact itself has none; any one of them is enough.</param>
/// <param name="Segment">The part of the file that it stands in, where a file brings the fact more than once.</param>
internal sealed record ImportColumn(FactTable Fact, Column Column, int Ordinal, bool IsIdentity = false, Segment? Segment = null)
{
    public bool Required => Column.Required && !IsIdentity && Segment is null;

    /// <summary>Where the column belongs, as people read it.</summary>
    public string Place => Segment is null ? Fact.Name : $"{Fact.Name}（{Segment.Name}时）";

    /// <summary>Stable name in saved mappings: fact and column, such as 医保结算.自付金额.</summary>
    public string Key => Segment is null ? $"{Fact.Name}.{Column.Name}" : $"{Fact.Name}·{Segment.Name}.{Column.Name}";

    /// <summary>Titles that name this column, its own name first.</summary>
    public IReadOnlyList<string> Titles { get; } = Segment?.TitlesOf(Column) ?? [Column.Name, Column.English, .. Column.Synonyms];

    /// <summary>The titles without manners of writing.</summary>
    public IReadOnlyList<string> PlainTitles => field ??= [.. Titles.Select(HeaderForm.Plain)];

    public bool Equals(ImportColumn? other) => other is not null && (Fact, Column, Ordinal, IsIdentity, Segment) == (other.Fact, other.Column, other.Ordinal, other.IsIdentity, other.Segment);

    public override int GetHashCode() => HashCode.Combine(Fact, Column, Ordinal);

    public override string ToString() => Key;
}

/// <summary>What a file is imported into: one fact table, or several that stand side by side in one file (household and member).</summary>
internal sealed class ImportTarget
{
    private readonly Dictionary<string, ImportColumn> _byKey;

    public ImportTarget(params IReadOnlyList<FactTable> facts)
        : this(facts, [], [])
    {
    }

    /// <summary>Facts, and others that the file brings in segments of their own.</summary>
    public ImportTarget(IReadOnlyList<FactTable> facts, IReadOnlyList<(FactTable Fact, Segment Segment)> segments)
        : this(facts, [], segments)
    {
    }

    private ImportTarget(IReadOnlyList<FactTable> facts, IReadOnlyList<(FactTable Fact, string Column)> identity, IReadOnlyList<(FactTable Fact, Segment Segment)> segments)
    {
        Facts = facts;
        var own = facts.SelectMany(fact => fact.Columns.Where(column => column.Expression is null).Select(column => (fact, column, IsIdentity: false)));
        var extra = identity.Select(id => (id.Fact, id.Fact[id.Column] ?? throw new InvalidOperationException($"{id.Fact} without {id.Column}"), IsIdentity: true));
        var whole = extra.Concat(own).Select((pair, i) => new ImportColumn(pair.Item1, pair.Item2, i, pair.IsIdentity)).ToList();
        var parts = segments.SelectMany(s => s.Fact.Columns.Where(c => c.Expression is null && !s.Fact.Key.Contains(c)).Select(c => (s.Fact, Column: c, s.Segment)));
        Columns = [.. whole, .. parts.Select((p, i) => new ImportColumn(p.Fact, p.Column, whole.Count + i, Segment: p.Segment))];
        _byKey = Columns.ToDictionary(column => column.Key, StringComparer.Ordinal);
    }

    /// <summary>
    /// One fact as a department or the registry delivers it. Where the fact has no column that names its household or person (yearly income, living
    /// conditions), 户编号 and 身份证号 are added, of which a file needs one.
    /// </summary>
    public static ImportTarget For(Catalogue catalogue, FactTable fact) =>
        fact["身份证号"] is not null || fact["户编号"] is not null
            ? new ImportTarget([fact])
            : new ImportTarget([fact], [(catalogue.Household, "户编号"), (catalogue.Member, "身份证号")], []);

    public IReadOnlyList<FactTable> Facts { get; }

    /// <summary>Stored columns of all facts; derived ones cannot be imported.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>The column of a later segment that a title means when it comes a second time.</summary>
    public ImportColumn? Repeated(ImportColumn first) => Columns.FirstOrDefault(c => c.Segment is { TakesRepeated: true } && c.Column.Name == first.Column.Name && c != first);

    /// <summary>By key, such as 户.户编号, or by name where only one fact is imported.</summary>
    public ImportColumn? this[string key] => _byKey.GetValueOrDefault(key) ?? (Facts.Count == 1 ? _byKey.GetValueOrDefault($"{Facts[0].Name}.{key}") : null);
}
