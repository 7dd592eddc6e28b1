using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Registry.Import.Wizard;

/// <summary>First step of an import, and the history of batches in the user's area.</summary>
[Requires(Permissions.HouseholdsImport)]
internal sealed class IndexPage(XianjieDb db, ImportDesk desk, WriteGate gate) : PageModel
{
    public IReadOnlyList<ImportBatch> Batches { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        Batches = await db.Set<ImportBatch>().AsNoTracking().OrderByDescending(b => b.At).Take(100).ToListAsync(ct);

    // The bytes come in before the write gate is taken
    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is null)
            ModelState.AddModelError("file", "请选择要导入的文件。");
        else
        {
            await using var content = file.OpenReadStream();
            var received = await desk.ReceiveAsync(content, file.FileName, ct);
            if (received.TryGet(out var batch, out var refusal))
            {
                await KeepAsync(batch, ct);
                return new SeeOtherResult($"/households/import/{batch.Id}");
            }
            ModelState.AddModelError("file", refusal);
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
