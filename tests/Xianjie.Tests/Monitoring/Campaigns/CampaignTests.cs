using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Campaigns;
using Xianjie.Monitoring.Surveys;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Tabular;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Campaigns;

public sealed class CampaignTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<(Guid A, Guid B)> PlantAsync(Site site)
    {
        var a = await Homes.PlantAsync(site, Site.VillageA1, "C-1", null, Homes.Adult("赵一"));
        var b = await Homes.PlantAsync(site, Site.VillageA1, "C-2", null, Homes.Adult("钱二"));
        await Homes.PlantAsync(site, Site.VillageB1, "C-3", null, Homes.Adult("孙三"));
        await Homes.PlantAsync(site, Site.VillageA1, "C-4", h => (h.RiskState, h.HouseholdType, h.Risks, h.IdentifiedMonth) = ("普通户", "普通农户", null, null), Homes.Adult("李四"));
        return (a, b);
    }

    private static async Task<Guid> OpenAsync(Visitor monitor, string task, string choice = "按户属性", string title = "冬季守底线行动", string? checklist = null)
    {
        var answer = await monitor.PostAsync("/campaigns/new", new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Title"] = title, ["Input.Basis"] = "县防返贫办通知", ["Input.From"] = "2026-11-02", ["Input.To"] = "2026-11-30", ["Input.Choice"] = choice, ["Input.States"] = Homes.Monitored,
            ["Input.Task"] = task, ["Input.Survey"] = "mass", ["Input.Checklist"] = checklist ?? "",
        });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private static async Task<CampaignObject> ThingAsync(Site site, Guid campaign, Guid household, long village = Site.VillageA1)
    {
        await using var db = site.Open();
        return await db.Set<CampaignObject>().AsNoTracking().SingleAsync(o => o.CampaignId == campaign && o.HouseholdId == household && o.Division == village);
    }

    private static Task<HttpResponseMessage> RecordAsync(Visitor who, CampaignObject thing, string result, string problem = "", string? wrong = null, string words = "")
    {
        var fields = new Dictionary<string, string> { ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Version"] = $"{thing.Version}", ["Input.Result"] = result, ["Input.Problem"] = problem, ["Input.Words"] = words, ["Input.Visitors"] = "王五、赵六" };
        if (wrong is not null)
            fields["Input.Wrong"] = wrong;
        return who.PostAsync($"/campaigns/objects/{thing.Id}", fields);
    }

    private static async Task FiguresAgreeAsync(Visitor who, Guid campaign, string day, params (string Show, int Count)[] expected)
    {
        var page = await who.PageAsync($"/campaigns/{campaign}?day={day}");
        foreach (var (show, count) in expected)
        {
            var card = page.QuerySelectorAll("a.figure").Single(a => a.GetAttribute("href")!.Contains($"show={show}", StringComparison.Ordinal));
            Assert.Contains($"{count}", card.QuerySelector(".figure-value")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(count, (await who.PageAsync(card.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length);
        }
        foreach (var cell in page.QuerySelectorAll("table.stack td a").Take(22))
            Assert.Equal(cell.TextContent, $"{(await who.PageAsync(cell.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length}");
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-12")]
    public async Task Visits_of_a_campaign_fill_its_daily_report_whose_past_days_never_change_and_which_ends_with_a_summary(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (a, b) = await PlantAsync(site);
        var campaign = await OpenAsync(await site.SignInAsync("monitor"), "走访");
        var collector = await site.SignInAsync("collector");
        Assert.Contains("大坪村 2 户", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecordAsync(collector, await ThingAsync(site, campaign, a), "有问题")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, await ThingAsync(site, campaign, a), "有问题", "过冬衣被不足")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, await ThingAsync(site, campaign, b), "没联系上", words: "明天再来")).StatusCode);
        var thing = await ThingAsync(site, campaign, a);
        site.Clock.Move(TimeSpan.FromDays(1));
        collector = await site.SignInAsync("collector");
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, await ThingAsync(site, campaign, b), "没有问题")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostToAsync($"/campaigns/objects/{thing.Id}", $"/campaigns/objects/{thing.Id}?handler=Mend", new() { ["Mended"] = "已送棉被两床" })).StatusCode);
        await using var db = site.Open();
        Assert.Equal((3, WorkState.Done), (await db.Set<HelpVisit>().CountAsync(), (await db.Set<WorkItem>().SingleAsync(w => w.Subject == campaign && w.Division == Site.VillageA1)).State));
        var monitor = await site.SignInAsync("monitor");
        await FiguresAgreeAsync(monitor, campaign, "2026-11-02", ("all", 3), ("done", 1), ("todo", 2), ("found", 1), ("mended", 0), ("open", 1));
        await FiguresAgreeAsync(monitor, campaign, "2026-11-03", ("all", 3), ("done", 2), ("todo", 1), ("found", 1), ("mended", 1), ("open", 0));
        await FiguresAgreeAsync(await site.SignInAsync("clerk"), campaign, "2026-11-03", ("all", 2), ("done", 2));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("collector-b")).GetAsync($"/campaigns/objects/{thing.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await monitor.PostToAsync($"/campaigns/{campaign}", $"/campaigns/{campaign}?handler=Close", new() { ["version"] = "0", ["Summary"] = "完成" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostToAsync($"/campaigns/{campaign}", $"/campaigns/{campaign}?handler=Close", new() { ["version"] = "0", ["Summary"] = "走访两户，发现问题一个，已整改。" })).StatusCode);
        Assert.Equal(WorkState.Withdrawn, (await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Subject == campaign && w.Division == Site.VillageB1)).State);
        Assert.Contains("已整改。", (await monitor.PageAsync($"/campaigns/{campaign}")).QuerySelector(".head-card")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-12")]
    public async Task Forms_are_the_surveys_own_and_two_campaigns_on_the_same_households_do_not_mix(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (a, _) = await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var (first, second) = (await OpenAsync(monitor, "填表", title: "第一次行动"), await OpenAsync(monitor, "填表", title: "第二次行动"));
        var collector = await site.SignInAsync("collector");
        var fill = (await collector.GetAsync($"/campaigns/objects/{(await ThingAsync(site, first, a)).Id}")).Headers.Location!.OriginalString;
        var sheet = new Dictionary<string, string>
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Version"] = "-1", ["Input.Contact"] = "有人在家", ["Input.VisitedOn"] = "2026-11-02", ["Input.Visitors"] = "王五、赵六", ["a.schooling"] = "没有这个年龄的孩子", ["a.hospital"] = "是",
            ["a.medical"] = "是", ["a.house"] = "安全", ["a.water"] = "是", ["a.income"] = "监测范围至1万元", ["a.has_risk"] = "是", ["a.risks"] = "因残", ["a.copes"] = "否", ["a.why_not"] = "无力解决大额刚性支出",
        };
        var page = await collector.PageAsync(fill);
        foreach (var group in page.QuerySelectorAll("form.survey input[type=radio]").GroupBy(i => i.GetAttribute("name")!).Where(g => !sheet.ContainsKey(g.Key)))
            sheet[group.Key] = group.First().GetAttribute("value")!;
        var answer = await collector.PostAsync(fill, sheet);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector(".validation-summary-errors, .notice-error")?.TextContent);
        Assert.NotNull((await ThingAsync(site, first, a)).DoneOn);
        Assert.NotNull((await ThingAsync(site, first, a)).Problem);
        Assert.Null((await ThingAsync(site, second, a)).DoneOn);
        await FiguresAgreeAsync(monitor, first, "2026-11-02", ("all", 3), ("done", 1), ("found", 1));
        await FiguresAgreeAsync(monitor, second, "2026-11-02", ("all", 3), ("done", 0), ("found", 0));
        await using var db = site.Open();
        var ordinary = await db.Set<Xianjie.Registry.Households.Household>().Where(h => h.HouseholdNo == "C-4").Select(h => h.Id).SingleAsync();
        var round = (await db.Set<Campaign>().SingleAsync(c => c.Id == first)).RoundId;
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/surveys/{round}/fill/{ordinary}")).StatusCode);
        var coverage = (await monitor.PageAsync($"/surveys/{round}")).QuerySelectorAll("a.figure").Single(f => f.GetAttribute("href")!.Contains("show=todo", StringComparison.Ordinal));
        Assert.Contains("2", coverage.QuerySelector(".figure-value")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(a, (await db.Set<SurveySheet>().SingleAsync(s => s.RoundId == round)).HouseholdId);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-12")]
    public async Task Villages_are_objects_of_a_check_list_and_the_report_is_exported_as_a_workbook(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var campaign = await OpenAsync(monitor, "清单", "按村", "饮水安全行动", "水源防护到位\n防冻措施到位");
        var collector = await site.SignInAsync("collector");
        Assert.Equal(HttpStatusCode.SeeOther, (await RecordAsync(collector, await ThingAsync(site, campaign, Guid.Empty), "有问题", wrong: "防冻措施到位")).StatusCode);
        await FiguresAgreeAsync(monitor, campaign, "2026-11-02", ("all", 4), ("done", 1), ("todo", 3), ("found", 1), ("open", 1));
        var file = await monitor.PostToAsync($"/campaigns/{campaign}", $"/campaigns/{campaign}?handler=Export&day=2026-11-02", []);
        Assert.Equal(TableFile.XlsxType, file.Content.Headers.ContentType!.MediaType);
        using var archive = new System.IO.Compression.ZipArchive(await file.Content.ReadAsStreamAsync());
        var sheets = archive.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).OrderBy(e => e.FullName, StringComparer.Ordinal).Select(e => new StreamReader(e.Open()).ReadToEnd()).ToList();
        Assert.Equal(4, sheets.Count);
        Assert.Contains("第 1 份", sheets[3], StringComparison.Ordinal);
        Assert.All(["饮水安全行动日报（2026-11-02）", "白石镇", "大坪村", "合计"], w => Assert.Contains(w, sheets[0], StringComparison.Ordinal));
        Assert.Contains("防冻措施到位", sheets[2], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_choice_that_finds_nobody_is_refused_and_visits_of_villages_too(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        Dictionary<string, string> Form(string choice, string task) => new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Title"] = "冬季守底线行动", ["Input.Basis"] = "通知", ["Input.From"] = "2026-11-02", ["Input.To"] = "2026-11-30", ["Input.Choice"] = choice, ["Input.States"] = Homes.Monitored, ["Input.Task"] = task,
        };
        Assert.Contains("没有找到对象", await (await monitor.PostAsync("/campaigns/new", Form("按户属性", "走访"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("按村的行动用清单", await (await monitor.PostAsync("/campaigns/new", Form("按村", "走访"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("请选择标签", await (await monitor.PostAsync("/campaigns/new", Form("按户标签", "走访"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
