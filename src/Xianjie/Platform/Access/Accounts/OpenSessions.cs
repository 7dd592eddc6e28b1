using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>Who is signed in now among the accounts of the area, the latest seen first.</summary>
internal sealed class OpenSessions(XianjieDb db, Scope scope, CurrentUser user, SessionBook book, TimeProvider time, Settings settings)
{
    private const int Most = 500;

    /// <param name="words">A part of name or login; null for all.</param>
    public async Task<List<SessionRow>> ReadAsync(string? words, CancellationToken ct)
    {
        var since = time.GetUtcNow() - settings.SignIn.Absolute;
        var accounts = AccountQuery.Inside(db, scope).AsNoTracking();
        if (words?.Trim() is { Length: > 0 } asked)
            accounts = accounts.Where(u => u.Name.Contains(asked) || u.Login.Contains(asked));
        var found = await db.Set<UserSession>().AsNoTracking().Where(s => s.EndedAt == null && s.SeenAt > since)
            .Join(accounts, s => s.UserId, u => u.Id, (s, u) => new { s, u }).OrderByDescending(x => x.s.SeenAt).Take(Most).ToListAsync(ct);
        return [.. found.Select(x => SessionRow.Of(x.s, x.u, book, user, named: true)).Where(r => r.IsOpen)];
    }
}
