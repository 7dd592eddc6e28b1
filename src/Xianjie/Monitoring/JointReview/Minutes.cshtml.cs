using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Papers;

namespace Xianjie.Monitoring.JointReview;

/// <summary>会商研判纪要, to print or as Word.</summary>
[Requires(Permissions.JointRead)]
internal sealed class MinutesPage(XianjieDb db, Minutes minutes, PaperDownload download, CurrentUser user) : PageModel
{
    public JointSession Session { get; private set; } = null!;
    public Paper Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetWordAsync(Guid id, CancellationToken ct) =>
        await LoadAsync(id, ct) ? await download.WordAsync(this, "会商纪要", $"{Session.Title}纪要.docx", [Sheet], ct) : NotFound();

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await JointSessions.Of(db, user).AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session)
            return false;
        (Session, Sheet) = (session, await minutes.OfAsync(session, ct));
        return true;
    }
}
