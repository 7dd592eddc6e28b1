using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.PeriodicReviews;
using Xianjie.Monitoring.Removal;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.PeriodicReviews;

public sealed class PeriodicReviewTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<Visitor> PlanAsync(Site site, string target = "未消除风险监测户", string cycle = "每月", string day = "5", string month = "1", string every = "1")
    {
        var monitor = await site.SignInAsync("monitor");
        var answer = await monitor.PostAsync("/periodic/plans/new", new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Name"] = "定期核查", ["Input.Cycle"] = cycle, ["Input.Every"] = every, ["Input.Month"] = month, ["Input.Day"] = day, ["Input.Days"] = "15", ["Input.From"] = "2026-11-02",
            ["Input.Target"] = target,
        });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return monitor;
    }

    private static Task<HttpResponseMessage> RecordAsync(Visitor who, ReviewItem item, string result, string words = "", string? risk = null, string? proposal = null, Guid? form = null)
    {
        var fields = new Dictionary<string, string>
        {
            ["Input.FormKey"] = (form ?? Guid.CreateVersion7()).ToString(), ["Input.Version"] = $"{item.Version}", ["Input.Result"] = result, ["Input.Words"] = words, ["Input.Visitors"] = "孙三、李四", ["Input.On"] = "2026-11-05",
            ["Input.Proposal"] = proposal ?? "",
        };
        if (risk is not null)
            fields["Input.Risks"] = risk;
        return who.PostAsync($"/periodic/items/{item.Id}", fields);
    }

    private static PlanSchedule Schedule(Site site) => ActivatorUtilities.CreateInstance<PlanSchedule>(site.Services);

    [Theory, MemberData(nameof(Databases)), Requirement("S1-19")]
    public async Task The_list_of_a_period_is_made_by_itself_on_its_day_once_by_however_many_workers(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "P-1", null, Homes.Adult("赵一"));
        await Homes.PlantAsync(site, Site.VillageB1, "P-2", null, Homes.Adult("钱二"));
        await Homes.PlantAsync(site, Site.VillageA1, "P-3", h => (h.RiskState, h.HouseholdType, h.Risks, h.IdentifiedMonth) = ("普通户", "普通农户", null, null), Homes.Adult("孙三"));
        await PlanAsync(site);
        Assert.Equal(0, await Schedule(site).EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromDays(3));
        var workers = Enumerable.Range(0, 4).Select(_ => Schedule(site)).ToList();
        Assert.Equal(1, (await Task.WhenAll(workers.Select(w => Task.Run(() => w.EnqueueDueAsync(default))))).Sum());
        Assert.Equal(0, await workers[0].EnqueueDueAsync(default));
        await using var db = site.Open();
        Assert.Equal(["P-1", "P-2"], await db.Set<ReviewItem>().OrderBy(i => i.HouseholdNo).Select(i => i.HouseholdNo).ToListAsync());
        Assert.Equal([Site.VillageA1, Site.VillageB1], await db.Set<WorkItem>().Where(w => w.Kind == RunMaker.WorkKind).OrderBy(w => w.Division).Select(w => w.Division).ToListAsync());
        site.Clock.Move(TimeSpan.FromDays(30));
        Assert.Equal(1, await workers[1].EnqueueDueAsync(default));
        Assert.Equal(2, await db.Set<ReviewRun>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-19")]
    public async Task A_worker_that_is_killed_while_it_makes_a_list_leaves_nothing_and_the_next_makes_it_whole(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "P-1", null, Homes.Adult("赵一"));
        await PlanAsync(site);
        site.Clock.Move(TimeSpan.FromDays(3));
        await using (var db = site.Services.GetRequiredService<JobBoard>().Open())
        {
            await using var broken = await db.Database.BeginTransactionAsync();
            var plan = await db.Set<ReviewPlan>().SingleAsync();
            await site.Services.GetRequiredService<RunMaker>().MakeAsync(db, plan, ReviewPeriods.Due(plan, new Clock(site.Clock).Today)!.Value, new Xianjie.Platform.Changes.Act("系统", "生成"), default);
        }
        await using var after = site.Open();
        Assert.Equal((0, 0, 0), (await after.Set<ReviewRun>().CountAsync(), await after.Set<ReviewItem>().CountAsync(), await after.Set<WorkItem>().CountAsync(w => w.Kind == RunMaker.WorkKind)));
        Assert.Equal(1, await Schedule(site).EnqueueDueAsync(default));
        Assert.Equal((1, 1, 1), (await after.Set<ReviewRun>().CountAsync(), await after.Set<ReviewItem>().CountAsync(), await after.Set<WorkItem>().CountAsync(w => w.Kind == RunMaker.WorkKind)));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-19")]
    public async Task A_result_is_a_visit_too_a_new_risk_a_clue_and_figures_equal_their_lists_inside_ones_area(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "P-1", null, Homes.Adult("赵一"));
        await Homes.PlantAsync(site, Site.VillageA1, "P-2", null, Homes.Adult("钱二"));
        await Homes.PlantAsync(site, Site.VillageB1, "P-3", null, Homes.Adult("孙三"));
        await PlanAsync(site);
        site.Clock.Move(TimeSpan.FromDays(3));
        await Schedule(site).EnqueueDueAsync(default);
        await using var db = site.Open();
        var items = await db.Set<ReviewItem>().AsNoTracking().OrderBy(i => i.HouseholdNo).ToListAsync();
        var collector = await site.SignInAsync("collector");
        Assert.Contains("大坪村 2 户", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        var form = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, items[0], "无变化", form: form)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, items[0], "无变化", form: form)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecordAsync(collector, items[0], "有变化", "改了")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecordAsync(collector, items[1], "新增风险", "住院")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, items[1], "没联系上", "下周再来")).StatusCode);
        Assert.Equal(WorkState.Open, (await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Kind == RunMaker.WorkKind && w.Division == Site.VillageA1)).State);
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, await db.Set<ReviewItem>().AsNoTracking().SingleAsync(i => i.Id == items[1].Id), "新增风险", "住院自付两万", "因残")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/periodic/items/{items[2].Id}")).StatusCode);
        Assert.Equal((3, 1), (await db.Set<HelpVisit>().CountAsync(), await db.Set<Clue>().CountAsync(c => c.Risk == "因残")));
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Kind == RunMaker.WorkKind && w.Division == Site.VillageA1)).State);
        site.Clock.Move(TimeSpan.FromDays(16));
        var monitor = await site.SignInAsync("monitor");
        foreach (var (show, count) in new[] { ("all", 3), ("done", 2), ("overdue", 1), ("risk", 1) })
        {
            var card = (await monitor.PageAsync($"/periodic/{items[0].RunId}")).QuerySelectorAll("a.figure").Single(a => a.GetAttribute("href")!.EndsWith($"show={show}", StringComparison.Ordinal));
            Assert.Contains($"{count}", card.QuerySelector(".figure-value")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(count, (await monitor.PageAsync(card.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length);
        }
        Assert.Contains("因残", (await (await site.SignInAsync("clerk")).PageAsync($"/households/{items[1].HouseholdId}?tab=visits")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-19")]
    public async Task Proposals_begin_the_identification_or_removal_or_say_why_not(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "P-1", h => (h.RiskState, h.HouseholdType, h.Risks, h.IdentifiedMonth) = ("脱贫户", "一般脱贫户", null, null), Homes.Adult("赵一"));
        await Homes.PlantAsync(site, Site.VillageA1, "P-2", h => h.IdentifiedMonth = 202610, Homes.Adult("钱二"));
        var ready = await Homes.ReadyAsync(site, no: "P-3");
        await PlanAsync(site);
        await PlanAsync(site, target: "脱贫户");
        site.Clock.Move(TimeSpan.FromDays(3));
        Assert.Equal(2, await Schedule(site).EnqueueDueAsync(default));
        await using var db = site.Open();
        var items = await db.Set<ReviewItem>().AsNoTracking().OrderBy(i => i.HouseholdNo).ToListAsync();
        var (collector, clerk) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecordAsync(collector, items[0], "有变化", "收入下降", proposal: "建议消除")).StatusCode);
        foreach (var (item, proposal) in new[] { (items[0], "建议纳入"), (items[1], "建议消除"), (items[2], "建议消除") })
            Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, item, "有变化", "收入有变化", proposal: proposal)).StatusCode);
        Assert.Equal(3, (await clerk.PageAsync("/periodic/adjustments")).QuerySelectorAll("tbody tr").Length);
        Assert.Equal("/denied", (await Take(collector, items[0])).Headers.Location!.AbsolutePath);
        Assert.StartsWith("/cases/", (await Take(clerk, items[0])).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(items[0].HouseholdId, (await db.Set<IdentificationCase>().SingleAsync()).HouseholdId);
        var early = await Take(clerk, items[1]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("还不能消除", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal($"/removals/{ready}", (await Take(clerk, items[2])).Headers.Location!.OriginalString);
        Assert.Equal(ready, (await db.Set<RemovalCase>().SingleAsync()).HouseholdId);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostToAsync($"/periodic/items/{items[1].Id}", $"/periodic/items/{items[1].Id}?handler=Decline", new() { ["Reason"] = "识别不满半年" })).StatusCode);
        Assert.Empty(await db.Set<WorkItem>().Where(w => w.Kind == ReviewDesk.ProposalKind && w.State == WorkState.Open).ToListAsync());

        static Task<HttpResponseMessage> Take(Visitor who, ReviewItem item) => who.PostToAsync($"/periodic/items/{item.Id}", $"/periodic/items/{item.Id}?handler=Take", []);
    }

    [Theory]
    [InlineData("每月", 1, 1, 31, "2026-11-29", null), InlineData("每月", 1, 1, 31, "2026-11-30", "2026-11-01"), InlineData("每季", 2, 1, 5, "2026-11-05", "2026-10-01")]
    [InlineData("每季", 3, 1, 5, "2026-11-30", null), InlineData("每季", 1, 2, 5, "2027-01-10", null), InlineData("每季", 1, 2, 5, "2027-04-10", "2027-04-01"), InlineData("每年", 12, 1, 20, "2026-12-20", "2026-01-01")]
    public void Periods_begin_on_their_day_of_month_quarter_or_year(string cycle, int month, int every, int day, string today, string? period)
    {
        var plan = new ReviewPlan
        {
            FormKey = Guid.Empty, Name = "n", Division = Site.County, Cycle = Enum.Parse<ReviewCycle>(cycle), Every = every, Month = month, Day = day, Target = "", Types = "", Places = "", Days = 15, Basis = "b", From = new(2026, 11, 2), By = "t", At = DateTimeOffset.UnixEpoch,
        };
        var on = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(period is null ? null : DateOnly.Parse(period, System.Globalization.CultureInfo.InvariantCulture), ReviewPeriods.Due(plan, on));
        Assert.True(ReviewPeriods.Next(plan, on) > on);
    }
}
