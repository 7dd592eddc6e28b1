using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Audit.Alerts;

/// <summary>What is odd about an account, with the events behind it.</summary>
internal sealed record Alert(string Login, string Words, string Link, long Division, long Watcher = 0);

/// <summary>
/// 审计异常: what an account did today that is more, or at another hour, than its work asks for. The audit administrator finds it in the inbox,
/// once a day, account and kind, with a link to the very events. Asked every minute.
/// </summary>
internal sealed class AuditAlerts(JobBoard board, WriteGate gate, ShippedParameters shipped, WorkingDays calendar, Clock clock) : IDueWork
{
    public const string Kind = "审计异常", Most = "审计异常日上限", NightFrom = "非工作时段起", NightTo = "非工作时段止", Days = "审计异常处置天数";
    private static readonly AuditKind[] Counted = [AuditKind.查看原文, AuditKind.导出, AuditKind.下载, AuditKind.拒绝, AuditKind.登录失败];
    private static readonly AuditKind[] NotAtNight = [AuditKind.查看原文, AuditKind.导出];


    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        await using var db = board.Open();
        var today = clock.Today;
        var values = await ParametersInForce.LoadAsync(shipped, db, today, ct);
        var watchers = await db.Set<User>().Where(u => u.Role == Roles.AuditAdmin && !u.Disabled).Select(u => u.Division).Distinct().ToListAsync(ct);
        List<Alert> found = [.. await FindAsync(db, values, today, ct), .. await RevealAlerts.FindAsync(db, values, today, ct)];
        var alerts = found.SelectMany(a => watchers.Where(w => a.Division == 0 || Scope.Of(w).Covers(a.Division)).Select(w => a with { Watcher = w })).ToList();
        if (alerts.Count == 0)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        var subjects = alerts.ConvertAll(a => Subject(a, today));
        var known = await db.Set<WorkItem>().Where(w => w.Kind == Kind && subjects.Contains(w.Subject)).Select(w => w.Subject).ToListAsync(ct);
        var fresh = alerts.Where(a => !known.Contains(Subject(a, today))).ToList();
        foreach (var alert in fresh)
            db.Add(Work(alert, today, calendar.Add(today, values.Whole(Days, alert.Division))));
        if (fresh.Count == 0)
            return 0;
        db.Act = new Act("系统", Kind);
        await db.SaveChangesAsync(ct);
        return fresh.Count;
    }

    private static async Task<List<Alert>> FindAsync(XianjieDb db, ParameterValues values, DateOnly today, CancellationToken ct)
    {
        var since = AuditQuery.Bound(today);
        var events = db.Set<AuditEvent>().AsNoTracking().Where(e => e.Id.CompareTo(since) >= 0);
        var counts = await events.Where(e => Counted.Contains(e.Kind)).GroupBy(e => new { e.Kind, e.Login, e.Division }).Select(g => new { g.Key.Kind, g.Key.Login, g.Key.Division, Count = g.Count() }).ToListAsync(ct);
        var times = (await events.Where(e => NotAtNight.Contains(e.Kind)).Select(e => new { e.Kind, e.Login, e.Division, e.At }).ToListAsync(ct)).ToLookup(e => (e.Kind, e.Login, e.Division), e => Clock.Local(e.At).Hour);
        var alerts = new List<Alert>();
        foreach (var some in counts)
        {
            var (kind, login, division, most) = (some.Kind, some.Login, some.Division, values.Whole(Most, some.Division, some.Kind.ToString()));
            var link = $"/audit?Who={Uri.EscapeDataString(login)}&Kind={kind}&From={today:yyyy-MM-dd}&To={today:yyyy-MM-dd}";
            if (some.Count > most)
                alerts.Add(new(login, $"{Name(login)}今天{kind}超过 {most} 次，请核查", link, division));
            var (from, to) = (values.Whole(NightFrom, division), values.Whole(NightTo, division));
            if (times[(kind, login, division)].Any(hour => IsNight(hour, from, to)))
                alerts.Add(new(login, $"{Name(login)}今天在 {from} 点至次日 {to} 点之间{kind}，请核查", link, division));
        }
        return alerts;
    }

    private static string Name(string login) => login.Length == 0 ? "未登录者" : $"账号 {login} ";

    private static bool IsNight(int hour, int from, int to) => from > to ? hour >= from || hour < to : hour >= from && hour < to;

    private WorkItem Work(Alert alert, DateOnly today, DateOnly due) => new()
    {
        Kind = Kind, Title = alert.Words, Link = alert.Link, Subject = Subject(alert, today), Role = Roles.AuditAdmin, CreatedBy = "系统", CreatedAt = clock.Now, Due = due,
        Division = alert.Watcher,
    };

    /// <summary>The same for an account, day, finding and watcher, so that it is told once.</summary>
    private static Guid Subject(Alert alert, DateOnly today) => WorkItem.SubjectOf($"{alert.Link} {alert.Words} {alert.Watcher} {today:yyyyMMdd}");
}
