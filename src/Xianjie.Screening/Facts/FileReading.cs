namespace Xianjie.Screening;

/// <summary>Reads files on all cores: first households, then members, then everything else at once. What becomes of the rows is told by
/// those who derive from it.</summary>
internal abstract class FileReading
{
    private readonly CsvChunkReader[] readers;
    private readonly CancellationToken cancellation;

    protected FileReading(Catalogue catalogue, LoadOptions options, LoadReport report, CancellationToken cancellation)
    {
        (Catalogue, Options, Report, this.cancellation) = (catalogue, options, report, cancellation);
        Used = options.Columns is null ? null : FactStoreBuilder.Always(catalogue, options.Columns);
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        readers = [.. Enumerable.Range(0, threads).Select(_ => new CsvChunkReader(catalogue, Used))];
    }

    protected Catalogue Catalogue { get; }

    protected LoadOptions Options { get; }

    protected LoadReport Report { get; }

    /// <summary>Columns to keep; null keeps all.</summary>
    protected IReadOnlySet<Column>? Used { get; }

    protected RegistryIndex? Registry { get; set; }

    /// <summary>Told when the rows of 户 and then those of 成员 are whole.</summary>
    protected abstract void Know(FactTable fact);

    /// <summary>Takes a piece of a file; threads call this at once.</summary>
    protected virtual void Take(FactLoad load, CsvChunk chunk, CsvChunkReader reader)
    {
    }

    /// <summary>All pieces of a fact were taken; called once by one of the threads.</summary>
    protected abstract void Finish(FactLoad load, CsvChunkReader reader);

    protected void ReadAll(IReadOnlyList<CsvSource> files)
    {
        List<FactLoad> loads = [.. files.GroupBy(f => f.Fact).Select(g => new FactLoad(g.Key, [.. g], Report))];
        foreach (var fact in new[] { Catalogue.Household, Catalogue.Member })
        {
            Read([.. loads.Where(l => l.Fact == fact)]);
            Know(fact);
        }
        Read([.. loads.Where(l => l.Fact != Catalogue.Household && l.Fact != Catalogue.Member)]);
    }

    private void Read(List<FactLoad> open)
    {
        if (open.Count == 0) return;
        Threading.RunAll(readers.Length, worker =>
        {
            for (var i = 0; i < open.Count; i++) Drain(open[(i + worker * open.Count / readers.Length) % open.Count], readers[worker]);
        });
    }

    /// <summary>Takes pieces of a fact's files until none is left; who finishes the last piece finishes the fact.</summary>
    private void Drain(FactLoad load, CsvChunkReader reader)
    {
        while (load.TryBegin())
        {
            cancellation.ThrowIfCancellationRequested();
            var more = load.ReadNext(Catalogue, reader, Used, Options, Registry, out var bytes, chunk => Take(load, chunk, reader));
            if (bytes > 0) Options.Progress?.Report(bytes);
            if (load.End(more)) Finish(load, reader);
        }
    }

    /// <summary>Each household number gets the next ordinal when it is first seen.</summary>
    /// <returns>All numbers; the ordinal of each, by its place in the pool.</returns>
    protected (TextPool Numbers, int[] Ordinals, int Count) NumberHouseholds(List<FactRows> parts)
    {
        var no = Catalogue.Household["户编号"]!.Ordinal;
        var pool = TextBuffer.Merge(parts.Select(p => (TextBuffer)p.Columns[no]!));
        var ordinals = new int[pool.Count + 1];
        Array.Fill(ordinals, -1);
        var count = 0;
        foreach (var part in parts)
        {
            var numbers = (TextBuffer)part.Columns[no]!;
            for (var i = 0; i < part.Count; i++)
            {
                ref var ordinal = ref ordinals[numbers[i]];
                if (ordinal < 0) ordinal = count++;
                part.Household[i] = ordinal;
            }
        }
        return (pool, ordinals, count);
    }

    protected static void NumberPersons(List<FactRows> parts)
    {
        var person = 0;
        foreach (var part in parts)
            for (var i = 0; i < part.Count; i++) part.Person[i] = person++;
    }
}
