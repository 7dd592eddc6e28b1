using System.Diagnostics;

namespace Xianjie.Screening;

/// <summary>How files are read.</summary>
public sealed record LoadOptions
{
    /// <summary>Columns to keep; null keeps and checks all. For a run: <see cref="Language.RuleSet.Columns"/>.</summary>
    public IReadOnlySet<Column>? Columns { get; init; }

    /// <summary>Events dated after this day are refused as lying in the future; null: not looked at.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Rows of facts dated after this day are left out without a word: a look back sees what there was. Null: all rows.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether unmatched rows are listed one by one; counted they always are.</summary>
    public bool Details { get; init; } = true;

    /// <summary>Threads; 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Told the number of bytes read, now and then.</summary>
    public IProgress<long>? Progress { get; init; }
}

/// <summary>Reads files into a <see cref="FactStore"/>: first households, then members, then everything else at once on all cores.</summary>
public sealed class FactLoader
{
    private readonly Catalogue catalogue;
    private readonly LoadOptions options;
    private readonly IReadOnlySet<Column>? used;
    private readonly LoadReport report;
    private readonly TableData?[] tables;
    private readonly CsvChunkReader[] readers;
    private readonly CancellationToken cancellation;
    private RegistryIndex? registry;

    private FactLoader(Catalogue catalogue, LoadOptions options, FactStore? known, CancellationToken cancellation)
    {
        (this.catalogue, this.options, this.cancellation) = (catalogue, options, cancellation);
        used = options.Columns is null ? null : FactStoreBuilder.Always(catalogue, options.Columns);
        report = known?.Report ?? new LoadReport();
        tables = new TableData?[catalogue.Facts.Count];
        foreach (var fact in known is null ? [] : catalogue.Facts) tables[fact.Ordinal] = known!.Table(fact);
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        readers = [.. Enumerable.Range(0, threads).Select(_ => new CsvChunkReader(catalogue, used))];
    }

    /// <summary>Reads a registry and department files.</summary>
    /// <param name="catalogue">The facts.</param>
    /// <param name="files">Files; later files of a fact replace rows of earlier ones with the same key.</param>
    /// <param name="options">Columns, threads.</param>
    /// <param name="registry">A store that already holds the registry (from the database); its facts are kept, and files of the same facts
    /// are not allowed.</param>
    /// <param name="cancellation">Stops between pieces of files.</param>
    public static FactStore Load(Catalogue catalogue, IReadOnlyList<CsvSource> files, LoadOptions? options = null, FactStore? registry = null, CancellationToken cancellation = default)
    {
        var loader = new FactLoader(catalogue, options ?? new LoadOptions(), registry, cancellation);
        if (registry is not null && files.FirstOrDefault(f => registry.RowCount(f.Fact) > 0) is { } twice)
            throw new ArgumentException($"{twice.Fact} stands in the registry already", nameof(files));
        return loader.Load(files);
    }

    private FactStore Load(IReadOnlyList<CsvSource> files)
    {
        List<FactLoad> loads = [.. files.GroupBy(f => f.Fact).Select(g => new FactLoad(g.Key, [.. g], report))];
        Read(loads.Where(l => l.Fact == catalogue.Household));
        var households = tables[catalogue.Household.Ordinal] ??= new TableData(catalogue.Household, 0);
        registry = new RegistryIndex(catalogue, households, null);
        Read(loads.Where(l => l.Fact == catalogue.Member));
        var count = households.Offsets.Length - 1;
        var members = tables[catalogue.Member.Ordinal] ??= new TableData(catalogue.Member, count);
        registry = new RegistryIndex(catalogue, households, members);
        Read(loads.Where(l => l.Fact != catalogue.Household && l.Fact != catalogue.Member));
        foreach (var fact in catalogue.Facts) tables[fact.Ordinal] ??= new TableData(fact, count);
        Blocks.Clear();
        report.DuplicateIds = registry.Persons.Duplicates;
        report.Sort();
        return new FactStore(catalogue, [.. tables.OfType<TableData>()], registry.Persons, report);
    }

    private void Read(IEnumerable<FactLoad> loads)
    {
        List<FactLoad> open = [.. loads];
        if (open.Count == 0) return;
        var failures = new List<Exception>();
        void Work(int worker)
        {
            try
            {
                for (var i = 0; i < open.Count; i++) Drain(open[(i + worker * open.Count / readers.Length) % open.Count], readers[worker]);
            }
            catch (Exception failed)
            {
                lock (failures) failures.Add(failed);
            }
        }
        if (readers.Length == 1) Work(0);
        else
        {
            var threads = readers.Select((_, i) => new Thread(() => Work(i)) { IsBackground = true, Name = "facts " + i }).ToList();
            threads.ForEach(t => t.Start());
            threads.ForEach(t => t.Join());
        }
        if (failures.Find(f => f is OperationCanceledException) is { } cancelled) throw new OperationCanceledException(cancelled.Message, cancelled);
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    /// <summary>Takes pieces of a fact's files until none is left; who finishes the last piece sorts the rows.</summary>
    private void Drain(FactLoad load, CsvChunkReader reader)
    {
        while (load.TryBegin())
        {
            cancellation.ThrowIfCancellationRequested();
            var more = load.ReadNext(catalogue, reader, used, options, registry, out var bytes);
            if (bytes > 0) options.Progress?.Report(bytes);
            if (load.End(more)) Finish(load, reader.Assembly);
        }
    }

    private void Finish(FactLoad load, TableAssembly assembly)
    {
        var parts = load.Whole();
        var households = (tables[catalogue.Household.Ordinal]?.Offsets.Length ?? 1) - 1;
        if (load.Fact == catalogue.Household) households = Number(parts);
        if (load.Fact == catalogue.Member) NumberPersons(parts);
        var table = assembly.Assemble(load.Fact, parts, households, null, out var replaced);
        if (load.Fact == catalogue.Member)
            for (var person = 0; person < table.Persons.Length; person++) table.Persons[person] = person;
        lock (report)
            if (replaced > 0) report.Replaced[load.Fact] = replaced;
        tables[load.Fact.Ordinal] = table;
    }

    /// <summary>Each household number gets the next ordinal when it is first seen.</summary>
    private int Number(List<FactRows> parts)
    {
        var no = catalogue.Household["户编号"]!.Ordinal;
        var pool = TextBuffer.Merge(parts.Select(p => (TextBuffer)p.Columns[no]!));
        var ordinals = new int[pool.Count + 1];
        var count = 0;
        foreach (var part in parts)
        {
            var numbers = (TextBuffer)part.Columns[no]!;
            for (var i = 0; i < part.Count; i++)
            {
                if (ordinals[numbers[i]] == 0) ordinals[numbers[i]] = ++count;
                part.Household[i] = ordinals[numbers[i]] - 1;
            }
        }
        return count;
    }

    private static void NumberPersons(List<FactRows> parts)
    {
        var person = 0;
        foreach (var part in parts)
            for (var i = 0; i < part.Count; i++) part.Person[i] = person++;
    }
}
