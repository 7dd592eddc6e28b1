using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Papers;

namespace Xianjie.Monitoring.JointReview;

/// <summary>会商研判纪要, to print or as Word.</summary>
[Requires(Permissions.JointRead)]
internal sealed class MinutesPage(XianjieDb db, Minutes minutes, CurrentUser user) : PageModel
{
    public JointSession Session { get; private set; } = null!;
    public Paper Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetWordAsync(Guid id, CancellationToken ct) =>
        await LoadAsync(id, ct) ? File(DocxWriter.Write([Sheet]), DocxWriter.ContentType, $"{Session.Title}纪要.docx") : NotFound();

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await JointSessions.Of(db, user).AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session)
            return false;
        (Session, Sheet) = (session, await minutes.OfAsync(session, ct));
        return true;
    }
}
