using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Registry.Households.Record;

/// <summary>上传附件.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class FileNewPage(XianjieDb db, WriteGate gate, FileStore store, CurrentUser user, Clock clock) : PageModel
{
    public Household Household { get; private set; } = null!;
    [BindProperty]
    public IFormFile? Upload { get; set; }
    [BindProperty]
    public string? Note { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        var words = Refusal(await db.Set<Attachment>().CountAsync(a => a.HouseholdId == id, ct));
        if (words is not null || Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), words ?? "请选择要上传的文件。");
            return Page();
        }
        var type = Attachment.Kinds[Path.GetExtension(Upload.FileName)];
        await using var content = Upload.OpenReadStream();
        var file = await store.SaveAsync(content, Upload.FileName, type, user.Login, Household.Division, "attachment", Attachment.Limit, ct);
        if (file is null)
        {
            ModelState.AddModelError(nameof(Upload), TooBig);
            return Page();
        }
        try
        {
            await AddAsync(id, file, type, ct);
        }
        catch
        {
            // Without its row nobody would ever find the file again
            store.Delete(file.Id);
            throw;
        }
        TempData["Notice"] = $"附件“{file.Name}”已上传。";
        return new SeeOtherResult($"/households/{id}?tab=files");
    }

    private async Task AddAsync(Guid id, StoredFile file, string type, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Act = user.Acts("上传附件", Note);
        db.Add(file);
        db.Add(new Attachment { HouseholdId = id, Division = Household.Division, FileId = file.Id, Name = file.Name, Note = Note, Size = file.Size, ContentType = type, By = user.Name, At = clock.Now });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static string TooBig => $"文件超过 {Attachment.Limit >> 20} MB，请压缩或分开上传。";

    private string? Refusal(int present) =>
        Upload is null || Upload.Length == 0 ? "请选择要上传的文件。"
        : Upload.Length > Attachment.Limit ? TooBig
        : !Attachment.Kinds.ContainsKey(Path.GetExtension(Upload.FileName)) ? $"只能上传 {string.Join("、", Attachment.Kinds.Keys)} 文件。"
        : Upload.FileName.Length > 200 ? "文件名太长，请改短后再传。"
        : Note?.Length > 200 ? "说明最多 200 个字。"
        : present >= Attachment.MostPerHousehold ? $"每户最多 {Attachment.MostPerHousehold} 个附件。" : null;

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.State == HouseholdState.Active, ct) is not { } household)
            return false;
        Household = household;
        return true;
    }
}
