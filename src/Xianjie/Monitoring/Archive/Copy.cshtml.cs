using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Archive;

/// <summary>One issued paper: what was issued, its hash, its signed copy.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class CopyPage(XianjieDb db, ArchiveDesk desk, PaperBook book, CurrentUser user) : PageModel
{
    public PaperCopy Copy { get; private set; } = null!;
    public Household Household { get; private set; } = null!;
    public Paper? Again { get; private set; }
    public bool MayWrite => desk.MayWrite;
    public bool NeedsSignature => book.Find(Copy.Code)?.IsSigned == true;
    [BindProperty]
    public DateOnly? SignedOn { get; set; }
    [BindProperty]
    public string? Why { get; set; }
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSignAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || !MayWrite)
            return NotFound();
        return await EndAsync(await desk.SignAsync(Copy, Upload, SignedOn, ct), "签字件已存入档案。", ct);
    }

    public async Task<IActionResult> OnPostVoidAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || !MayWrite)
            return NotFound();
        return await EndAsync(await desk.VoidAsync(Copy, Why, ct), "已作废；需要时请重新生成存档。", ct);
    }

    private async Task<IActionResult> EndAsync(Refusal? refusal, string done, CancellationToken ct)
    {
        if (refusal is not null)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            Again = await AgainAsync(ct);
            return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }
        TempData["Notice"] = done;
        return new SeeOtherResult($"/papers/copies/{Copy.Id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<PaperCopy>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } copy || await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == copy.HouseholdId, ct) is not { } household)
            return false;
        (Copy, Household) = (copy, household);
        Again = await AgainAsync(ct);
        return true;
    }

    /// <summary>A paper with full numbers is shown only to those who may see them.</summary>
    private async Task<Paper?> AgainAsync(CancellationToken ct) => Copy.Purpose is null || user.May(Permissions.Reveal) ? await desk.AgainAsync(Copy, ct) : null;

    public static void MapFiles(WebApplication app)
    {
        app.MapGet("/papers/copies/{id:guid}/word", (Guid id, XianjieDb db, ArchiveDesk desk, CurrentUser user, CancellationToken ct) => SendAsync(id, db, desk, user, signed: false, ct)).WithMetadata(new RequiresAttribute(Permissions.CasesRead));
        app.MapGet("/papers/copies/{id:guid}/signed", (Guid id, XianjieDb db, ArchiveDesk desk, CurrentUser user, CancellationToken ct) => SendAsync(id, db, desk, user, signed: true, ct)).WithMetadata(new RequiresAttribute(Permissions.CasesRead));
    }

    private static async Task<IResult> SendAsync(Guid id, XianjieDb db, ArchiveDesk desk, CurrentUser user, bool signed, CancellationToken ct)
    {
        if (await db.Set<PaperCopy>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } copy || (signed && !copy.IsSigned) || (copy.Purpose is not null && !user.May(Permissions.Reveal)))
            return Results.NotFound();
        var (file, hash, name) = signed ? (copy.SignedFileId!.Value, copy.SignedHash!, copy.SignedName!) : (copy.FileId, copy.Hash, $"{copy.Title}.docx");
        if (await desk.ReadAsync(file, hash, ct) is not { } bytes)
            return Results.Problem("存档文件丢失或与存档时的校验值不一致，请联系系统管理员从备份恢复。", statusCode: StatusCodes.Status410Gone);
        return Results.File(bytes, Attachment.Kinds.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream"), name);
    }
}
