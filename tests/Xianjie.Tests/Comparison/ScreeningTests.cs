using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Comparison;

internal static class RunReading
{
    public static int Hits(this ScreeningRun run, Site site, string rule)
    {
        using var db = site.Open();
        return db.Set<RunCount>().Where(c => c.RunId == run.Id && c.RuleId == rule).Sum(c => c.Hits);
    }
}

public sealed class ScreeningTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<(Guid A, Guid B)> PlantAsync(Site site)
    {
        var (a, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1, "边缘易致贫户", "未消除风险监测户");
        var (b, _) = await County.SettleAsync(site, 2, "李四", Site.VillageB1);
        var officer = await site.SignInAsync("department");
        await County.DeliverAsync(site, officer, "medical_settlement", $"""
            {County.MedicalHeader}
            {County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000)}
            {County.Inpatient(County.Id(2), "李四", "J2", "2026-10-12", 12000.50m)}
            """);
        return (a, b);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-28")]
    public async Task A_bill_becomes_a_clue_goes_to_the_village_and_comes_back_checked(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var run = await County.ScreenAsync(site, monitor);
        Assert.Equal(2, run.Hits(site, "YB-3"));
        var clue = await County.MedicalClueAsync(site, household);
        Assert.Equal((ClueState.待核查, ClueKind.风险线索, "因病"), (clue.State, clue.Kind, clue.Risk));
        var page = (await monitor.PageAsync($"/clues/{clue.Id}")).Body!.TextContent;
        Assert.Contains("15000.00", page, StringComparison.Ordinal);
        Assert.Contains("单次住院自付线 6000.00", page, StringComparison.Ordinal);

        var sent = await monitor.PostAsync("/clues?handler=Dispatch", new() { ["ids"] = $"{clue.Id}" });
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var collector = await site.SignInAsync("collector");
        Assert.Contains("张三", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);

        var form = (await collector.PageAsync($"/clues/{clue.Id}")).QuerySelector("#visit")!;
        var fields = new Dictionary<string, string>
        {
            ["Form.FormKey"] = form.QuerySelector("[name='Form.FormKey']")!.GetAttribute("value")!, ["Form.Version"] = form.QuerySelector("[name='Form.Version']")!.GetAttribute("value")!,
            ["Form.Result"] = "属实", ["Form.VisitedOn"] = "2026-11-02", ["Form.Visitors"] = "王五", ["Form.Note"] = "住院花费大，无积蓄。",
        };
        var alone = await collector.PostAsync($"/clues/{clue.Id}?handler=Visit", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, alone.StatusCode);
        var again = (await Visitor.ReadAsync(alone)).Body!;
        Assert.Contains("至少 2 人", again.TextContent, StringComparison.Ordinal);
        Assert.Contains("无积蓄", again.TextContent, StringComparison.Ordinal);

        fields["Form.Visitors"] = "王五、赵六";
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/clues/{clue.Id}?handler=Visit", fields)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/clues/{clue.Id}?handler=Visit", fields)).StatusCode);
        await using var db = site.Open();
        Assert.Equal(ClueState.属实, (await db.Set<Clue>().SingleAsync(c => c.Id == clue.Id)).State);
        Assert.Equal("王五、赵六", (await db.Set<Visit>().SingleAsync()).Visitors);
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().SingleAsync(w => w.Subject == clue.Id)).State);
        fields["Form.FormKey"] = Guid.CreateVersion7().ToString();
        Assert.Equal(HttpStatusCode.Conflict, (await collector.PostAsync($"/clues/{clue.Id}?handler=Visit", fields)).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Running_a_month_twice_adds_nothing_and_new_evidence_joins_the_open_clue(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        await County.ScreenAsync(site, monitor);
        var before = await County.CluesAsync(site);
        var second = await County.ScreenAsync(site, monitor);
        Assert.Equal((0, 0, before.Sum(c => c.Hits)), (second.NewClues, second.Joined, second.Repeated));
        Assert.Equal(before.Select(c => (c.Id, c.Version)), (await County.CluesAsync(site)).Select(c => (c.Id, c.Version)));

        await County.DeliverAsync(site, monitor, "medical_settlement", County.MedicalHeader + "\n" + County.Inpatient(County.Id(1), "张三", "J9", "2026-10-20", 9000));
        var third = await County.ScreenAsync(site, monitor);
        Assert.Equal(0, third.NewClues);
        Assert.True(third.Joined >= 1);
        Assert.True((await County.MedicalClueAsync(site, household)).Hits > before.Single(c => c.HouseholdId == household && c.Cause == "医疗自付").Hits);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_closed_clue_is_opened_anew_only_after_the_merge_window(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        await County.ScreenAsync(site, monitor);
        var clue = await County.MedicalClueAsync(site, household);
        var answer = await monitor.PostAsync($"/clues/{clue.Id}?handler=Withdraw", new() { ["version"] = $"{clue.Version}", ["reason"] = "部门数据有误" });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(0, (await County.ScreenAsync(site, monitor)).NewClues);
        site.Clock.Move(TimeSpan.FromDays(91));
        var later = await site.SignInAsync("monitor");
        await County.ScreenAsync(site, later);
        Assert.Equal(2, (await County.CluesAsync(site)).Count(c => c.HouseholdId == household && c.Cause == "医疗自付"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nobody_sees_clues_or_counts_outside_the_own_area(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (a, b) = await PlantAsync(site);
        await County.ScreenAsync(site, await site.SignInAsync("monitor"));
        var (mine, other) = (await County.MedicalClueAsync(site, a), await County.MedicalClueAsync(site, b));
        var collector = await site.SignInAsync("collector");
        Assert.Equal(HttpStatusCode.OK, (await collector.GetAsync($"/clues/{mine.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/clues/{other.Id}")).StatusCode);
        var list = (await collector.PageAsync("/clues?state=all")).Body!.TextContent;
        Assert.Contains("张三", list, StringComparison.Ordinal);
        Assert.DoesNotContain("李四", list, StringComparison.Ordinal);
        var clerk = await site.SignInAsync("clerk");
        await clerk.PostAsync("/clues?handler=Dispatch", new() { ["ids"] = $"{other.Id}" });
        Assert.Equal(ClueState.待核查, (await County.MedicalClueAsync(site, b)).State);
        var officer = await site.SignInAsync("department");
        Assert.Equal("/denied", (await officer.GetAsync("/clues")).Headers.Location!.AbsolutePath);
        foreach (var (login, count) in new[] { ("collector", 1), ("clerk-b", 1), ("monitor", 2) })
        {
            await using var scoped = site.Open(Scope.Of(login switch { "collector" => Site.VillageA1, "clerk-b" => Site.TownB, _ => Site.County }));
            Assert.Equal(count, await scoped.Set<Clue>().CountAsync(c => c.Cause == "医疗自付"));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_run_that_is_cancelled_leaves_nothing_and_another_worker_finishes_what_a_dead_one_began(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var board = site.Services.GetRequiredService<JobBoard>();
        var order = new ScreeningOrder(Site.County, new DateOnly(2026, 10, 31), false, "test");
        var job = board.Draft(ScreeningOrder.JobKind, order.Title, order, Site.County, "monitor");
        await using (var db = site.Open())
        {
            db.Add(job);
            await db.SaveChangesAsync();
        }
        var dead = await board.LeaseAsync("dead worker", default);
        Assert.Equal(job.Id, dead!.Id);
        await site.RunJobsAsync();
        Assert.Empty(await County.CluesAsync(site));
        site.Clock.Move(JobBoard.Lease + TimeSpan.FromSeconds(1));
        await site.RunJobsAsync();
        var clues = await County.CluesAsync(site);
        Assert.NotEmpty(clues);
        await using var scope = site.Services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<IJobHandler>().Single(h => h.Kind == ScreeningOrder.JobKind);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handler.RunAsync(new JobRun(dead, scope.ServiceProvider, board, default)));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handler.RunAsync(new JobRun(dead, scope.ServiceProvider, board, stopped.Token)));
        await using var after = site.Open();
        Assert.Equal(1, await after.Set<ScreeningRun>().CountAsync());
        Assert.Equal(clues.Count, await after.Set<Clue>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-25")]
    public async Task Another_parameter_value_is_tried_first_and_then_recorded_with_its_basis(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        await County.ScreenAsync(site, monitor);
        var trial = (await monitor.PageAsync("/rules/YB-3?key=单次住院自付线&dimension=其他&try=12000.50")).Body!.TextContent;
        Assert.Contains("现在命中 2 条", trial.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("改后 1 条", trial, StringComparison.Ordinal);
        var bare = await monitor.PostAsync("/rules/YB-3?handler=Parameter", new() { ["key"] = "单次住院自付线", ["dimension"] = "其他", ["value"] = "一万", ["from"] = "2026-10-01", ["basis"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.StatusCode);
        var saved = await monitor.PostAsync("/rules/YB-3?handler=Parameter", new() { ["key"] = "单次住院自付线", ["dimension"] = "其他", ["value"] = "12000.50", ["from"] = "2026-10-01", ["basis"] = "青禾办〔2026〕7 号" });
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var run = await County.ScreenAsync(site, monitor);
        Assert.Equal(1, run.Hits(site, "YB-3"));
        Assert.Contains("12000.50", run.Parameters, StringComparison.Ordinal);
        Assert.Contains("青禾办〔2026〕7 号", (await monitor.PageAsync("/rules/YB-3")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_rule_switched_off_with_a_reason_does_not_run(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await monitor.PostAsync("/rules/YB-3?handler=Switch", new() { ["on"] = "false", ["reason"] = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/rules/YB-3?handler=Switch", new() { ["on"] = "false", ["reason"] = "医保口径调整中" })).StatusCode);
        Assert.Equal(0, (await County.ScreenAsync(site, monitor)).Hits(site, "YB-3"));
        Assert.Contains("医保口径调整中", (await monitor.PageAsync("/rules/YB-3")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/denied", (await (await site.SignInAsync("collector")).GetAsync("/rules/YB-3")).Headers.Location!.AbsolutePath);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_new_car_opens_a_doubt_and_a_withdrawn_file_no_longer_counts(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var cars = await County.DeliverAsync(site, monitor, "vehicle", $"身份证号,姓名,车牌号,车辆类型,登记日期,价值,状态\n{County.Id(1)},张三,测A0001,轿车,2026-10-10,90000,正常");
        Assert.Equal(1, (await County.ScreenAsync(site, monitor, backTest: true)).Hits(site, "GA-4"));
        Assert.Empty(await County.CluesAsync(site));
        await County.ScreenAsync(site, monitor);
        var doubt = (await County.CluesAsync(site)).Single(c => c.HouseholdId == household && c.Kind == ClueKind.排除疑点);
        Assert.Contains("不自动取消", (await monitor.PageAsync($"/clues/{doubt.Id}")).Body!.TextContent, StringComparison.Ordinal);
        await monitor.PostAsync($"/feeds/deliveries/{cars.Id}?handler=Withdraw", new() { ["version"] = $"{cars.Version}", ["reason"] = "误送" });
        Assert.Equal(0, (await County.ScreenAsync(site, monitor)).Hits(site, "GA-4"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_figure_shows_the_count_of_the_list_behind_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var run = await County.ScreenAsync(site, monitor);
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().Narrow(Site.County);
        await using var db = site.Open();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(CurrentUser.Principal(await db.Set<User>().SingleAsync(u => u.Login == "monitor")));
        foreach (var source in scope.ServiceProvider.GetServices<IFigures>().Where(f => f.GetType().Namespace!.Contains("Comparison", StringComparison.Ordinal)))
        {
            foreach (var figure in await source.FiguresAsync(default))
                Assert.Contains($"共 {figure.Value:N0} 条", (await monitor.PageAsync(figure.Href)).Body!.TextContent, StringComparison.Ordinal);
        }
        Assert.Contains("白石镇", (await monitor.PageAsync($"/screening/{run.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/rules?scores=true")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/screening")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_monthly_schedule_enqueues_last_month_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/screening?handler=Schedule", new() { ["day"] = "6", ["hour"] = "2", ["on"] = "true" })).StatusCode);
        var schedules = site.Services.GetRequiredService<Schedules>();
        Assert.Equal(0, await schedules.EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromDays(5));
        Assert.Equal(1, await schedules.EnqueueDueAsync(default));
        Assert.Equal(0, await schedules.EnqueueDueAsync(default));
        await site.RunJobsAsync();
        await using var db = site.Open();
        Assert.Equal(new DateOnly(2026, 10, 31), (await db.Set<ScreeningRun>().SingleAsync()).AsOf);
    }

    [Fact]
    public void Every_shipped_rule_can_be_read_and_has_a_version()
    {
        var book = new RuleBook(Xianjie.Screening.Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")));
        Assert.Empty(book.Errors);
        Assert.Equal(book.Rules.Rules.Count, book.Rules.Rules.Select(book.HashOf).Distinct().Count());
        Assert.All(book.Rules.Rules, r => Assert.NotEmpty(RuleWords.Conditions(r)));
    }
}
