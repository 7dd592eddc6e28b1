using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Import;

/// <summary>Template out, file in: looked at first, taken as a whole or not at all, errors back as the same file with a column; long files by a job.</summary>
[Requires(Permissions.LedgersWrite), ByFieldClass]
internal sealed class ImportPage(LedgerServices services, LedgerImport import, ImportDesk desk) : LedgerPage(services)
{
    private const int MostName = Platform.Files.FileNames.Most;

    public ImportView? View { get; private set; }
    /// <summary>Where the error workbook waits.</summary>
    public string? Errors { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct) => !await OpenAsync(key, ct) ? NotFound() : MayEnter ? Page() : Forbid();

    public async Task<IActionResult> OnGetTemplateAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        var content = new MemoryStream();
        LedgerSheet.Template(content, Ledger, Services.Periods.Units(Ledger, Me.Area), c => Services.Places.Path(c));
        content.Position = 0;
        return File(content, TableFile.XlsxType, $"{Ledger.Title}模板.xlsx");
    }

    public Task<IActionResult> OnPostCheckAsync(string key, IFormFile? upload, CancellationToken ct) => TakeAsync(key, upload, false, false, ct);

    /// <param name="key">The ledger.</param>
    /// <param name="upload">The file.</param>
    /// <param name="again">Take it although the very file came before.</param>
    /// <param name="ct">Ends the reading.</param>
    public Task<IActionResult> OnPostAsync(string key, IFormFile? upload, bool again, CancellationToken ct) => TakeAsync(key, upload, true, again, ct);

    private async Task<IActionResult> TakeAsync(string key, IFormFile? upload, bool write, bool again, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (!MayEnter)
            return Forbid();
        if (upload is null || upload.FileName.Length > MostName)
            return Refuse(upload is null ? "请选择要导入的文件。" : "文件名太长，请改短后再传。");
        await using var content = upload.OpenReadStream();
        var hash = await ImportDesk.HashAsync(content, ct);
        if (write && !again && await desk.BeforeAsync(Ledger, Span, hash, ct) is { } before)
            return Refuse(ImportDesk.Words(before));
        if (ImportDesk.IsLong(content, upload.FileName))
            return await LaterAsync(content, upload.FileName, hash, write, ct);
        content.Position = 0;
        return await NowAsync(content, upload.FileName, hash, write, ct);
    }

    private async Task<IActionResult> LaterAsync(Stream content, string name, string hash, bool write, CancellationToken ct)
    {
        var rules = await Services.Book.RulesAsync(Ledger, ct);
        if (!write)
            return Refuse($"超过 {LedgerImport.MostRows:N0} 行的文件由后台任务导入，导入时先核对全部行，有一行不对就都不导入。请直接点“导入”。");
        if (rules.LooksAtSelf || rules.Looked(rules.Checks, rules.Computed).Count > 0)
            return Refuse($"这个台账的校验要对照其他行，一次最多 {LedgerImport.MostRows:N0} 行，请拆分文件。");
        TempData["Notice"] = "文件已收下，正在后台导入。可以离开本页，结果在任务里看。";
        return new SeeOtherResult(await desk.QueueAsync(Ledger, Span, content, name, hash, ct));
    }

    private async Task<IActionResult> NowAsync(Stream content, string name, string hash, bool write, CancellationToken ct)
    {
        var (read, refusal) = await import.ReadAsync(Ledger, Span, content, name, ct);
        if (read is null)
            return Refuse(refusal!);
        View = import.Look(Ledger, read);
        if (View.IsGood && write)
        {
            await import.WriteAsync(Ledger, read, name, ct);
            var delivery = desk.Draft(Ledger, Span, name, hash);
            (delivery.State, delivery.Rows, delivery.Added, delivery.Changed) = (DeliveryState.已导入, View.Rows, View.Added, View.Changed);
            Db.Add(delivery);
            await Db.SaveChangesAsync(ct);
            TempData["Notice"] = $"已导入 {View.Rows:N0} 行：新增 {View.Added:N0}，修改 {View.Changed:N0}，没有变化 {View.Same:N0}。";
            if (View.Warnings.Count > 0)
                TempData["Warning"] = $"请核对：{string.Join("；", View.Warnings.Take(5))}";
            return new SeeOtherResult(InPeriod(Home));
        }
        Db.ChangeTracker.Clear();
        if (!View.IsGood)
            Errors = await desk.KeepErrorsAsync(Db, name, output => LedgerSheet.Errors(output, read.Header, read.Rows.Select(r => (r.Row, (Rows.RowDraft?)r.Draft)), Ledger, read.Columns), ct);
        return Page();
    }

    private IActionResult Refuse(string words)
    {
        ModelState.AddModelError("upload", words);
        return Page();
    }
}
