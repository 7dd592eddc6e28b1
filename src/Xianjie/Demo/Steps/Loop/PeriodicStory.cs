using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.PeriodicReviews;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>Two plans: monitored households every month (last month's is done, this month's half), and those that left poverty every quarter, in which little was done yet.</summary>
internal sealed class PeriodicStory(Actors actors, long county, DateOnly today)
{
    private static readonly (ReviewResult Result, string? Words, string[] Risks)[] Found =
    [
        (ReviewResult.无变化, null, []), (ReviewResult.无变化, null, []), (ReviewResult.有变化, "儿子外出务工，家里人口和收入有变化。", []), (ReviewResult.无变化, null, []), (ReviewResult.新增风险, "主要劳动力住院，停工一个多月。", ["因病"]),
        (ReviewResult.无变化, "收入稳定，风险已解决半年以上。", []),
    ];

    public async Task<int> TellAsync(CancellationToken ct)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var monthly = await PlanAsync("监测对象定期核查", ReviewCycle.每月, 5, "未消除风险监测户;已消除风险监测户", month.AddMonths(-1), ct);
        var quarterly = await PlanAsync("脱贫户季度核查", ReviewCycle.每季, 10, "脱贫户", ReviewPeriods.Of(ReviewCycle.每季, today), ct);
        var done = await VisitAsync(await MakeAsync(monthly, month.AddMonths(-1), ct), every: 1, month.AddDays(-8), ct);
        done += await VisitAsync(await MakeAsync(monthly, month, ct), every: 2, month.AddDays(9) < today ? month.AddDays(9) : today, ct);
        return done + await VisitAsync(await MakeAsync(quarterly, ReviewPeriods.Of(ReviewCycle.每季, today), ct), every: 3, today.AddDays(-2), ct);
    }

    private Task<ReviewPlan> PlanAsync(string name, ReviewCycle cycle, int day, string target, DateOnly from, CancellationToken ct) => actors.DoAsync(Actors.Monitor(county), from, async s =>
    {
        var (db, user) = (s.GetRequiredService<XianjieDb>(), s.GetRequiredService<Platform.Access.CurrentUser>());
        var plan = new ReviewPlan
        {
            FormKey = Guid.CreateVersion7(), Name = name, Division = county, Cycle = cycle, Every = 1, Month = cycle == ReviewCycle.每季 ? 2 : 1, Day = day, Target = target, Types = string.Empty, Places = string.Empty, Days = 15,
            Basis = "开展定期核查和动态调整工作", From = from, By = "莫文静（演示）", At = s.GetRequiredService<Clock>().Now,
        };
        db.Act = user.Acts("新建定期核查计划");
        db.Add(plan);
        await db.SaveChangesAsync(ct);
        return plan;
    }, ct);

    private Task<ReviewRun> MakeAsync(ReviewPlan plan, DateOnly period, CancellationToken ct) => actors.DoAsync(Actors.Monitor(county), ReviewPeriods.DayOf(plan, period) is var day && day <= today ? day : today,
        async s => (await s.GetRequiredService<RunMaker>().MakeAsync(s.GetRequiredService<XianjieDb>(), plan, period, s.GetRequiredService<Platform.Access.CurrentUser>().Acts("生成定期核查名单", plan.Basis), ct)).Run, ct);

    /// <summary>Visits one of so many of the list.</summary>
    private async Task<int> VisitAsync(ReviewRun run, int every, DateOnly day, CancellationToken ct)
    {
        var items = await actors.DoAsync(Actors.Monitor(county), day, s => s.GetRequiredService<XianjieDb>().Set<ReviewItem>().AsNoTracking().Where(i => i.RunId == run.Id).OrderBy(i => i.Division).ThenBy(i => i.HouseholdNo).Take(240).ToListAsync(ct), ct);
        var visited = items.Where((_, at) => at % every == 0).ToList();
        foreach (var (at, item) in visited.Index())
            await actors.DoAsync(Actors.Collector(item.Division), day < run.MadeOn ? run.MadeOn : day, s => RecordAsync(s, item.Id, at, ct), ct);
        return visited.Count;
    }

    private async Task<bool> RecordAsync(IServiceProvider services, Guid id, int at, CancellationToken ct)
    {
        var (db, clock) = (services.GetRequiredService<XianjieDb>(), services.GetRequiredService<Clock>());
        var item = await db.Set<ReviewItem>().SingleAsync(i => i.Id == id, ct);
        var home = await db.Set<Household>().SingleAsync(h => h.Id == item.HouseholdId, ct);
        var (result, words, risks) = Found[at % Found.Length];
        Adjustment? proposal = (words, home.RiskState) switch { (null, _) => null, (_, HelpGaps.Monitored) when result == ReviewResult.无变化 => Adjustment.建议消除, (_, HelpGaps.Removed) when result == ReviewResult.新增风险 => Adjustment.建议回退, _ => null };
        words = result == ReviewResult.无变化 && proposal is null ? null : words;
        return await services.GetRequiredService<ReviewDesk>().RecordAsync(item, home, new ReviewReport(Guid.CreateVersion7(), item.Version, clock.Today, result, "韦晓燕、覃志强", words, risks, proposal), ct) is null;
    }
}
