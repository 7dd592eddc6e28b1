using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Access.SingleSignOn;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>How one account signs in: lock, second factor, sessions, link to the government's single sign-on. For the security administrator; all of it is on record.</summary>
[Requires(Permissions.UsersManage), FreshProof]
internal sealed class SignInPage(XianjieDb db, Scope scope, CurrentUser user, UserAccounts accounts, SessionBook book, SessionDesk desk, TimeProvider time, Settings settings) : PageModel
{
    private const int MostSessions = 30;

    [BindProperty, StringLength(200, ErrorMessage = "理由最多 200 个字。")]
    public string? Why { get; set; }

    [BindProperty, StringLength(255, ErrorMessage = "统一身份标识最多 255 个字。")]
    public string? Subject { get; set; }

    public User Account { get; private set; } = null!;
    public string Role => Roles.All.GetValueOrDefault(Account.Role)?.Title ?? Account.Role;
    public bool Locked => Account.LockedUntil > time.GetUtcNow();
    public string? SingleSignOn => settings.SignIn.SingleSignOn?.Title;
    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];
    public IReadOnlyList<ForeignIdentity> Linked { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? await ShowAsync(ct) : NotFound();

    public async Task<IActionResult> OnPostUnlockAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        Account.Unlock();
        return await SavedAsync("解锁账号", null, "已解锁。", ct);
    }

    public async Task<IActionResult> OnPostResetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (string.IsNullOrWhiteSpace(Why))
            ModelState.AddModelError(nameof(Why), "请写重置的理由，以及怎样核对了本人。");
        if (Account.Id == user.Id)
            ModelState.AddModelError(string.Empty, "不能重置自己的二次验证，请另一位安全管理员办理。");
        if (!ModelState.IsValid)
            return await ShowAsync(ct);
        db.Act = user.Acts("重置二次验证", Why!.Trim());
        await accounts.SetTwoFactorEnabledAsync(Account, false);
        return await SavedAsync("重置二次验证", Why.Trim(), "二次验证已重置，本人的登录已全部退出。", ct);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken ct)
    {
        var which = Guid.TryParse(Request.Form["Id"], out var session) ? session : Guid.Empty;
        if (!await LoadAsync(id, ct) || await desk.EndByAsync(user, AccountQuery.Inside(db, scope).Where(u => u.Id == id), which, ct) is null)
            return NotFound();
        return Back("这次登录已结束。");
    }

    public async Task<IActionResult> OnPostAllAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        var ended = await desk.EndAsync(db.Set<UserSession>().Where(s => s.UserId == id && s.Id != user.SessionId), SessionEnd.管理员退出, ct);
        desk.Note(user, Account, "结束全部登录");
        await db.SaveChangesAsync(ct);
        return Back($"{ended} 处登录已结束。");
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken ct)
    {
        if (settings.SignIn.SingleSignOn is not { } provider || !await LoadAsync(id, ct))
            return NotFound();
        if (string.IsNullOrWhiteSpace(Subject))
            ModelState.AddModelError(nameof(Subject), "请填写统一身份标识。");
        else if (await accounts.FindByLoginAsync(provider.Authority, Subject.Trim()) is not null)
            ModelState.AddModelError(nameof(Subject), "这个统一身份标识已经关联了别的账号。");
        if (!ModelState.IsValid)
            return await ShowAsync(ct);
        db.Act = user.Acts("关联统一身份");
        await accounts.AddLoginAsync(Account, new UserLoginInfo(provider.Authority, Subject!.Trim(), provider.Title));
        return Back("已关联。");
    }

    public async Task<IActionResult> OnPostUnlinkAsync(Guid id, CancellationToken ct)
    {
        var which = Guid.TryParse(Request.Form["Id"], out var linked) ? linked : Guid.Empty;
        if (!await LoadAsync(id, ct) || await db.Set<ForeignIdentity>().SingleOrDefaultAsync(i => i.Id == which && i.UserId == id, ct) is not { } identity)
            return NotFound();
        db.Remove(identity);
        return await SavedAsync("取消关联统一身份", null, "已取消关联。", ct);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        Account = (await AccountQuery.Inside(db, scope).SingleOrDefaultAsync(u => u.Id == id, ct))!;
        return Account is not null;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Sessions = [.. (await db.Set<UserSession>().AsNoTracking().Where(s => s.UserId == Account.Id).OrderByDescending(s => s.CreatedAt).Take(MostSessions).ToListAsync(ct))
            .Select(s => SessionRow.Of(s, Account, book, user, named: false)).OrderByDescending(s => s.IsOpen)];
        Linked = await db.Set<ForeignIdentity>().AsNoTracking().Where(i => i.UserId == Account.Id).ToListAsync(ct);
        return Page();
    }

    private async Task<IActionResult> SavedAsync(string what, string? why, string words, CancellationToken ct)
    {
        db.Act = user.Acts(what, why);
        await db.SaveChangesAsync(ct);
        return Back(words);
    }

    private SeeOtherResult Back(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/users/{Account.Id}/sign-in");
    }
}
