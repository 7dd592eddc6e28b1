using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Audit.Alerts;

/// <summary>Full values that someone looked at where they have no usual business, or nothing came of.</summary>
internal static class RevealAlerts
{
    public const string WorkDays = "查看原文后办理天数", Idle = "查看原文无办理条数";
    private const int Usual = 30, Known = 20;

    private sealed record Look(string Login, long Division, DateTimeOffset At);

    public static async Task<List<Alert>> FindAsync(XianjieDb db, ParameterValues values, DateOnly today, CancellationToken ct) =>
        [.. await ForeignAsync(db, today, ct), .. await IdleAsync(db, values, today, ct)];

    /// <summary>Outside the account's own area (by a grant that ended meanwhile, or for somebody else), or in a township never looked into for a month by someone who looks a lot.</summary>
    private static async Task<List<Alert>> ForeignAsync(XianjieDb db, DateOnly today, CancellationToken ct)
    {
        var looks = await LooksAsync(db, today, today, ct);
        if (looks.Count == 0)
            return [];
        var logins = looks.Select(l => l.Login).Distinct().ToList();
        var own = await db.Set<User>().AsNoTracking().Where(u => logins.Contains(u.Login)).Select(u => new { u.Login, u.Division }).ToDictionaryAsync(u => u.Login, u => u.Division, ct);
        var usual = (await LooksAsync(db, today.AddDays(-Usual), today.AddDays(-1), ct)).ToLookup(l => l.Login, l => l.Division / 1000);
        var alerts = new List<Alert>();
        foreach (var of in looks.Where(l => own.ContainsKey(l.Login)).GroupBy(l => l.Login))
        {
            var (link, home) = (Link(of.Key, today), own[of.Key]);
            if (of.Any(l => !Scope.Of(home).Covers(l.Division)))
                alerts.Add(new(of.Key, $"账号 {of.Key} 今天在本人辖区以外查看原文，请核查", link, home));
            var places = usual[of.Key].ToHashSet();
            if (usual[of.Key].Count() >= Known && of.Any(l => Scope.Of(home).Covers(l.Division) && !places.Contains(l.Division / 1000)))
                alerts.Add(new(of.Key, $"账号 {of.Key} 今天在一个月来从未涉及的乡镇查看原文，请核查", link, home));
        }
        return alerts;
    }

    /// <summary>Looks of some days ago after which the same person did nothing in that village, neither before nor since.</summary>
    private static async Task<List<Alert>> IdleAsync(XianjieDb db, ParameterValues values, DateOnly today, CancellationToken ct)
    {
        var days = values.Whole(WorkDays, 0);
        var day = today.AddDays(-days);
        var looks = await LooksAsync(db, day, day, ct);
        var logins = looks.Select(l => l.Login).Distinct().ToList();
        if (logins.Count == 0)
            return [];
        var since = AuditQuery.Bound(day.AddDays(-1));
        var works = (await db.Set<AuditEvent>().AsNoTracking().Where(e => e.Kind == AuditKind.写入 && logins.Contains(e.Login) && e.Id.CompareTo(since) >= 0).Select(e => new { e.Login, e.Division }).Distinct().ToListAsync(ct))
            .Select(w => (w.Login, w.Division)).ToHashSet();
        return [.. looks.Where(l => !works.Contains((l.Login, l.Division))).GroupBy(l => (l.Login, County: l.Division / 1_000_000 * 1_000_000)).Where(g => g.Count() >= values.Whole(Idle, g.Key.County))
            .Select(g => new Alert(g.Key.Login, $"账号 {g.Key.Login} {day:yyyy-MM-dd} 查看原文 {g.Count()} 条，{days} 天内没有办理任何事，请核查", Link(g.Key.Login, day), g.Key.County))];
    }

    private static string Link(string login, DateOnly day) => $"/audit?Who={Uri.EscapeDataString(login)}&Kind={AuditKind.查看原文}&From={day:yyyy-MM-dd}&To={day:yyyy-MM-dd}";

    private static Task<List<Look>> LooksAsync(XianjieDb db, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (first, end) = (AuditQuery.Bound(from), AuditQuery.Bound(to.AddDays(1)));
        return db.Set<AuditEvent>().AsNoTracking().Where(e => e.Kind == AuditKind.查看原文 && e.Id.CompareTo(first) >= 0 && e.Id.CompareTo(end) < 0).Select(e => new Look(e.Login, e.Division, e.At)).ToListAsync(ct);
    }
}
