using System.Runtime.InteropServices;

namespace Xianjie.Screening;

/// <summary>The files of one fact while they are read by several threads.</summary>
internal sealed class FactLoad
{
    private readonly Lock state = new();
    private readonly List<CsvSource> files;
    private readonly List<FileReport> reports;
    private readonly LoadReport report;
    private readonly CsvLayout?[] layouts;
    private readonly List<CsvChunk>[] chunks;
    private int current, inFlight;
    private bool finished;

    public FactLoad(FactTable fact, List<CsvSource> files, LoadReport report)
    {
        if (files.Count > ushort.MaxValue) throw new ArgumentException($"More than {ushort.MaxValue} files of {fact}", nameof(files));
        (Fact, this.files, this.report) = (fact, files, report);
        reports = [.. files.Select(f => report.Open(fact, f.Name))];
        layouts = new CsvLayout?[files.Count];
        chunks = [.. files.Select(_ => new List<CsvChunk>())];
    }

    public FactTable Fact { get; }

    /// <summary>Claims the right to read a piece; false when nothing is left.</summary>
    public bool TryBegin()
    {
        lock (state)
        {
            if (current >= files.Count) return false;
            inFlight++;
            return true;
        }
    }

    /// <summary>Gives the claim back; true for the one thread that must finish the fact.</summary>
    public bool End(bool more)
    {
        lock (state)
        {
            inFlight--;
            if (finished || current < files.Count || inFlight > 0) return false;
            return finished = true;
        }
    }

    /// <summary>Reads one piece of the current file; false if it had no more.</summary>
    public bool ReadNext(Catalogue catalogue, CsvChunkReader reader, IReadOnlySet<Column>? used, LoadOptions options, RegistryIndex? registry, out int bytes, Action<CsvChunk> take)
    {
        int file, length, sequence;
        var skip = 0;
        bytes = 0;
        CsvLayout? layout;
        lock (state)
        {
            file = current;
            if (file >= files.Count) return false;
            var taken = files[file].TryTake(ref reader.Buffer, out length, out sequence, out var failure);
            reports[file].Failure ??= failure;
            if (taken && sequence == 0) skip = Open(file, reader.Buffer.AsSpan(0, length), catalogue, used, options);
            layout = layouts[file];
            if (!taken || layout is null)
            {
                if (!taken && layout is null) reports[file].Failure ??= "文件是空的";
                current++;
                return false;
            }
        }
        bytes = length;
        var chunk = reader.Read(files[file], report.SourceOf(reports[file]), layout, registry, options, skip, length, sequence);
        take(chunk);
        lock (state) chunks[file].Add(chunk);
        return true;
    }

    /// <summary>Number of the first row of each piece of each file; after <see cref="Whole"/>.</summary>
    public int[][] FirstRows { get; private set; } = [];

    /// <summary>Rows of all files in order, with their numbers and findings made final.</summary>
    public List<FactRows> Whole()
    {
        var parts = new List<FactRows>();
        FirstRows = new int[files.Count][];
        for (var file = 0; file < files.Count; file++)
        {
            var row = 1;
            FirstRows[file] = new int[chunks[file].Count];
            foreach (var chunk in chunks[file].OrderBy(c => c.Sequence))
            {
                for (var i = 0; i < chunk.Rows.RowNumber.Count && !chunk.IsNumbered; i++) chunk.Rows.RowNumber[i] += row;
                FirstRows[file][chunk.Sequence] = chunk.IsNumbered ? 0 : row;
                foreach (var cell in chunk.Refused) report.Add(cell with { Row = cell.Row + row });
                foreach (var lost in chunk.Unmatched) report.Add(lost with { Row = lost.Row + row });
                Count(reports[file], chunk);
                row += chunk.Records;
                parts.Add(chunk.Rows);
            }
            chunks[file] = [];
        }
        return parts;
    }

    private static void Count(FileReport report, CsvChunk chunk)
    {
        report.Rows += chunk.Records;
        report.Accepted += chunk.Accepted;
        report.RefusedRows += chunk.RefusedRows;
        report.RefusedCells += chunk.Refused.Count(c => c.Column is not null);
        report.Unmatched += chunk.UnmatchedRows;
    }

    /// <summary>Reads the header; returns how many bytes it takes.</summary>
    private int Open(int file, ReadOnlySpan<byte> bytes, Catalogue catalogue, IReadOnlySet<Column>? used, LoadOptions options)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            reports[file].Failure = "文件不是 UTF-8 编码";
            return 0;
        }
        var structure = files[file].Structure();
        structure.Read(bytes);
        var end = structure.FieldEnds[structure.RecordEnds[0] - 1] + 1;
        if (structure.RecordEnds[0] > 2000) reports[file].Failure = $"表头有 {structure.RecordEnds[0]} 列，最多 2000";
        else layouts[file] = CsvLayout.Read(files[file], bytes[..end], catalogue, used, options, reports[file]);
        return end;
    }
}
