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
using static Xianjie.Tests.Comparison.TwoBills;

namespace Xianjie.Tests.Comparison;

/// <summary>What a run finds becomes clues, merges with them, goes to the village and comes back.</summary>
public sealed class ClueTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-20"), Requirement("S0-28")]
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
    public async Task A_new_car_opens_a_doubt_and_a_withdrawn_file_no_longer_counts(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        await County.SignAsync(site, household, Site.VillageA1);
        var cars = await County.DeliverAsync(site, monitor, "vehicle", $"身份证号,姓名,车牌号,车辆类型,登记日期,价值,状态\n{County.Id(1)},张三,测A0001,轿车,2026-10-10,90000,正常");
        Assert.Equal(1, (await County.ScreenAsync(site, monitor, backTest: true)).Hits(site, "GA-4"));
        Assert.Empty(await County.CluesAsync(site));
        await County.ScreenAsync(site, monitor);
        var doubt = (await County.CluesAsync(site)).Single(c => c.HouseholdId == household && c.Kind == ClueKind.排除疑点);
        Assert.Contains("不自动取消", (await monitor.PageAsync($"/clues/{doubt.Id}")).Body!.TextContent, StringComparison.Ordinal);
        await monitor.PostAsync($"/feeds/deliveries/{cars.Id}?handler=Withdraw", new() { ["version"] = $"{cars.Version}", ["reason"] = "误送" });
        Assert.Equal(0, (await County.ScreenAsync(site, monitor)).Hits(site, "GA-4"));
    }
}
