using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>Facts of a county of any size, put aside on disk in parts of some thousand households, each of which can be held as a
/// <see cref="FactStore"/> by itself. Rules look at one household at a time, so that a run over the parts finds what a run over all finds.</summary>
public sealed class FactParts : IDisposable
{
    private readonly Catalogue catalogue;
    private readonly IReadOnlySet<Column>? used;
    private readonly Spill spill;
    private readonly int[] firstPersons;
    private readonly bool[] counted;
    private readonly IReadOnlyDictionary<FactTable, int[][]> firstRows;

    internal FactParts(Catalogue catalogue, IReadOnlySet<Column>? used, Spill spill, int[] memberOffsets, IReadOnlyDictionary<FactTable, int[][]> firstRows, LoadReport report)
    {
        (this.catalogue, this.used, this.spill, this.firstRows, Report) = (catalogue, used, spill, firstRows, report);
        (Households, Persons) = (memberOffsets.Length - 1, memberOffsets[^1]);
        counted = new bool[Count];
        firstPersons = [.. Enumerable.Range(0, Count).Select(p => memberOffsets[p * spill.PartSize]), Persons];
    }

    public int Households { get; }

    public int Persons { get; }

    /// <summary>How many parts; they have the numbers 0 to Count − 1 in the order of households.</summary>
    public int Count => (Households + spill.PartSize - 1) / spill.PartSize;

    /// <summary>What was read, refused and not matched. Rows that a later one replaced are complete when every part has been read.</summary>
    public LoadReport Report { get; }

    /// <summary>Bytes put aside on disk.</summary>
    public long Bytes => spill.Bytes;

    /// <summary>One part; its households and persons are numbered from 0. Safe for concurrent use.</summary>
    public FactStore Read(int part) => new Reader(this, null).Read(part);

    /// <summary>The rules over all parts, as many at a time as there are threads.</summary>
    /// <param name="rules">Rules; those not in force on the as-of date are left out.</param>
    /// <param name="parameters">Where parameter values come from; null takes those shipped with the rules.</param>
    /// <param name="asOf">The day on which the run stands.</param>
    /// <param name="found">Told what each part gave, one part at a time, in no certain order; the facts go when it returns.</param>
    /// <param name="options">Threads and progress.</param>
    /// <param name="cancellation">Stops the run between parts.</param>
    public void Screen(RuleSet rules, IParameterSource? parameters, DateOnly asOf, Action<ScreeningResult> found, ScreeningOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new ScreeningOptions();
        var (next, done, telling) = (-1, 0, new Lock());
        var single = options with { Threads = 1, Progress = null };
        Threading.RunAll(options.Threads, _ =>
        {
            var reader = new Reader(this, new ColumnMemory());
            for (var part = Interlocked.Increment(ref next); part < Count; part = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                var result = Screener.Run(reader.Read(part), rules, parameters, asOf, single, cancellation);
                lock (telling)
                {
                    found(result);
                    options.Progress?.Report(++done / (double)Count);
                }
                reader.Reuse();
            }
        });
    }

    /// <summary>Ends the files on disk.</summary>
    public void Dispose() => spill.Dispose();

    /// <summary>Fetches parts on one thread; keeps its scratch memory.</summary>
    private sealed class Reader(FactParts parts, ColumnMemory? memory)
    {
        private readonly TableAssembly assembly = new(memory);
        private readonly SpillScratch scratch = new();
        private readonly Dictionary<Column, TextPool> pools = [];

        /// <summary>Takes the memory of the last part back.</summary>
        public void Reuse()
        {
            memory?.Reuse();
            foreach (var pool in pools.Values) pool.Clear();
        }

        public FactStore Read(int part)
        {
            var first = part * parts.spill.PartSize;
            var households = Math.Min(parts.spill.PartSize, parts.Households - first);
            var tables = new TableData[parts.catalogue.Facts.Count];
            foreach (var fact in parts.catalogue.Facts) tables[fact.Ordinal] = Assemble(fact, part, first, households);
            parts.counted[part] = true;
            return new FactStore(parts.catalogue, tables, PersonIndex.Empty, parts.Report);
        }

        private TableData Assemble(FactTable fact, int part, int firstHousehold, int households)
        {
            if (!parts.firstRows.TryGetValue(fact, out var numbers)) return new TableData(fact, households);
            var rows = parts.spill.Read(fact, part, source => new FactRows(fact, parts.used, source, PoolOf), (source, sequence) => numbers[source][sequence], scratch);
            var isMember = fact == parts.catalogue.Member;
            var person = 0;
            foreach (var file in rows)
                for (var i = 0; i < file.Count; i++)
                {
                    file.Household[i] -= firstHousehold;
                    file.Person[i] = isMember ? person++ : file.Person[i] - parts.firstPersons[part];
                }
            var table = assembly.Assemble(fact, rows, households, null, out var replaced);
            if (isMember) table.NumberPersons();
            else if (!parts.counted[part]) parts.Report.AddReplaced(fact, replaced);
            return table;
        }

        private TextPool PoolOf(Column column)
        {
            if (!pools.TryGetValue(column, out var pool)) pools[column] = pool = new TextPool();
            return pool;
        }
    }
}
