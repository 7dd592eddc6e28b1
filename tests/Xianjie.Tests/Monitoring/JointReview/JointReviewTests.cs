using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.JointReview;
using Xianjie.Platform.Access;
using Xianjie.Platform.Inbox;
using Xianjie.Tests.Monitoring.Papers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.JointReview;

public sealed class JointReviewTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-22")]
    public async Task A_warning_is_reviewed_given_to_a_department_answered_returned_and_accepted_with_its_whole_trail(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await JointBench.StartAsync(site);
        var clue = await bench.ClueAsync(Site.VillageA1, "J-1", "赵一");
        var session = await bench.OpenAsync();
        Assert.Contains("还没有派发核查", (await bench.Monitor.PageAsync($"/joint/{session}/agenda")).Body!.TextContent, StringComparison.Ordinal);
        await bench.AddAllAsync(session);
        var matter = await bench.MatterAsync(clue.Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bench.ConcludeAsync(session, "转入户核查", "医保局", matter.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bench.ConcludeAsync(session, "转部门处置", "教育局", matter.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.ConcludeAsync(session, "转部门处置", "医保局", matter.Id)).StatusCode);
        var (office, other) = (await site.SignInAsync(Roles.Department), await site.SignInAsync("minzhengju"));
        Assert.Contains("转部门处置：赵一", (await office.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("赵一", (await other.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/joint/matters/{matter.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.DoAsync(office, matter, "Answer", "已办理医疗救助")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bench.DoAsync(bench.Monitor, matter, "Return", "")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.DoAsync(bench.Monitor, matter, "Return", "请附救助金额")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.DoAsync(office, matter, "Answer", "救助 3000 元已到账")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.DoAsync(bench.Monitor, matter, "Accept", "")).StatusCode);
        Assert.Equal((MatterStep.已办结, "救助 3000 元已到账"), ((await bench.MatterAsync(clue.Id)).Step, (await bench.MatterAsync(clue.Id)).Feedback));
        var trail = (await bench.Monitor.PageAsync($"/joint/matters/{matter.Id}")).QuerySelector(".trail")!.TextContent;
        Assert.All(["转部门处置", "已办理医疗救助", "请附救助金额", "救助 3000 元已到账", "同意办结"], w => Assert.Contains(w, trail, StringComparison.Ordinal));
        foreach (var path in new[] { $"/clues/{clue.Id}", $"/households/{clue.HouseholdId}?tab=joint" })
            Assert.Contains("救助 3000 元已到账", (await (await site.SignInAsync("clerk")).PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-22")]
    public async Task A_visit_to_the_clue_is_the_answer_overdue_goes_up_and_other_townships_see_nothing(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await JointBench.StartAsync(site);
        var (a, b) = (await bench.ClueAsync(Site.VillageA1, "J-1", "赵一"), await bench.ClueAsync(Site.VillageB1, "J-2", "钱二"));
        var session = await bench.OpenAsync();
        await bench.AddAllAsync(session);
        var (first, second) = (await bench.MatterAsync(a.Id), await bench.MatterAsync(b.Id));
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.ConcludeAsync(session, "转入户核查", "村", first.Id, second.Id)).StatusCode);
        var collector = await site.SignInAsync("collector");
        Assert.Equal(["赵一"], (await collector.PageAsync("/joint/matters?state=all")).QuerySelectorAll("tbody th").Select(t => t.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/joint/matters/{second.Id}")).StatusCode);
        Assert.Equal("/denied", (await collector.GetAsync($"/joint/{session}")).Headers.Location!.AbsolutePath);
        await using var db = site.Open();
        var clue = await db.Set<Clue>().AsNoTracking().SingleAsync(c => c.Id == a.Id);
        Assert.Equal(ClueState.核查中, clue.State);
        var visit = new Dictionary<string, string>
        {
            ["Form.FormKey"] = Guid.CreateVersion7().ToString(), ["Form.Version"] = $"{clue.Version}", ["Form.Result"] = "属实", ["Form.VisitedOn"] = "2026-11-02", ["Form.Visitors"] = "孙三、李四", ["Form.Note"] = "住院自付两万元",
        };
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostToAsync($"/clues/{a.Id}", $"/clues/{a.Id}?handler=Visit", visit)).StatusCode);
        Assert.Equal((MatterStep.待验收, "入户核实属实：住院自付两万元"), ((await bench.MatterAsync(a.Id)).Step, (await bench.MatterAsync(a.Id)).Feedback));
        Assert.Empty(await db.Set<WorkItem>().Where(w => w.Subject == first.Id && w.State == WorkState.Open).ToListAsync());
        site.Clock.Move(TimeSpan.FromDays(12));
        Assert.True(await site.Services.GetRequiredService<Escalations>().EnqueueDueAsync(default) > 0);
        Assert.Equal(Roles.Clerk, (await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Subject == second.Id)).EscalatedTo);
        bench = new JointBench(site, await site.SignInAsync("monitor"));
        await bench.FiguresAgreeAsync(session, ("all", 2), ("overdue", 1), ("check", 1), ("done", 0));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-13")]
    public async Task A_session_cannot_end_before_every_matter_has_a_conclusion_and_then_prints_its_minutes(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await JointBench.StartAsync(site);
        var (a, b) = (await bench.ClueAsync(Site.VillageA1, "J-1", "赵一"), await bench.ClueAsync(Site.VillageB1, "J-2", "钱二"));
        var session = await bench.OpenAsync();
        await bench.AddAllAsync(session);
        var path = $"/joint/{session}";
        await bench.Monitor.PostToAsync($"{path}?view=people", $"{path}?handler=Attend", new() { ["unit"] = "医保局", ["names"] = "吴五、郑六" });
        await using var db = site.Open();
        var topic = await db.Set<JointTopic>().OrderBy(t => t.Number).LastAsync(t => t.SessionId == session);
        await bench.Monitor.PostToAsync($"{path}?view=people", $"{path}?handler=Outcomes", new() { [$"outcomes[{topic.Id}]"] = "下月通报办理情况" });
        await bench.ConcludeAsync(session, "排除", "", (await bench.MatterAsync(a.Id)).Id);
        var early = await bench.Monitor.PostToAsync(path, $"{path}?handler=Close", new() { ["Summary"] = "本月风险平稳" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("还有 1 个对象没有结论", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Another township chosen in the top bar hides the matter, not that it is open
        await bench.Monitor.PageAsync($"{path}?area={Site.TownA}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bench.Monitor.PostToAsync(path, $"{path}?handler=Close", new() { ["Summary"] = "本月风险平稳" })).StatusCode);
        await bench.Monitor.PageAsync($"{path}?area={Site.County}");
        await bench.ConcludeAsync(session, "持续关注", "乡镇", (await bench.MatterAsync(b.Id)).Id);
        await bench.FiguresAgreeAsync(session, ("all", 2), ("todo", 0), ("doing", 1));
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.Monitor.PostToAsync(path, $"{path}?handler=Close", new() { ["Summary"] = "本月风险平稳" })).StatusCode);
        var print = (await bench.Monitor.PageAsync($"{path}/minutes")).Body!.TextContent;
        Assert.All(["2026 年 11 月数据集中研判会议纪要", "吴五、郑六", "逐户研判", "下月通报办理情况", "赵一", "排除", "云岭乡", "本月风险平稳"], w => Assert.Contains(w, print, StringComparison.Ordinal));
        var word = await bench.Monitor.GetAsync($"{path}/minutes?handler=Word");
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.Content.Headers.ContentType!.MediaType);
        var bytes = await word.Content.ReadAsByteArrayAsync();
        Assert.Equal([], PaperTests.Faults(bytes));
        Assert.Contains("云岭乡", PaperTests.WordText(bytes), StringComparison.Ordinal);
        Assert.Equal("/denied", (await bench.ConcludeAsync(session, "排除", "", (await bench.MatterAsync(b.Id)).Id)).Headers.Location!.AbsolutePath);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-13")]
    public async Task The_session_of_a_month_is_opened_once_on_its_day_by_however_many_workers_and_others_beside_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await JointBench.StartAsync(site);
        var schedules = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<SessionSchedule>(site.Services)).ToList();
        Assert.Equal(0, await schedules[0].EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromDays(23));
        Assert.Equal(1, (await Task.WhenAll(schedules.Select(s => Task.Run(() => s.EnqueueDueAsync(default))))).Sum());
        Assert.Equal(0, await schedules[1].EnqueueDueAsync(default));
        bench = new JointBench(site, await site.SignInAsync("monitor"));
        Assert.Contains("组织2026 年 11 月数据集中研判", (await bench.Monitor.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal((await db.Set<JointSession>().SingleAsync()).Id, await bench.OpenAsync());
        await bench.OpenAsync("专题会商", "暴雨灾后会商");
        await bench.OpenAsync("专题会商", "暴雨灾后再会商");
        Assert.Equal(3, await db.Set<JointSession>().CountAsync());
        site.Clock.Move(TimeSpan.FromDays(30));
        Assert.Equal(1, await schedules[2].EnqueueDueAsync(default));
        Assert.Equal([202611, 202612], await db.Set<JointSession>().Where(s => s.RegularMonth != null).Select(s => s.RegularMonth!.Value).Order().ToListAsync());
    }

    [Fact]
    public void Every_state_of_a_matter_leads_to_an_end() =>
        Assert.All(MatterProcess.Table.Steps.Where(s => !s.Value.IsEnd), s => Assert.Contains(MatterProcess.Table.Moves, m => m.From == s.Key));
}
