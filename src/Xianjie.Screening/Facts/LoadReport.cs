namespace Xianjie.Screening;

/// <summary>A cell that was refused. A required cell refuses its row; another one counts as empty.</summary>
/// <param name="Row">Row number in the file, from 1 without the header.</param>
/// <param name="Column">Null if the row as a whole was refused.</param>
public sealed record RefusedCell(FactTable Fact, string File, int Row, Column? Column, string Text, string Reason, bool RowRefused);

/// <summary>A row whose person or household is not in the registry.</summary>
/// <param name="Id">What stood in the id cell (or the household number).</param>
public sealed record UnmatchedRow(FactTable Fact, string File, int Row, string Id, string Name, string Reason);

/// <summary>What one file gave.</summary>
public sealed record FileReport(FactTable Fact, string File)
{
    public int Rows { get; internal set; }

    public int Accepted { get; internal set; }

    public int RefusedRows { get; internal set; }

    public int RefusedCells { get; internal set; }

    public int Unmatched { get; internal set; }

    /// <summary>Headers that name no column of the fact.</summary>
    public IReadOnlyList<string> UnknownHeaders { get; internal set; } = [];

    /// <summary>Why the file could not be read as a whole; null if it could.</summary>
    public string? Failure { get; internal set; }
}

/// <summary>What was read, what was refused and why, and what could not be matched.</summary>
public sealed class LoadReport
{
    /// <summary>Details kept per kind; the counts of <see cref="Files"/> are always complete.</summary>
    public const int DetailLimit = 200_000;

    private readonly List<FileReport> files = [];
    private readonly Lock adding = new();

    public IReadOnlyList<FileReport> Files => files;

    public List<RefusedCell> Refused { get; } = [];

    public List<UnmatchedRow> Unmatched { get; } = [];

    /// <summary>Rows that a later row with the same key replaced, by fact.</summary>
    public Dictionary<FactTable, int> Replaced { get; } = [];

    /// <summary>Persons that share a citizen id: the id finds only the second of each pair.</summary>
    public IReadOnlyList<(int Person, int Twin)> DuplicateIds { get; internal set; } = [];

    internal FileReport Open(FactTable fact, string file)
    {
        var report = new FileReport(fact, file);
        lock (adding) files.Add(report);
        return report;
    }

    internal string SourceName(FactTable fact, int source) => files.Where(f => f.Fact == fact).Skip(source).FirstOrDefault()?.File ?? "";

    internal int SourceOf(FileReport file) => files.Where(f => f.Fact == file.Fact).TakeWhile(f => f != file).Count();

    internal void AddReplaced(FactTable fact, int rows)
    {
        if (rows == 0) return;
        lock (adding) Replaced[fact] = Replaced.GetValueOrDefault(fact) + rows;
    }

    internal void Add(RefusedCell cell)
    {
        lock (adding)
            if (Refused.Count < DetailLimit) Refused.Add(cell);
    }

    internal void Add(UnmatchedRow row)
    {
        lock (adding)
            if (Unmatched.Count < DetailLimit) Unmatched.Add(row);
    }

    /// <summary>Puts details in the order of facts, files and rows, whatever threads found them.</summary>
    internal void Sort()
    {
        var place = files.Select((f, i) => (Key: (f.Fact.Ordinal, f.File), i)).DistinctBy(f => f.Key).ToDictionary(f => f.Key, f => f.i);
        Refused.Sort((a, b) => (place[(a.Fact.Ordinal, a.File)], a.Row, a.Column?.Ordinal ?? -1).CompareTo((place[(b.Fact.Ordinal, b.File)], b.Row, b.Column?.Ordinal ?? -1)));
        Unmatched.Sort((a, b) => (place[(a.Fact.Ordinal, a.File)], a.Row).CompareTo((place[(b.Fact.Ordinal, b.File)], b.Row)));
    }
}
