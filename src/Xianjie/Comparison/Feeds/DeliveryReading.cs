using System.Text;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Comparison.Unmatched;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>A row that belongs to nobody known, or to someone registered under another name (<paramref name="Holder"/>).</summary>
internal sealed record LooseRow(int Number, string Reason, string Name, string IdText, bool InPart, Guid? Holder, IReadOnlyDictionary<string, string> Cells);

/// <summary>One pass over a delivered file: good rows go to the part, bad cells to the error workbook, strangers aside.</summary>
internal sealed class DeliveryReading : IAsyncDisposable
{
    private readonly Delivery delivery;
    private readonly TableSource table;
    private readonly Seal seal;
    private readonly KnownPeople known;
    private readonly FeedReader reader;
    private readonly FileStore files;
    private readonly StoredOutput part;
    private readonly StreamWriter lines;
    private StoredOutput? errors;
    private XlsxWriter? workbook;
    private XlsxSheet? sheet;
    private readonly HashSet<ulong> seen = [];
    private int rows, accepted, refused, duplicates, emptied, gone;
    private DateOnly? first, last;

    public DeliveryReading(Delivery delivery, FactTable feed, TableSource table, FileStore files, Seal seal, DateOnly today, KnownPeople known)
    {
        (this.delivery, this.table, this.files, this.seal, this.known) = (delivery, table, files, seal, known);
        reader = new FeedReader(feed, table.Header, HeaderGuess.Read(delivery.Columns!), today);
        part = new StoredOutput(files, $"{delivery.Feed}.part", "text/plain", delivery.By, delivery.Division, "part", CancellationToken.None);
        lines = new StreamWriter(part.Stream, new UTF8Encoding(false), 1 << 16);
    }

    public List<LooseRow> Loose { get; } = [];

    public Task ReadAsync(JobRun run) => Task.Run(() =>
    {
        PartFile.WriteHeader(lines, reader.Columns.Select(c => c.English));
        foreach (var row in table.Rows)
        {
            if (++rows % 2000 == 0)
                run.Report(Math.Min(90, 2 + rows / 5000), $"已读 {rows:N0} 行");
            Take(reader.Read(row));
        }
        lines.Flush();
    }, run.Cancelled);

    private void Take(ReadRow row)
    {
        if (row.Faults.Count > 0)
            Note(row);
        if (row.IsRefused)
        {
            refused++;
            return;
        }
        emptied += row.Faults.Count;
        accepted++;
        if (reader.KeyOf(row) is { } key && !seen.Add(key))
            duplicates++;
        if (reader.DayOf(row) is { } day)
            (first, last) = (first is null || day < first ? day : first, last is null || day > last ? day : last);
        if (row.Id is not { } id)
        {
            SetAside(row, row.IdFault!, inPart: false);
            return;
        }
        var registered = known.Holder(seal.Indexes(id.ToString(), Sealed.CitizenId));
        if (registered is { } holder && !NameAgreement.Holds(reader.NameOf(row), holder.Name))
        {
            SetAside(row, $"身份证号登记的是“{MaskedName.Of(holder.Name)}”，姓名不同；确认是同一人后才参加比对", inPart: false, holder.Id);
            return;
        }
        if (registered is { IsPresent: false })
            gone++;
        PartFile.WriteRow(lines, row.Source.Number, row.Cells);
        if (registered is null)
            SetAside(row, "身份证号不在本县登记的人员中", inPart: true);
    }

    private void SetAside(ReadRow row, string reason, bool inPart, Guid? holder = null) => Loose.Add(new LooseRow(row.Source.Number, reason, reader.NameOf(row), reader.IdAt < 0 ? string.Empty : row.Cells[reader.IdAt], inPart, holder,
        reader.Columns.Select((c, i) => (c.English, Value: row.Cells[i])).Where(c => c.Value.Length > 0).ToDictionary(c => c.English, c => c.Value)));

    private void Note(ReadRow row)
    {
        if (sheet is { Rows: >= XlsxWriter.MostRows })
            return;
        if (sheet is null)
        {
            errors = new StoredOutput(files, $"{Path.GetFileNameWithoutExtension(delivery.FileName)}-错误.xlsx", XlsxType, delivery.By, delivery.Division, "errors", CancellationToken.None);
            workbook = new XlsxWriter(errors.Stream);
            sheet = workbook.AddSheet(new SheetLayout("需改正的行", [.. table.Header.Columns.Select(c => new SheetColumn(c.Text)), new("行号", 8), new("处理", 16), new("原因", 60)]));
        }
        var bad = row.Faults.Select(f => f.Column).ToHashSet();
        var reasons = string.Join('；', row.Faults.Select(f => $"{table.Header.Columns[f.Column].Leaf}：{f.Reason}"));
        sheet.Write([.. table.Header.Columns.Select(c => bad.Contains(c.Index) ? OutCell.Text(row.Source[c.Index].Text).Bad() : OutCell.Text(row.Source[c.Index].Text)),
            OutCell.Number(row.Source.Number), OutCell.Text(row.IsRefused ? "整行未收" : "该格按空处理"), OutCell.Reason(reasons)]);
    }

    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<(StoredFile Part, StoredFile? Errors)> StoreAsync()
    {
        await lines.DisposeAsync();
        var whole = await part.FinishAsync();
        if (errors is null)
            return (whole, null);
        workbook!.Dispose();
        await errors.Stream.FlushAsync();
        return (whole, await errors.FinishAsync());
    }

    public Receipt Receipt(Guid partId, Guid? errorsId) => new(partId, errorsId, rows, accepted, refused, Loose.Count, duplicates, first, last,
        string.Join('；', table.Notices.Concat(emptied > 0 ? [$"{emptied} 个选填单元格看不懂，按空处理，见错误清单"] : []).Concat(gone > 0 ? [$"{gone} 行是系统中已登记死亡或迁出的人，收下但不参加比对"] : [])) is { Length: > 0 } words ? words : null);

    public async ValueTask DisposeAsync()
    {
        await part.DisposeAsync();
        if (errors is not null)
            await errors.DisposeAsync();
    }
}
