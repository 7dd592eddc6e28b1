using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Help;

public sealed class HelpTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-23"), Requirement("S1-24")]
    public async Task A_plan_has_needs_and_tasks_and_every_step_is_recorded(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.PlantAsync(site, Site.VillageA1, "P-1", h => h.HelperName = null, Homes.Adult("赵一"));
        var collector = await site.SignInAsync("collector");
        var early = await collector.PostAsync($"/help/{id}?handler=Plan", new() { ["Plan.Unit"] = "县医院", ["Plan.Goal"] = "减轻医疗负担", ["Plan.Start"] = "2026-11-02" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("先结对", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await OkAsync(collector, id, "Pair", new() { ["Pair.Cadre"] = "周五", ["Pair.Unit"] = "县医院", ["Pair.From"] = "2026-11-01" });
        await OkAsync(collector, id, "Plan", new() { ["Plan.Unit"] = "县医院", ["Plan.Goal"] = "减轻医疗负担", ["Plan.Start"] = "2026-11-02", ["Plan.End"] = "2027-11-01" });
        await OkAsync(collector, id, "Line", new() { ["Line.Kind"] = "需求", ["Line.Words"] = "住院费用报销" });
        await OkAsync(collector, id, "Line", new() { ["Line.Kind"] = "任务", ["Line.Words"] = "协助申请医疗救助", ["Line.Responsible"] = "周五", ["Line.Due"] = "2026-10-01" });
        var page = await collector.PageAsync($"/help/{id}");
        Assert.Contains("超期", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("户主签字", page.QuerySelector(".print-only")!.TextContent, StringComparison.Ordinal);
        var line = page.QuerySelector("input[name=line][value]")!;
        await using var db = site.Open();
        var task = await db.Set<PlanLine>().SingleAsync(l => l.Kind == PlanLineKind.任务);
        Assert.NotNull(line);
        await OkAsync(collector, id, "Finish", new() { ["line"] = task.Id.ToString(), ["effect"] = "已救助 3000 元" });
        Assert.Equal(new DateOnly(2026, 11, 2), (await db.Set<PlanLine>().AsNoTracking().SingleAsync(l => l.Id == task.Id)).DoneOn);
        Assert.Contains(await db.Set<Change>().Select(c => c.What).ToListAsync(), w => w == "办结帮扶任务");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Proposals_are_adopted_as_plans_and_count_as_help_only_once_under_way(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.PlantAsync(site, Site.VillageA1, "P-2", h => h.HelperName = "周五", Homes.Adult("赵一", insured: false));
        var collector = await site.SignInAsync("collector");
        var proposals = (await collector.PageAsync($"/help/{id}")).QuerySelectorAll("input[name=keys]").Select(k => k.GetAttribute("value")!).ToList();
        var chosen = proposals.Single(k => k.StartsWith("健康帮扶/医疗救助", StringComparison.Ordinal));
        await OkAsync(collector, id, "Adopt", new() { ["keys"] = chosen });
        Assert.Contains("风险“因病”没有对应措施", (await collector.PageAsync($"/help/{id}")).Body!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        var measure = await db.Set<Measure>().AsNoTracking().SingleAsync();
        Assert.Equal((MeasureProgress.计划, "因病"), (measure.Progress, measure.Risk));
        var form = new Dictionary<string, string> { ["Input.Kind"] = "健康帮扶/医疗救助", ["Input.Progress"] = "落实中", ["Input.Risk"] = "因病", ["Input.Amount"] = "1200.50", ["Input.Version"] = "0" };
        var undated = await collector.PostAsync($"/help/{id}/measures/{measure.Id}", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, undated.StatusCode);
        form["Input.Start"] = "2026-10-01";
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/help/{id}/measures/{measure.Id}", form)).StatusCode);
        var stale = await collector.PostAsync($"/help/{id}/measures/{measure.Id}", form);
        Assert.Contains("别人刚修改过", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(120050, (await db.Set<Measure>().AsNoTracking().SingleAsync()).Amount);
        Assert.DoesNotContain("没有对应措施", (await collector.PageAsync($"/help/{id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-31")]
    public async Task Each_gap_list_holds_exactly_the_households_whose_own_page_names_the_gap(string database)
    {
        await using var site = await Site.StartAsync(database);
        var random = new Random(20261102);
        for (var i = 0; i < 40; i++)
            await RandomHomeAsync(site, random, i);
        using var services = site.Services.CreateScope();
        await using var db = site.Open();
        var values = await ParametersInForce.LoadAsync(site.Services.GetRequiredService<ShippedParameters>(), db, new(2026, 11, 2), default);
        services.ServiceProvider.GetRequiredService<Scope>().Narrow(Site.County);
        services.ServiceProvider.GetRequiredService<CurrentUser>().Area = Site.County;
        var gaps = services.ServiceProvider.GetRequiredService<HelpGaps>();
        var said = new HashSet<(HelpGap, Guid)>();
        foreach (var id in await db.Set<Household>().Select(h => h.Id).ToListAsync())
            said.UnionWith(HelpReview.Of((await HelpFacts.LoadAsync(db, id, default))!, values, new(2026, 11, 2)).Select(l => (l.Gap, id)));
        foreach (var gap in HelpGaps.All.Except([HelpGap.走访超期]))
        {
            var listed = await (await gaps.OfAsync(gap, default)).Select(h => h.Id).ToListAsync();
            Assert.NotEmpty(listed);
            Assert.Equal(said.Where(s => s.Item1 == gap).Select(s => s.Item2).Order(), listed.Order());
        }
    }

    private static async Task RandomHomeAsync(Site site, Random random, int i)
    {
        string[] labours = ["普通劳动力", "技能劳动力", "无劳动力", "弱劳动力或半劳动力"];
        var id = await Homes.PlantAsync(site, Site.VillageA1, $"Q-{i:00}", h =>
        {
            h.Risks = random.Next(6) == 0 ? null : string.Join(';', Traits.Risks.OrderBy(_ => random.Next()).Take(random.Next(1, 4)));
            h.IdentifiedMonth = new int?[] { null, 202611, 202610, 202609, 202605, 202604 }[random.Next(6)];
            h.HelperName = random.Next(3) == 0 ? null : "周五";
            h.RiskState = random.Next(5) == 0 ? Homes.Removed : Homes.Monitored;
        }, Homes.Adult("赵一", labour: labours[random.Next(4)]));
        for (var m = random.Next(4); m > 0; m--)
        {
            var kind = MeasureCatalogue.Shipped.Measures[random.Next(MeasureCatalogue.Shipped.Measures.Count)];
            var measure = Homes.Given(id, Site.VillageA1, kind.Group, kind.Name, new(2026, 5, 1));
            measure.Progress = (MeasureProgress)random.Next(4);
            await Homes.AddAsync(site, measure);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_cadre_who_rotates_hands_over_all_households_at_once_and_the_history_stays(string database)
    {
        await using var site = await Site.StartAsync(database);
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
            ids.Add(await Homes.PlantAsync(site, Site.VillageA1, $"J-{i}", h => h.HelperName = "老周", Homes.Adult($"赵{i}")));
        var clerk = await site.SignInAsync("clerk");
        var page = await clerk.PageAsync($"/help/handover?cadre={Uri.EscapeDataString("老周")}");
        Assert.Equal(3, page.QuerySelectorAll("input[name=ids]").Length);
        foreach (var id in ids.Take(2))
            Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/help/handover?cadre={Uri.EscapeDataString("老周")}", new()
            {
                ["ids"] = id.ToString(), ["Pair.Cadre"] = "新吴", ["Pair.Unit"] = "乡农业站", ["Pair.From"] = "2026-11-02", ["Pair.Reason"] = "工作队轮换",
            })).StatusCode);
        await using var db = site.Open();
        Assert.Equal(["新吴", "新吴", "老周"], await db.Set<Household>().OrderBy(h => h.HouseholdNo).Select(h => h.HelperName).ToListAsync());
        var pairings = await db.Set<Pairing>().AsNoTracking().Where(p => p.HouseholdId == ids[0]).OrderBy(p => p.To == null).ToListAsync();
        Assert.Equal([("老周", false), ("新吴", true)], pairings.Select(p => (p.Cadre, p.To is null)));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-33")]
    public async Task A_visit_ends_the_overdue_and_a_new_risk_becomes_one_clue(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.PlantAsync(site, Site.VillageA1, "V-1", null, Homes.Adult("赵一"));
        var collector = await site.SignInAsync("collector");
        Assert.Contains("走访超期 1", (await collector.PageAsync("/visits")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Homes.VisitAsync(collector, id, "无法联系")).StatusCode);
        Assert.Contains("走访超期 1", (await collector.PageAsync("/visits")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Homes.VisitAsync(collector, id, "无法联系", "因残")).StatusCode);
        var key = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.SeeOther, (await Homes.VisitAsync(collector, id, risk: "因残", key: key)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Homes.VisitAsync(collector, id, risk: "因残", key: key)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Homes.VisitAsync(collector, id, risk: "因残")).StatusCode);
        Assert.Contains("走访超期 0", (await collector.PageAsync("/visits")).Body!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(3, await db.Set<HelpVisit>().CountAsync());
        var clue = await db.Set<Clue>().AsNoTracking().SingleAsync();
        Assert.Equal(("因残", 2), (clue.Risk, clue.Hits));
        Assert.Contains("家庭情况稳定", (await (await site.SignInAsync("monitor")).PageAsync($"/clues/{clue.Id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nobody_sees_or_writes_help_of_another_area(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.PlantAsync(site, Site.VillageA1, "F-1", null, Homes.Adult("赵一"));
        var stranger = await site.SignInAsync("collector-b");
        foreach (var path in (string[])[$"/help/{id}", $"/help/{id}/measures/new", $"/visits/new/{id}", $"/guarantees/{id}", $"/removals/{id}"])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);
        Assert.Empty((await stranger.PageAsync("/help")).QuerySelectorAll("tbody tr"));
        var leader = await site.SignInAsync("leader");
        Assert.Empty((await leader.PageAsync($"/help/{id}")).QuerySelectorAll("form[action*='handler']"));
        var refused = await leader.PostAsync($"/help/{id}?handler=Pair", new() { ["Pair.Cadre"] = "甲乙", ["Pair.Unit"] = "县", ["Pair.From"] = "2026-11-01" });
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public void The_catalogue_has_fourteen_groups_and_each_measure_its_own_code()
    {
        var catalogue = MeasureCatalogue.Shipped;
        Assert.Equal(14, catalogue.Groups.Count);
        Assert.Equal(catalogue.Measures.Count, catalogue.Measures.Select(m => m.Code).Distinct().Count());
        Assert.Equal("100A53001", catalogue.CodeOf("搬迁", "搬迁"));
        Assert.Equal(["产业帮扶", "就业帮扶", "金融帮扶", "公益岗位帮扶"], catalogue.DevelopmentGroups);
        Assert.All(catalogue.Answers.SelectMany(a => a.Groups), g => Assert.Contains(g, catalogue.Groups));
        Assert.Equal(["住房安全保障"], catalogue.Answering("因安全住房", MeasureCatalogue.Eliminated));
    }

    [Fact, Requirement("S1-25"), Requirement("S1-29")]
    public void A_household_without_labour_is_offered_the_safety_net_and_one_with_labour_development()
    {
        var home = new Household { HouseholdNo = "1", Division = Site.VillageA1, HouseholdType = "边缘易致贫户", RiskState = Homes.Monitored, Risks = "缺劳动力" };
        string[] Groups(string labour) => [.. Proposals.For(new HelpFacts(home, [Homes.Adult("赵一", labour: labour)], null, null, []), new(2026, 11, 2)).Select(p => p.Measure.Group).Distinct()];
        Assert.Equal(["综合保障"], Groups("无劳动力"));
        Assert.DoesNotContain("综合保障", Groups("普通劳动力"));
        Assert.All(Groups("普通劳动力"), g => Assert.Contains(g, new[] { "产业帮扶", "就业帮扶", "金融帮扶", "公益岗位帮扶" }));
        Assert.NotEmpty(Groups("普通劳动力"));
    }

    [Fact, Requirement("S2-15")]
    public void Each_proposal_says_why_and_for_whom()
    {
        var home = new Household { HouseholdNo = "1", Division = Site.VillageA1, HouseholdType = "边缘易致贫户", RiskState = Homes.Monitored, Risks = "因残;因学" };
        var (disabled, student) = (Homes.Adult("赵一", labour: "无劳动力"), Homes.Adult("赵二", "之子"));
        (disabled.DisabilityKind, disabled.DisabilityLevel) = ("肢体", "二级");
        student.SchoolState = "中职二年级";
        var found = Proposals.For(new HelpFacts(home, [disabled, student], null, null, []), new(2026, 11, 2));
        Assert.Contains(found, p => p.Measure.Key == "综合保障/残疾人补贴" && p.PersonName == "赵一" && p.Risk == "因残" && p.Reason.Contains("肢体残疾二级", StringComparison.Ordinal));
        Assert.Contains(found, p => p.Measure.Key == "教育帮扶/雨露计划" && p.PersonName == "赵二" && p.Reason.Contains("中职二年级", StringComparison.Ordinal));
        Assert.All(found, p => Assert.NotEmpty(p.Reason));
    }

    private static async Task OkAsync(Visitor visitor, Guid id, string handler, Dictionary<string, string> fields)
    {
        var answer = await visitor.PostAsync($"/help/{id}?handler={handler}", fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{handler}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
