namespace Xianjie.Screening;

/// <summary>Builds a <see cref="FactStore"/> row by row, from a database or from one household's forms. Households and persons get
/// handles in the order in which they are begun; a handle of a household is its ordinal in the store.</summary>
/// <param name="catalogue">The facts.</param>
/// <param name="columns">Columns to keep; null keeps all. See <see cref="Language.RuleSet.Columns"/>.</param>
public sealed class FactStoreBuilder(Catalogue catalogue, IReadOnlySet<Column>? columns = null)
{
    private readonly TableAssembly assembly = new();
    private readonly FactBuilder?[] builders = new FactBuilder?[catalogue.Facts.Count];

    /// <summary>Dates of events after this day are refused as lying in the future; null: not looked at.</summary>
    public DateOnly? Today { get; init; }

    internal LoadReport Report { get; } = new();

    internal IReadOnlySet<Column>? Columns { get; } = columns is null ? null : Always(catalogue, columns);

    /// <summary>The rows of one fact.</summary>
    public FactBuilder Fact(FactTable fact) => builders[fact.Ordinal] ??= new FactBuilder(this, fact, catalogue);

    /// <summary>The ordinal that the store gave to each person's handle.</summary>
    public IReadOnlyList<int> Persons { get; private set; } = [];

    /// <summary>The store. The builder is spent.</summary>
    public FactStore Build()
    {
        var households = Fact(catalogue.Household).Begun;
        var tables = new TableData[catalogue.Facts.Count];
        var member = Assemble(catalogue.Member, households, null);
        var places = new int[Fact(catalogue.Member).Begun];
        for (var person = 0; person < member.Count; person++) places[member.Persons[person]] = person;
        member.NumberPersons();
        foreach (var fact in catalogue.Facts)
            tables[fact.Ordinal] = fact == catalogue.Member ? member : Assemble(fact, households, places);
        Persons = places;
        var index = IndexOf(member);
        Report.DuplicateIds = index.Duplicates;
        Report.Sort();
        if (households > 10_000) Blocks.Clear();
        return new FactStore(catalogue, tables, index, Report);
    }

    internal static PersonIndex IndexOf(TableData member) =>
        new(member.Fact["身份证号"] is { } id && member.Columns[id.Ordinal] is LongData ids ? ids.Values : [], member.Offsets);

    /// <summary>What messages, matching and parameters need in any case.</summary>
    internal static HashSet<Column> Always(Catalogue catalogue, IReadOnlySet<Column> columns) =>
    [
        .. columns,
        .. new[] { catalogue.Household["户编号"], catalogue.Household["行政区划"], catalogue.Member["身份证号"], catalogue.Member["姓名"] }.OfType<Column>(),
    ];

    private TableData Assemble(FactTable fact, int households, int[]? places)
    {
        var builder = builders[fact.Ordinal];
        if (builder is null) return new TableData(fact, households);
        var table = assembly.Assemble(fact, [builder.Rows], households, places, out var replaced);
        Report.AddReplaced(fact, replaced);
        return table;
    }
}
