using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>One feed: upload, template, history.</summary>
/// <remarks>The form's token is checked by <see cref="Upload"/> as it comes in, before the file; the body is never read as a whole.</remarks>
[Requires(Permissions.FeedsRead), UnreadForm, IgnoreAntiforgeryToken]
internal sealed class FeedPage(XianjieDb db, FeedDesk desk, Upload upload, CurrentUser user) : PageModel
{
    private const int Most = 200;

    public FactTable Feed { get; private set; } = null!;
    public IReadOnlyList<Delivery> History { get; private set; } = [];
    public bool MayUpload => user.May(Permissions.FeedsUpload);

    public async Task<IActionResult> OnGetAsync(string feed, CancellationToken ct)
    {
        if (desk.Find(feed) is not { } found)
            return NotFound();
        Feed = found;
        History = await db.Set<Delivery>().AsNoTracking().Where(d => d.Feed == found.Name).OrderByDescending(d => d.At).Take(Most).ToListAsync(ct);
        return Page();
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(string feed)
    {
        if (!MayUpload)
            return Forbid();
        try
        {
            var (next, refusal) = await upload.TakeAsync(HttpContext, feed);
            if (refusal is not null)
                TempData["Warning"] = refusal;
            return new SeeOtherResult(next);
        }
        catch (AntiforgeryValidationException)
        {
            TempData["Warning"] = "页面已经过期，文件没有收下；请重新选择文件上传。";
            return new SeeOtherResult("/feeds");
        }
    }

    public IActionResult OnGetTemplate(string feed)
    {
        if (desk.Find(feed) is not { } found)
            return NotFound();
        using var content = new MemoryStream();
        Template.Write(content, found);
        return File(content.ToArray(), DeliveryReading.XlsxType, $"{found.Department}-{found.Name}-模板.xlsx");
    }
}
