using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Session.KeptForms;

/// <summary>After signing in again: what was typed before is still there, and is sent with one button.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class KeptPage(KeptFormDesk desk, CurrentUser user) : PageModel
{
    private const int ShortestText = 2, MostTexts = 40;

    public KeptFormDesk.Found? Kept { get; private set; }
    public string When => Kept is null ? string.Empty : $"{Clock.Local(Kept.At):MM-dd HH:mm}";

    /// <summary>What the person wrote, without keys and choices.</summary>
    public IReadOnlyList<string> Texts => Kept is null ? [] :
        [.. Kept.Content.Fields.Select(f => f.Value.Trim()).Where(v => v.Length >= ShortestText && v.Any(c => c > '\u2E7F')).Distinct().Take(MostTexts)];

    public async Task OnGetAsync(Guid id, CancellationToken ct)
    {
        Kept = await desk.FindAsync(HttpContext, user.Id, id, ct);
        if (Kept is not null && !(Url.IsLocalUrl(Kept.Content.Path) && Url.IsLocalUrl(Kept.Content.Page)))
            Kept = null;
        if (Kept is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
