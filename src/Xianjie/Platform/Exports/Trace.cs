using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;

namespace Xianjie.Platform.Exports;

/// <param name="Share">Part of the file's rows that this export knows, 0 … 1.</param>
/// <param name="How">What speaks for it.</param>
internal sealed record TraceFind(int Number, string By, DateTimeOffset At, string Purpose, string Title, string How, double Share);

/// <summary>
/// Which export a file came from: the same bytes, the number inside a workbook, or the rows. The number is sure unless somebody put it there; rows alone
/// name every export that held them, the likeliest first, since the same list may have gone out more than once.
/// </summary>
internal sealed class Trace(XianjieDb db, Seal seal)
{
    private const int MostShown = 10;
    private const double Least = 0.2;

    public async Task<IReadOnlyList<TraceFind>> FindAsync(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
        var numbers = Marks(file).ToHashSet();
        var rows = Rows(file, Path.GetFileName(path));
        var finds = new List<TraceFind>();
        await foreach (var record in db.Set<ExportRecord>().IgnoreQueryFilters().AsNoTracking().OrderByDescending(r => r.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            var share = Share(record, rows);
            var how = record.Hash == hash ? "就是这个文件" : numbers.Contains(record.Number) ? "文件里有这一份的编号" : share >= Least ? "行的内容相符" : null;
            if (how is not null)
                finds.Add(new(record.Number, record.By, record.At, record.Purpose, record.Title, how, share));
        }
        return [.. finds.OrderByDescending(f => f.How == "就是这个文件").ThenByDescending(f => numbers.Contains(f.Number)).ThenByDescending(f => f.Share).ThenByDescending(f => f.At).Take(MostShown)];
    }

    private double Share(ExportRecord record, IReadOnlyList<string[]> rows)
    {
        if (record.Prints.Length == 0 || rows.Count == 0)
            return 0;
        var (salt, prints) = (seal.OpenBytes(record.SaltSealed, Sealed.Form), RowPrints.Read(record.Prints));
        return (double)rows.Count(row => RowPrints.Telling(row).Any(text => prints.Contains(RowPrints.Of(salt, text)))) / rows.Count;
    }

    private static IEnumerable<int> Marks(Stream file)
    {
        file.Position = 0;
        var found = new List<int>();
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries.Where(e => e.Length < 4 << 20 && (e.FullName.EndsWith("styles.xml", StringComparison.Ordinal) || e.FullName.EndsWith("custom.xml", StringComparison.Ordinal))))
            {
                using var reader = new StreamReader(entry.Open());
                found.AddRange(ExportMark.In(reader.ReadToEnd()));
            }
        }
        catch (InvalidDataException)
        {
            // not a workbook: only the rows speak
        }
        return found;
    }

    private static List<string[]> Rows(Stream file, string name)
    {
        file.Position = 0;
        if (!TableReader.Open(file, name, TableLimits.Default).TryGet(out var opened, out _))
            return [];
        using var table = opened;
        return [.. table.Rows.Take(50_000).Select(r => r.Cells.Select(c => c.Text).ToArray())];
    }
}
