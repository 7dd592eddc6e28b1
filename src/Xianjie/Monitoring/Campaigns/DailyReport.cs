using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>A line of the daily report. <c>All = Done + Left</c>, <c>Found = Mended + Open</c>.</summary>
internal sealed record ReportLine(long Place, int All, int DoneToday, int Done, int FoundToday, int Found, int MendedToday, int Mended)
{
    public int Left => All - Done;
    public int Open => Found - Mended;

    public static ReportLine Sum(long place, IEnumerable<ReportLine> lines) => lines.Aggregate(new ReportLine(place, 0, 0, 0, 0, 0, 0, 0), (a, b) =>
        new(place, a.All + b.All, a.DoneToday + b.DoneToday, a.Done + b.Done, a.FoundToday + b.FoundToday, a.Found + b.Found, a.MendedToday + b.MendedToday, a.Mended + b.Mended));
}

internal sealed record ReportDay(DateOnly Day, int Done, int Found, int Mended);

/// <summary>日报, computed from the objects whenever it is looked at; a day that is over never changes.</summary>
internal sealed class DailyReport(XianjieDb db)
{
    /// <summary>By village, inside the scope.</summary>
    public async Task<IReadOnlyList<ReportLine>> OfAsync(Guid campaign, DateOnly day, CancellationToken ct) =>
        await db.Set<CampaignObject>().Where(o => o.CampaignId == campaign).GroupBy(o => o.Division).OrderBy(g => g.Key).Select(g => new ReportLine(g.Key, g.Count(), g.Count(o => o.DoneOn == day), g.Count(o => o.DoneOn <= day),
            g.Count(o => o.DoneOn == day && o.Problem != null), g.Count(o => o.DoneOn <= day && o.Problem != null), g.Count(o => o.MendedOn == day), g.Count(o => o.MendedOn <= day))).ToListAsync(ct);

    /// <summary>Each day on which something was done, newest first.</summary>
    public async Task<IReadOnlyList<ReportDay>> DaysAsync(Guid campaign, CancellationToken ct)
    {
        var rows = db.Set<CampaignObject>().Where(o => o.CampaignId == campaign);
        var done = await rows.Where(o => o.DoneOn != null).GroupBy(o => o.DoneOn!.Value).Select(g => new { g.Key, Done = g.Count(), Found = g.Count(o => o.Problem != null) }).ToDictionaryAsync(g => g.Key, ct);
        var mended = await rows.Where(o => o.MendedOn != null).GroupBy(o => o.MendedOn!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. done.Keys.Union(mended.Keys).OrderDescending().Select(d => new ReportDay(d, done.GetValueOrDefault(d)?.Done ?? 0, done.GetValueOrDefault(d)?.Found ?? 0, mended.GetValueOrDefault(d)))];
    }
}
