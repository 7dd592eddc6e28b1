namespace Xianjie.Screening;

/// <summary>Reads files into one <see cref="FactStore"/>.</summary>
internal sealed class WholeReading : FileReading
{
    private readonly TableData?[] tables;

    public WholeReading(Catalogue catalogue, LoadOptions options, FactStore? known, CancellationToken cancellation)
        : base(catalogue, options, known?.Report ?? new LoadReport(), cancellation)
    {
        tables = new TableData?[catalogue.Facts.Count];
        foreach (var fact in known is null ? [] : catalogue.Facts) tables[fact.Ordinal] = known!.Table(fact);
    }

    private TableData Households => tables[Catalogue.Household.Ordinal] ??= new TableData(Catalogue.Household, 0);

    public FactStore Load(IReadOnlyList<CsvSource> files)
    {
        ReadAll(files);
        foreach (var fact in Catalogue.Facts) tables[fact.Ordinal] ??= new TableData(fact, Households.Offsets.Length - 1);
        Blocks.Clear();
        Report.DuplicateIds = Registry!.Persons.Duplicates;
        Report.Sort();
        return new FactStore(Catalogue, [.. tables.OfType<TableData>()], Registry.Persons, Report);
    }

    protected override void Know(FactTable fact)
    {
        var members = fact == Catalogue.Member ? tables[fact.Ordinal] ??= new TableData(fact, Households.Offsets.Length - 1) : null;
        Registry = RegistryIndex.Of(Catalogue, Households, members);
    }

    protected override void Finish(FactLoad load, CsvChunkReader reader)
    {
        var parts = load.Whole();
        var households = load.Fact == Catalogue.Household ? NumberHouseholds(parts).Count : Households.Offsets.Length - 1;
        if (load.Fact == Catalogue.Member) NumberPersons(parts);
        var table = reader.Assembly.Assemble(load.Fact, parts, households, null, out var replaced);
        if (load.Fact == Catalogue.Member) table.NumberPersons();
        Report.AddReplaced(load.Fact, replaced);
        tables[load.Fact.Ordinal] = table;
    }
}
