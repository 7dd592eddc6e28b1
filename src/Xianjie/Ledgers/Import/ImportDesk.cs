using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Import;

/// <summary>Files that come in: which came before, which are long enough for a job, and the error workbook that goes out again.</summary>
internal sealed class ImportDesk(XianjieDb db, FileStore files, JobBoard board, CurrentUser user, Clock clock)
{
    public const string FileKind = "ledger-import";
    private const int ErrorDays = 3;

    public static async Task<string> HashAsync(Stream content, CancellationToken ct)
    {
        content.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        content.Position = 0;
        return hash;
    }

    /// <summary>The very file was taken for this period, or waits to be.</summary>
    public async Task<LedgerDelivery?> BeforeAsync(Ledger ledger, Span span, string hash, CancellationToken ct)
    {
        var (number, area) = (span.Number, user.Area);
        return await db.Set<LedgerDelivery>().AsNoTracking().Where(d => d.Ledger == ledger.Key && d.Period == number && d.Hash == hash && d.Division == area && d.State != DeliveryState.有错).OrderByDescending(d => d.Id).FirstOrDefaultAsync(ct);
    }

    public static string Words(LedgerDelivery before) => before.State == DeliveryState.等待导入
        ? "同一个文件正在导入，请到任务列表看进度。"
        : string.Create(CultureInfo.InvariantCulture, $"同一个文件已由{before.By}在 {Clock.Local(before.At):yyyy-MM-dd HH:mm} 导入过，没有再导一遍。确需重导的，请勾选“仍要导入”。");

    /// <summary>More rows than are taken while the person waits.</summary>
    public static bool IsLong(Stream content, string name)
    {
        content.Position = 0;
        if (!TableReader.Open(content, name, TableLimits.Default with { Rows = LedgerImport.MostJobRows }).TryGet(out var table, out _))
            return false;
        using (table)
            return table.Rows.Skip(LedgerImport.MostRows).Any();
    }

    public LedgerDelivery Draft(Ledger ledger, Span span, string name, string hash, Guid? file = null, Guid? job = null)
    {
        var act = db.Act = user.Acts($"导入{ledger.Title}", name);
        return new() { Ledger = ledger.Key, Period = span.Number, Division = user.Area, FileName = name, Hash = hash, FileId = file, JobId = job, ById = user.Id, By = act.By, At = clock.Now };
    }

    /// <summary>Keeps the file and puts the job on the board; returns where to watch it.</summary>
    public async Task<string> QueueAsync(Ledger ledger, Span span, Stream content, string name, string hash, CancellationToken ct)
    {
        content.Position = 0;
        var file = await files.SaveAsync(content, name, "application/octet-stream", user.Acts(string.Empty).By, user.Area, FileKind, long.MaxValue - 1, ct) ?? throw new InvalidOperationException("A file without limit was refused.");
        var id = Guid.CreateVersion7();
        var job = board.Draft(LedgerImportJob.JobKind, $"导入{ledger.Title}：{name}", new LedgerImportJob.Payload(id), user.Area, user.Acts(string.Empty).By);
        var delivery = Draft(ledger, span, name, hash, file.Id, job.Id);
        db.AddRange(file.Until(clock.Now.AddDays(7)), job, delivery.As(id));
        await db.SaveChangesAsync(ct);
        return $"/jobs/{job.Id}";
    }

    /// <summary>The error workbook waits in 下载中心 of who sent the file; each time it goes out it is on record (HandBack). Saved into the given context; returns the address.</summary>
    public async Task<string> KeepErrorsAsync(XianjieDb target, string name, Action<Stream> write, CancellationToken ct)
    {
        using var content = new MemoryStream();
        write(content);
        content.Position = 0;
        var file = await files.SaveAsync(content, $"{Path.GetFileNameWithoutExtension(name)}-错误.xlsx", TableFile.XlsxType, user.Acts(string.Empty).By, user.Area, StoredFile.Export, long.MaxValue - 1, ct) ?? throw new InvalidOperationException("A file without limit was refused.");
        target.Add(file.Until(clock.Now.AddDays(ErrorDays)));
        await target.SaveChangesAsync(ct);
        return $"/downloads/{file.Id}";
    }
}
