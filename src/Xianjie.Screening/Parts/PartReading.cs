namespace Xianjie.Screening;

/// <summary>Reads files and puts their rows aside by part of the county. What stays in memory is what later files are matched with: household
/// numbers and citizen ids.</summary>
internal sealed class PartReading(Catalogue catalogue, LoadOptions options, string folder, CancellationToken cancellation)
    : FileReading(catalogue, options, new LoadReport(), cancellation), IDisposable
{
    private readonly Spill spill = new(folder, options.PartSize);
    private readonly ThreadLocal<SpillScratch> scratch = new(() => new SpillScratch());
    private readonly Dictionary<FactTable, int[][]> firstRows = [];
    private readonly Column citizenId = catalogue.Member["身份证号"]!;
    private (TextPool Numbers, int[] Ordinals, int Count) households = (new TextPool(), [-1], 0);
    private TableData? members;

    public FactParts Load(IReadOnlyList<CsvSource> files)
    {
        ReadAll(files);
        Blocks.Clear();
        var parts = new FactParts(Catalogue, Used, spill, members!.Offsets, firstRows, Report);
        // what reading took goes before parts are held
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Report.DuplicateIds = Registry!.Persons.Duplicates;
        Report.Sort();
        return parts;
    }

    /// <summary>Ends the files on disk; for a reading that failed.</summary>
    public void Dispose() => spill.Dispose();

    protected override void Take(FactLoad load, CsvChunk chunk, CsvChunkReader reader)
    {
        // where a household belongs is known when all have been seen
        if (load.Fact == Catalogue.Household) return;
        spill.Write(chunk.Rows, load.Fact, chunk.Sequence, scratch.Value!);
        reader.ForgetTexts();
        if (load.Fact == Catalogue.Member) chunk.Rows.KeepOnly(citizenId);
        else chunk.Rows.Release();
    }

    protected override void Finish(FactLoad load, CsvChunkReader reader)
    {
        var rows = load.Whole();
        if (load.Fact == Catalogue.Member)
        {
            NumberPersons(rows);
            members = reader.Assembly.Assemble(load.Fact, rows, households.Count, null, out var replaced);
            members.NumberPersons();
            Report.AddReplaced(load.Fact, replaced);
        }
        if (load.Fact != Catalogue.Household)
        {
            lock (firstRows) firstRows[load.Fact] = load.FirstRows;
            return;
        }
        households = NumberHouseholds(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            spill.Write(rows[i], load.Fact, i, scratch.Value!);
            rows[i].Release();
        }
        // these rows got their numbers before they were put aside
        firstRows[load.Fact] = [.. load.FirstRows.Select(_ => new int[rows.Count])];
    }

    protected override void Know(FactTable fact)
    {
        if (fact == Catalogue.Member) members ??= new TableData(fact, households.Count);
        Registry = new RegistryIndex(households.Numbers, households.Ordinals, members);
    }
}
