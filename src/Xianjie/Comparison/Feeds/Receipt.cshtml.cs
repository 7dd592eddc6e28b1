using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Files;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>回执: what came of a delivered file; from here it can be withdrawn.</summary>
[Requires(Permissions.FeedsRead)]
internal sealed class ReceiptPage(XianjieDb db, FeedDesk desk, HandBack back, CurrentUser user) : PageModel
{
    public Delivery Delivery { get; private set; } = null!;
    public FactTable Feed { get; private set; } = null!;
    public bool MayWithdraw => user.May(Permissions.FeedsUpload) && Delivery.State is not (DeliveryState.Withdrawn or DeliveryState.Waiting);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetErrorsAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct) || Delivery.ErrorsId is not { } errors || await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == errors, ct) is not { } file || await back.OpenAsync(file, "送数退回", ct) is not { } given)
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        return File(given.Content, file.ContentType, given.Name);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, string? reason, int version, CancellationToken ct)
    {
        if (!user.May(Permissions.FeedsUpload))
            return Forbid();
        if (!await FindAsync(id, ct))
            return NotFound();
        if (Delivery.Version != version || !MayWithdraw)
            return StatusCode(StatusCodes.Status409Conflict);
        if (string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("reason", "请写明撤回的原因。");
            return Page();
        }
        db.Act = user.Acts("撤回送数文件", reason.Trim());
        Delivery.Withdraw(db.Act.By, reason.Trim());
        await db.SaveChangesAsync(ct);
        await db.Set<UnclaimedRow>().Where(r => r.DeliveryId == id && r.State == UnmatchedState.Open)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, UnmatchedState.Withdrawn).SetProperty(r => r.Version, r => r.Version + 1), ct);
        TempData["Notice"] = "已撤回：这份文件的行不再参加比对。";
        return new SeeOtherResult($"/feeds/deliveries/{id}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Delivery>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } delivery || desk.Find(delivery.Feed) is not { } feed)
            return false;
        (Delivery, Feed) = (delivery, feed);
        return true;
    }

    public string Sent => $"{Clock.Local(Delivery.At):yyyy-MM-dd HH:mm}";
}
