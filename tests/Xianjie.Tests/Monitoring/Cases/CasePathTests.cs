using System.Net;
using Microsoft.EntityFrameworkCore;
using Authorisation = Xianjie.Monitoring.Authorisations.Authorisation;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Process;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Cases;

public sealed class CasePathTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    [Requirement("S0-32"), Requirement("S0-33"), Requirement("S1-17"), Requirement("S1-21"), Requirement("S2-69")]
    public async Task A_household_goes_from_application_to_the_registry_with_papers_clocks_and_inbox(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待县级审定, "H-1");
        Assert.Contains("待县级审定：王小山（H-1）", (await (await bench.AsAsync("monitor")).PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        var sheet = (await (await bench.AsAsync("monitor")).PageAsync($"/cases/{id}")).Body!.TextContent;
        Assert.DoesNotContain("需要改正", sheet, StringComparison.Ordinal);
        Assert.Contains("住院自付五万元", sheet, StringComparison.Ordinal);
        Assert.Contains("W16、W35 全国底线", sheet, StringComparison.Ordinal);
        foreach (var (tab, _) in ShowPage.Tabs)
            Assert.NotNull((await (await bench.AsAsync("leader")).PageAsync($"/cases/{id}?tab={tab}")).QuerySelector("section.panel"));
        await bench.MoveAsync("monitor", id, CaseTrigger.县级同意, "同意");
        await bench.MoveAsync("clerk", id, CaseTrigger.录入);

        await using var db = site.Open();
        var home = await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "H-1");
        Assert.Equal(("防止返贫致贫对象", "未消除风险监测户", "因病", 202611), (home.HouseholdType, home.RiskState, home.Risks, home.IdentifiedMonth));
        Assert.Equal((CaseStep.已认定, "突发严重困难户"), ((await bench.CaseAsync(id)).Step, (await bench.CaseAsync(id)).Category));
        var stays = await db.Set<StepRecord>().Where(s => s.Subject == id && s.Step != CaseFile.Whole).OrderBy(s => s.Id).ToListAsync();
        Assert.Equal(["待受理", "待入户", "待评议", "公示中", "待乡镇审核", "待县级审定", "待录入", "已认定"], stays.Select(s => s.Step));
        Assert.DoesNotContain(stays, s => s.IsOpen);
        Assert.Equal(0, await db.Set<WorkItem>().CountAsync(w => w.Subject == id && w.State == WorkState.Open));
        Assert.Contains(await db.Set<Change>().Where(c => c.ObjectId == home.Id).ToListAsync(), c => c.What == "认定录入");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_step_refuses_until_its_papers_are_there(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待入户, "H-2");
        await bench.RefusedAsync("collector", id, CaseTrigger.发现风险, "请先填写“入户核查表”");
        await bench.RefusedAsync("collector", id, CaseTrigger.县级同意, "不能办理");
        Assert.Contains("至少 2 人", await CaseBench.WordsAsync(await bench.VisitAsync(id, visitors: "李干部")), StringComparison.Ordinal);
        var tooMany = CaseBench.VisitFields(bench.Day(0), risk: true);
        foreach (var (risk, i) in new[] { "因学", "因残", "因安全住房", "因安全饮水", "其他" }.Select((r, i) => (r, i + 1)))
            tooMany[$"Input.Risks[{i}]"] = risk;
        Assert.Contains("最多登记 5 项", await CaseBench.WordsAsync(await bench.PaperAsync("collector", id, "visit", tooMany)), StringComparison.Ordinal);
        await bench.VisitAsync(id);
        await bench.RefusedAsync("collector", id, CaseTrigger.发现风险, "还没有有效的承诺授权书");
        await bench.RefusedAsync("collector", id, CaseTrigger.无风险, "结论是有风险", "没有风险");
        Assert.Contains("还缺王小川", await CaseBench.WordsAsync(await bench.AuthoriseAsync(id, "SQ-2", members: 1)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.AuthoriseAsync(id, "SQ-2")).StatusCode);
        await bench.RefusedAsync("collector", id, CaseTrigger.拒绝授权, "有在有效期内的授权书", "拒绝");
        await bench.MoveAsync("collector", id, CaseTrigger.发现风险);
        await bench.RefusedAsync("collector", id, CaseTrigger.评议通过, "还没有本次民主评议的记录");
        await ReviewRefusedAsync(bench, id, bench.ReviewFields(present: 7, votesFor: 7, against: 0), "不足三分之二");
        await ReviewRefusedAsync(bench, id, bench.ReviewFields(votesFor: 8, against: 3), "之和应等于实到");
        await ReviewRefusedAsync(bench, id, bench.ReviewFields(votesFor: 4, against: 5), "结果应为不通过");
        await bench.ReviewAsync(id);
        await ReviewRefusedAsync(bench, id, bench.ReviewFields(), "只进行一次");
        await bench.MoveAsync("collector", id, CaseTrigger.评议通过);
        site.Clock.Move(TimeSpan.FromDays(5));
        await bench.RefusedAsync("collector", id, CaseTrigger.公示期满, "未满");
        site.Clock.Move(TimeSpan.FromDays(1));
        await bench.MoveAsync("collector", id, CaseTrigger.公示期满);
        await bench.RefusedAsync("clerk", id, CaseTrigger.乡镇同意, "信息比对还没有结果");
        await bench.RefusedAsync("clerk", id, CaseTrigger.乡镇退回, "必须写明理由");
        await bench.RefusedAsync("collector", id, CaseTrigger.乡镇退回, "您的角色不能办理", "退回");
    }

    private static async Task ReviewRefusedAsync(CaseBench bench, Guid id, Dictionary<string, string> fields, string words)
    {
        var answer = await bench.PaperAsync("collector", id, "review", fields);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (answer.StatusCode, (await CaseBench.WordsAsync(answer)).Contains(words, StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Databases))]
    [Requirement("S1-20")]
    public async Task No_asset_is_asked_about_without_a_valid_authorisation_and_the_attempt_stays_on_record(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待入户, "H-3");
        var refused = await bench.AskAsync(id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("没有承诺授权书，不得发起信息比对", await CaseBench.WordsAsync(refused), StringComparison.Ordinal);
        await bench.AuthoriseAsync(id, "SQ-3");
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.AskAsync(id)).StatusCode);
        await using var db = site.Open();
        var paper = await db.Set<Authorisation>().SingleAsync();
        Assert.Equal(new DateOnly(2027, 11, 1), paper.ValidUntil);
        var revoked = await (await bench.AsAsync("collector")).PostAsync($"/cases/{id}/authorisation?revoke={paper.Id}&handler=Revoke", new() { ["Why"] = "农户来村部声明撤回" });
        Assert.Equal(HttpStatusCode.SeeOther, revoked.StatusCode);
        Assert.Contains("撤回，不得再发起", await CaseBench.WordsAsync(await bench.AskAsync(id)), StringComparison.Ordinal);
        Assert.Equal((1, 2), (await db.Set<AssetQuery>().CountAsync(), await db.Set<RefusedQuery>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_doubt_is_concluded_by_a_person_and_a_rejecting_one_stops_consent(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待乡镇审核, "H-4");
        var clerk = await bench.AsAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/cases/{id}/comparison?raise=true&handler=Raise", new() { ["FormKey"] = Guid.CreateVersion7().ToString(), ["Kind"] = "机动车", ["Words"] = "名下一辆货车" })).StatusCode);
        await bench.RefusedAsync("clerk", id, CaseTrigger.乡镇同意, "还有 1 条比对疑点没有人工结论");
        await using var db = site.Open();
        var doubt = (await db.Set<Doubt>().SingleAsync()).Id;
        Assert.Contains("请写明作出结论的证据", await CaseBench.WordsAsync(await ConcludeAsync("解释采信", "")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await ConcludeAsync("否决", "行驶证，车价二十万")).StatusCode);
        await bench.RefusedAsync("clerk", id, CaseTrigger.乡镇同意, "人工结论是否决");
        Assert.Equal(HttpStatusCode.SeeOther, (await ConcludeAsync("解释采信", "车辆已报废未注销，有回收证明")).StatusCode);
        await bench.MoveAsync("clerk", id, CaseTrigger.乡镇同意, "同意");

        Task<HttpResponseMessage> ConcludeAsync(string conclusion, string evidence) =>
            clerk.PostAsync($"/cases/{id}/comparison?conclude={doubt}&handler=Conclude", new() { ["Conclusion"] = conclusion, ["Evidence"] = evidence });
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_objection_stops_the_notice_and_the_total_clock_until_it_is_settled(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.公示中, "H-5");
        var due = (await bench.CaseAsync(id)).TotalDue;
        site.Clock.Move(TimeSpan.FromDays(2));
        await bench.MoveAsync("collector", id, CaseTrigger.提出异议, "有人反映其子有商铺");
        Assert.Null((await bench.CaseAsync(id)).TotalDue);
        site.Clock.Move(TimeSpan.FromDays(3));
        await bench.MoveAsync("clerk", id, CaseTrigger.异议不成立, "商铺已于去年转让");
        Assert.Equal(due!.Value.AddDays(3), (await bench.CaseAsync(id)).TotalDue);
        site.Clock.Move(TimeSpan.FromDays(3));
        await bench.RefusedAsync("collector", id, CaseTrigger.公示期满, "未满");
        site.Clock.Move(TimeSpan.FromDays(1));
        await bench.MoveAsync("collector", id, CaseTrigger.公示期满);
        await using var db = site.Open();
        var notice = await db.Set<PublicNotice>().SingleAsync();
        Assert.Equal((new DateOnly(2026, 11, 10), NoticeState.已期满, "王*"), (notice.EndsOn, notice.State, notice.Name.ToString()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_appeal_goes_to_someone_else_stops_the_archive_and_other_people_visit(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待县级审定, "H-6");
        await bench.RefusedAsync("monitor", id, CaseTrigger.县级不同意, "必须写明理由");
        await bench.MoveAsync("monitor", id, CaseTrigger.县级不同意, "有能力自主应对");
        await bench.RefusedAsync("clerk", id, CaseTrigger.办结, "期满前不能归档");
        await bench.MoveAsync("collector", id, CaseTrigger.申诉, "农户认为自付支出未计全");
        await bench.RefusedAsync("clerk", id, CaseTrigger.办结, "不能办理");
        await bench.RefusedAsync("monitor", id, CaseTrigger.申诉成立, "作出不予认定决定以外的人", "支持");
        await bench.MoveAsync("monitor-2", id, CaseTrigger.申诉成立, "自付支出确有漏计");
        Assert.Contains("须另派人核实", await CaseBench.WordsAsync(await bench.VisitAsync(id, visitors: "赵队员、孙队员")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.VisitAsync(id, visitors: "钱干部、孙队员")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task On_the_green_channel_help_comes_first_and_a_late_procedure_only_warns(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.OpenAsync(await bench.HouseholdAsync("H-7"), "自然灾害");
        site.Clock.Move(TimeSpan.FromDays(16));
        var help = await bench.PaperAsync("collector", id, "help", new() { ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.GivenOn"] = bench.Day(0), ["Input.What"] = "临时安置和生活救助", ["Input.Amount"] = "3000", ["Input.Unit"] = "县应急局" });
        Assert.Equal(HttpStatusCode.SeeOther, help.StatusCode);
        var words = (await (await bench.AsAsync("clerk")).PageAsync($"/cases/{id}")).Body!.TextContent;
        Assert.Contains("已落实的帮扶不受影响", words, StringComparison.Ordinal);
        Assert.Contains("县应急局", words, StringComparison.Ordinal);
        Assert.Contains("王小山", (await (await bench.AsAsync("clerk")).PageAsync("/cases?state=formalities")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_case_of_another_township_is_not_found(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待入户, "H-8");
        var stranger = await bench.AsAsync("collector-b");
        foreach (var path in new[] { "", "/move?trigger=发现风险", "/visit", "/authorisation", "/comparison", "/review", "/help" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/cases/{id}{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bench.TryMoveAsync("clerk-b", id, CaseTrigger.乡镇退回, "退回", version: 1)).StatusCode);
        Assert.Null((await stranger.PageAsync("/cases?state=all")).QuerySelector($"a[href='/cases/{id}']"));
    }
}
