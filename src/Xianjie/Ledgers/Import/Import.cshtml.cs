using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Files;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Import;

/// <summary>Template out, file in: looked at first, taken as a whole or not at all, errors back as the same file with a column.</summary>
[Requires(Permissions.LedgersWrite), ByFieldClass]
internal sealed class ImportPage(LedgerServices services, LedgerImport import, FileStore files) : LedgerPage(services)
{
    public ImportView? View { get; private set; }
    public Guid? Errors { get; private set; }

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

    public Task<IActionResult> OnPostCheckAsync(string key, IFormFile? upload, CancellationToken ct) => TakeAsync(key, upload, false, ct);

    public Task<IActionResult> OnPostAsync(string key, IFormFile? upload, CancellationToken ct) => TakeAsync(key, upload, true, ct);

    private async Task<IActionResult> TakeAsync(string key, IFormFile? upload, bool write, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (!MayEnter)
            return Forbid();
        if (upload is null)
        {
            ModelState.AddModelError("upload", "请选择要导入的文件。");
            return Page();
        }
        await using var content = upload.OpenReadStream();
        var (read, refusal) = await import.ReadAsync(Ledger, Span, content, upload.FileName, ct);
        if (read is null)
        {
            ModelState.AddModelError("upload", refusal!);
            return Page();
        }
        View = import.Look(Ledger, read);
        if (View.IsGood && write)
        {
            await import.WriteAsync(Ledger, read, upload.FileName, ct);
            TempData["Notice"] = $"已导入 {View.Rows:N0} 行：新增 {View.Added:N0}，修改 {View.Changed:N0}，没有变化 {View.Same:N0}。";
            if (View.Warnings.Count > 0)
                TempData["Warning"] = $"请核对：{string.Join("；", View.Warnings.Take(5))}";
            return new SeeOtherResult(InPeriod(Home));
        }
        Db.ChangeTracker.Clear();
        if (!View.IsGood)
            await KeepAsync(read, upload.FileName, ct);
        return Page();
    }

    /// <summary>The error workbook waits among the downloads of the person.</summary>
    private async Task KeepAsync(LedgerImport.Read read, string name, CancellationToken ct)
    {
        var content = new MemoryStream();
        LedgerSheet.Errors(content, read.Header, read.Rows, Ledger, read.Columns);
        content.Position = 0;
        var file = await files.SaveAsync(content, $"{Path.GetFileNameWithoutExtension(name)}-错误.xlsx", TableFile.XlsxType, Me.Acts(string.Empty).By, Me.Area, StoredFile.Export, long.MaxValue - 1, ct);
        Db.Add(file!.Until(Services.Clock.Now.AddDays(1)));
        await Db.SaveChangesAsync(ct);
        Errors = file.Id;
    }
}
