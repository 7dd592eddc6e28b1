using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Access.SingleSignOn;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>A person's own account: password, second factor, sessions, link to the government's single sign-on.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class OwnPage(XianjieDb db, CurrentUser user, SessionBook book, SessionDesk desk, Settings settings) : PageModel
{
    private const int MostSessions = 20;

    public User Account { get; private set; } = null!;
    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];
    public IReadOnlyList<ForeignIdentity> Linked { get; private set; } = [];
    public string? SingleSignOn => settings.SignIn.SingleSignOn?.Title;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Account = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Id == user.Id, ct);
        Sessions = [.. (await db.Set<UserSession>().AsNoTracking().Where(s => s.UserId == user.Id).OrderByDescending(s => s.CreatedAt).Take(MostSessions).ToListAsync(ct))
            .Select(s => SessionRow.Of(s, Account, book, user, named: false)).OrderByDescending(s => s.IsThis).ThenByDescending(s => s.IsOpen)];
        Linked = await db.Set<ForeignIdentity>().AsNoTracking().Where(i => i.UserId == user.Id).ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id, CancellationToken ct)
    {
        var ended = await desk.EndAsync(db.Set<UserSession>().Where(s => s.UserId == user.Id && s.Id == id && s.Id != user.SessionId), SessionEnd.本人退出其他登录, ct);
        return Back(ended == 0 ? "这次登录已经结束了。" : "那台设备上的登录已退出。");
    }

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken ct)
    {
        var ended = await desk.EndAsync(db.Set<UserSession>().Where(s => s.UserId == user.Id && s.Id != user.SessionId), SessionEnd.本人退出其他登录, ct);
        return Back($"其他 {ended} 处登录已全部退出。");
    }

    public IActionResult OnPostLink()
    {
        if (SingleSignOn is null)
            return NotFound();
        if (!desk.IsFresh(user))
            return new SeeOtherResult("/prove?ReturnUrl=/account");
        var about = new AuthenticationProperties { RedirectUri = "/account" };
        about.Items[SsoSignIn.LinkItem] = user.Id.ToString();
        return new ChallengeResult(OidcHandler.SchemeName, about);
    }

    public async Task<IActionResult> OnPostUnlinkAsync([FromForm] Guid id, CancellationToken ct)
    {
        if (await db.Set<ForeignIdentity>().SingleOrDefaultAsync(i => i.Id == id && i.UserId == user.Id, ct) is not { } linked)
            return NotFound();
        db.Remove(linked);
        db.Act = user.Acts("取消关联统一身份");
        await db.SaveChangesAsync(ct);
        return Back("已取消关联。");
    }

    private SeeOtherResult Back(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult("/account");
    }
}
