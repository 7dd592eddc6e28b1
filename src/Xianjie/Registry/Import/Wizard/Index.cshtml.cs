using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Registry.Import.Wizard;

/// <summary>First step of an import, and the history of batches in the user's area.</summary>
[Requires(Permissions.HouseholdsImport), UnreadForm, IgnoreAntiforgeryToken]
internal sealed class IndexPage(XianjieDb db, ImportDesk desk, StreamedUpload upload, WriteGate gate) : PageModel
{
    public IReadOnlyList<ImportBatch> Batches { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        Batches = await db.Set<ImportBatch>().AsNoTracking().OrderByDescending(b => b.At).Take(100).ToListAsync(ct);

    // The bytes come in before the write gate is taken
    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            var received = await upload.TakeAsync<Result<ImportBatch, string>>(HttpContext, file => desk.ReceiveAsync(file.Content, file.Name, ct), "请选择要导入的文件。");
            if (received.TryGet(out var batch, out var refusal))
            {
                await KeepAsync(batch, ct);
                return new SeeOtherResult($"/households/import/{batch.Id}");
            }
            ModelState.AddModelError("file", refusal);
        }
        catch (AntiforgeryValidationException)
        {
            TempData["Warning"] = "页面已经过期，文件没有收下；请重新选择文件上传。";
            return new SeeOtherResult("/households/import");
        }
        await OnGetAsync(ct);
        return Page();
    }

    private async Task KeepAsync(ImportBatch batch, CancellationToken ct)
    {
        try
        {
            using var turn = await gate.EnterAsync(ct);
            await db.SaveChangesAsync(ct);
        }
        catch
        {
            desk.Discard(batch);
            throw;
        }
    }
}
