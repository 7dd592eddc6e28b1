using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Process;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Removal;

public sealed class RemovalTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-31"), Requirement("S0-33")]
    public async Task A_household_is_removed_step_by_step_and_rolled_back_under_the_same_identity(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.ReadyAsync(site);
        var (collector, clerk, monitor) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        await Homes.VisitAsync(collector, id);
        var conditions = (await collector.PageAsync($"/removals/{id}")).QuerySelectorAll("[aria-label=消除条件] tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(13, conditions.Count);
        Assert.Contains(conditions, c => c.Contains("12,000 元", StringComparison.Ordinal) && c.Contains("监测范围", StringComparison.Ordinal));
        await OkAsync(collector, id, "Start", new() { ["Start.Kind"] = "帮扶消除", ["Start.Grounds"] = "病情稳定，医疗救助到位" });
        await MoveAsync(site, collector, id, "核实通过", new() { ["Paper.On"] = "2026-11-02", ["Paper.Visitors"] = "孙三、李四", ["Paper.PerCapita"] = "11800", ["Paper.Words"] = "属实" });
        await MoveAsync(site, collector, id, "评议通过", new() { ["Paper.On"] = "2026-11-02", ["Paper.Present"] = "20", ["Paper.InFavour"] = "18" });
        await MoveAsync(site, collector, id, "提出异议", new() { ["Paper.Words"] = "邻居反映有车" });
        site.Clock.Move(TimeSpan.FromDays(2));
        (collector, clerk) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"));
        await MoveAsync(site, clerk, id, "异议不成立", new() { ["Paper.Words"] = "车属他人" });
        await using (var db = site.Open())
        {
            var notice = await db.Set<PublicNotice>().AsNoTracking().SingleAsync();
            Assert.Equal((new DateOnly(2026, 11, 9), "赵*"), (notice.EndsOn, notice.Name.ToString()));
        }
        var early = await SendAsync(site, collector, id, "公示期满", []);
        Assert.Contains("期满次日起才能上报", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromDays(6));
        (collector, clerk, monitor) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        await MoveAsync(site, collector, id, "公示期满", []);
        Assert.Contains("没有办理这一步的权限", await (await SendAsync(site, collector, id, "乡镇同意", [])).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await MoveAsync(site, clerk, id, "乡镇同意", []);
        await MoveAsync(site, monitor, id, "县级同意", []);
        var bare = await SendAsync(site, clerk, id, "标注", new() { ["Paper.Contact"] = "周五", ["Paper.ContactPhone"] = "12" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.StatusCode);
        await MoveAsync(site, clerk, id, "标注", new() { ["Paper.Contact"] = "周五", ["Paper.ContactPhone"] = "13800000000" });
        var home = await Homes.ReadAsync(site, id);
        Assert.Equal((Homes.Removed, 202611, "帮扶消除", "周五", 202601), (home.RiskState, home.EliminatedMonth, home.EliminationKind, home.MonitorContact, home.IdentifiedMonth));
        await using (var db = site.Open())
        {
            var steps = await db.Set<StepRecord>().AsNoTracking().OrderBy(s => s.Id).ToListAsync();
            Assert.Equal(["待入户", "待评议", "公示中", "异议复核", "公示中", "待乡镇审核", "待县级审定", "待标注"], steps.Select(s => s.Step));
            Assert.All(steps, s => Assert.NotNull(s.LeftAt));
            Assert.Equal(0, await db.Set<WorkItem>().CountAsync(w => w.State == WorkState.Open));
            Assert.Equal(new DateOnly(2027, 11, 10), (await db.Set<Recheck>().AsNoTracking().SingleAsync()).Due);
        }
        await OkAsync(monitor, id, "RollBack", new() { ["reason"] = "家人再次住院" });
        home = await Homes.ReadAsync(site, id);
        Assert.Equal((Homes.Monitored, null, 202601, "R-1"), (home.RiskState, home.EliminatedMonth, home.IdentifiedMonth, home.HouseholdNo));
        var rates = (await monitor.PageAsync("/removals?view=relapse")).QuerySelectorAll("tbody tr").Select(r => r.TextContent.Replace("\n", "", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, rates.Count);
        Assert.All(rates, r => Assert.Contains("100.0%", r, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_early_removal_is_refused_and_the_words_name_what_is_missing(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.ReadyAsync(site, home: h => (h.IdentifiedMonth, h.Risks) = (202607, "因病;因学"));
        var collector = await site.SignInAsync("collector");
        await Homes.VisitAsync(collector, id, risk: "因残");
        var refused = await collector.PostAsync($"/removals/{id}?handler=Start", new() { ["Start.Kind"] = "帮扶消除", ["Start.Grounds"] = "想早点消除" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var words = await refused.Content.ReadAsStringAsync();
        foreach (var part in (string[])["识别满 6 个月（2026-07 识别，至今 4 个月）", "因学没有满 6 个月的针对性措施", "有新风险或保障问题", "未办结线索 1 条"])
            Assert.Contains(part, words, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<RemovalCase>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_household_without_any_labour_is_never_removed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.ReadyAsync(site);
        var collector = await site.SignInAsync("collector");
        await Homes.VisitAsync(collector, id);
        await using (var db = site.Open())
            await db.Set<Person>().ExecuteUpdateAsync(s => s.SetProperty(p => p.Labour, "丧失劳动力"));
        var refused = await collector.PostAsync($"/removals/{id}?handler=Start", new() { ["Start.Kind"] = "自然消除", ["Start.Grounds"] = "老人" });
        Assert.Contains("不是整户无劳动能力（2 名成员都没有劳动能力）", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var monitor = await site.SignInAsync("monitor");
        await monitor.PostAsync("/guarantees", []);
        await site.RunJobsAsync();
        Assert.True((await Homes.ReadAsync(site, id)).IsSafetyNet);
        await using (var db = site.Open())
            await db.Set<Person>().ExecuteUpdateAsync(s => s.SetProperty(p => p.Labour, "普通劳动力"));
        await monitor.PostAsync("/guarantees", []);
        await site.RunJobsAsync();
        Assert.False((await Homes.ReadAsync(site, id)).IsSafetyNet);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_people_who_click_at_once_decide_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.ReadyAsync(site);
        var collector = await site.SignInAsync("collector");
        await Homes.VisitAsync(collector, id);
        await OkAsync(collector, id, "Start", new() { ["Start.Kind"] = "帮扶消除", ["Start.Grounds"] = "稳定" });
        var paper = new Dictionary<string, string> { ["Paper.Trigger"] = "核实不符", ["Paper.Words"] = "收入不实", ["Paper.Version"] = "0" };
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/removals/{id}?handler=Move", paper)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await collector.PostAsync($"/removals/{id}?handler=Move", paper)).StatusCode);
        await OkAsync(collector, id, "Start", new() { ["Start.Kind"] = "帮扶消除", ["Start.Grounds"] = "再次发起" });
        paper["Paper.Version"] = "7";
        Assert.Equal(HttpStatusCode.Conflict, (await collector.PostAsync($"/removals/{id}?handler=Move", paper)).StatusCode);
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<RemovalCase>().CountAsync(c => c.OpenHousehold != null));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task After_removal_spot_checks_are_drawn_and_a_new_risk_goes_to_the_clues(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.ReadyAsync(site, home: h => (h.RiskState, h.EliminatedMonth, h.EliminationKind) = (Homes.Removed, 202609, "帮扶消除"));
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/removals?view=rechecks", [])).StatusCode);
        await using var db = site.Open();
        var recheck = await db.Set<Recheck>().AsNoTracking().SingleAsync();
        Assert.Equal(RecheckKind.抽查, recheck.Kind);
        await OkAsync(clerk, id, "Recheck", new() { ["recheck"] = recheck.Id.ToString(), ["result"] = "出现新风险", ["words"] = "户主摔伤" });
        await OkAsync(clerk, id, "Remark", new() { ["risk"] = "因意外事故", ["reason"] = "户主摔伤住院" });
        Assert.Equal("因意外事故", (await db.Set<Clue>().AsNoTracking().SingleAsync()).Risk);
        Assert.Equal(RiskChange.再标注, (await db.Set<RiskEvent>().AsNoTracking().SingleAsync()).Change);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task When_a_whole_household_is_gone_help_ends_and_the_record_stays(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.ReadyAsync(site);
        var clerk = await site.SignInAsync("clerk");
        await OkAsync(clerk, id, "Reduce", new() { ["reason"] = "户籍迁出", ["day"] = "2026-11-01" });
        var home = await Homes.ReadAsync(site, id);
        Assert.Equal((HouseholdState.Dissolved, Homes.Monitored), (home.State, home.RiskState));
        await using var db = site.Open();
        var measure = await db.Set<Measure>().AsNoTracking().SingleAsync();
        Assert.Equal((MeasureProgress.中止, "全户自然减少（户籍迁出）"), (measure.Progress, measure.StopReason));
        Assert.Equal(RiskChange.自然减少, (await db.Set<RiskEvent>().AsNoTracking().SingleAsync()).Change);
        Assert.Contains("已归档", (await clerk.PageAsync($"/removals/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await clerk.PageAsync("/help")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public void Random_walks_never_leave_the_table_lose_a_clock_or_reopen_an_end()
    {
        var random = new Random(7);
        var triggers = Enum.GetValues<RemovalTrigger>();
        var (item, clock, legal, at) = (Fresh(), Clock(RemovalStep.待入户, default), 0, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 100_000; i++)
        {
            at = at.AddHours(1);
            var (from, trigger) = (item.Step, triggers[random.Next(triggers.Length)]);
            var move = RemovalProcess.Table.Find(from, trigger);
            Assert.Equal(RemovalProcess.Table.Moves.Any(m => m.From == from && m.Trigger == trigger), move is not null);
            if (move is null)
                continue;
            legal++;
            item.Move(move.To);
            clock.Leave(at, new DateOnly(2026, 1, 1), "x", trigger.ToString(), null);
            Assert.False(clock.IsOpen);
            Assert.Equal(!RemovalProcess.Table.Steps[move.To].IsEnd, item.IsOpen);
            if (item.IsOpen)
                clock = Clock(move.To, at);
            else
            {
                Assert.Empty(RemovalProcess.Table.Open(move.To, _ => true));
                Assert.Throws<InvalidOperationException>(() => item.Move(RemovalStep.待入户));
                (item, clock) = (Fresh(), Clock(RemovalStep.待入户, at));
            }
        }
        Assert.True(legal > 5_000);
    }

    [Fact]
    public void The_only_way_to_removed_leads_through_visit_review_notice_township_and_county()
    {
        var ways = new List<RemovalStep[]>();
        Walk([RemovalProcess.Table.Start]);
        Assert.NotEmpty(ways);
        RemovalStep[] needed = [RemovalStep.待入户, RemovalStep.待评议, RemovalStep.公示中, RemovalStep.待乡镇审核, RemovalStep.待县级审定, RemovalStep.待标注];
        Assert.All(ways, way => Assert.Equal(needed, needed.Where(way.Contains)));

        void Walk(RemovalStep[] way)
        {
            if (way[^1] == RemovalStep.已消除)
                ways.Add(way);
            foreach (var next in RemovalProcess.Table.Moves.Where(m => m.From == way[^1] && !way.Contains(m.To)))
                Walk([.. way, next.To]);
        }
    }

    private static RemovalCase Fresh() => new RemovalCase
    {
        HouseholdId = Guid.CreateVersion7(), Division = 1, HouseholdNo = "1", HeadName = "x", Kind = "帮扶消除", Grounds = "x", StartedOn = new(2026, 1, 1), StartedBy = "x",
    }.Opened();

    private static StepRecord Clock(RemovalStep step, DateTimeOffset at) =>
        new() { Process = RemovalProcess.Name, Subject = Guid.Empty, Division = 1, Step = step.ToString(), EnteredAt = at, EnteredBy = "x" };

    private static async Task<HttpResponseMessage> SendAsync(Site site, Visitor visitor, Guid id, string trigger, Dictionary<string, string> paper)
    {
        await using var db = site.Open();
        var version = await db.Set<RemovalCase>().Where(c => c.OpenHousehold == id).Select(c => c.Version).SingleAsync();
        return await visitor.PostAsync($"/removals/{id}?handler=Move", new(paper) { ["Paper.Trigger"] = trigger, ["Paper.Version"] = $"{version}" });
    }

    private static async Task MoveAsync(Site site, Visitor visitor, Guid id, string trigger, Dictionary<string, string> paper)
    {
        var answer = await SendAsync(site, visitor, id, trigger, paper);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{trigger}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task OkAsync(Visitor visitor, Guid id, string handler, Dictionary<string, string> fields)
    {
        var answer = await visitor.PostAsync($"/removals/{id}?handler={handler}", fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{handler}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
