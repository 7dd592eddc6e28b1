using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Letters;
using Xianjie.Monitoring.SelfReport;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Letters;

public sealed class SelfReportTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-21"), Requirement("S0-33")]
    public async Task A_villagers_report_becomes_a_clue_and_the_receipt_tells_how_far_it_is(string database)
    {
        await using var site = await Site.StartAsync(database);
        var home = await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var villager = site.Visit();
        var receipt = await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form("张三"), ("Picture", "p.jpg", Pictures.Jpeg()));
        Assert.Equal(12, receipt.Length);
        Assert.Contains("受理", await Reports.StateAsync(villager, receipt), StringComparison.Ordinal);
        await using var db = site.Open();
        var clue = await db.Set<Clue>().SingleAsync();
        Assert.Equal((home, "因病", ClueChannels.Of(ClueChannel.自主申报), ClueState.待核查), (clue.HouseholdId, clue.Risk, clue.Channels, clue.State));
        var source = await db.Set<ClueSource>().SingleAsync();
        Assert.Equal((ClueChannel.自主申报, LetterSources.Scanned), (source.Channel, source.Source));

        var clerk = await site.SignInAsync("clerk");
        Assert.Contains("受理扫码申报并派发到村：张三", (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("三万多", (await clerk.PageAsync(source.Link!)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(source.Link + "/photo")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/clues/{clue.Id}?handler=Dispatch", new() { ["version"] = $"{clue.Version}" })).StatusCode);
        Assert.Contains("没有待办", (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("上门", await Reports.StateAsync(villager, receipt), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_page_of_a_receipt_names_nobody_and_other_receipts_are_unknown(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var villager = site.Visit();
        var receipt = await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form("张三", id: County.Id(1)));
        var page = await (await villager.GetAsync($"/report/state/{receipt}")).Content.ReadAsStringAsync();
        Assert.All(new[] { "张三", Reports.Phone, County.Id(1), "三万多", "大坪村" }, secret => Assert.DoesNotContain(secret, page, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await villager.GetAsync("/report/state/ABCDEFGHJKLM")).StatusCode);
        Assert.Contains("已收到", await Reports.StateAsync(villager, $"{receipt[..4]}-{receipt[4..8].ToLowerInvariant()}-{receipt[8..]}"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_answer_is_the_same_whether_the_household_is_registered_or_not(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var villager = site.Visit();
        var known = await Reports.StateAsync(villager, await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form("张三")));
        var unknown = await Reports.StateAsync(villager, await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form("李无名", "13900002222")));
        Assert.Equal(Blurred(known), Blurred(unknown));
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<Clue>().CountAsync());
        Assert.Equal(1, await db.Set<Letter>().CountAsync(l => l.State == LetterState.待核对));

        static string Blurred(string page) => System.Text.RegularExpressions.Regex.Replace(page, "[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", "#");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_resent_form_is_one_report_and_the_same_difficulty_again_joins_the_first(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var (villager, form) = (site.Visit(), Reports.Form("张三"));
        var receipt = await Reports.ReportAsync(villager, Site.VillageA1, form);
        Assert.Equal(receipt, await Reports.ReportAsync(villager, Site.VillageA1, form));
        var second = await Reports.ReportAsync(site.Visit(), Site.VillageA1, Reports.Form("张三"));
        Assert.NotEqual(receipt, second);
        Assert.Equal(LetterState.已并入, (await Reports.LetterAsync(site, second)).State);
        Assert.Contains("受理", await Reports.StateAsync(villager, second), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal((2, 1, 1), (await db.Set<Letter>().CountAsync(), await db.Set<Clue>().CountAsync(), await db.Set<WorkItem>().CountAsync()));
        var other = await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form("张三", risk: "因学"));
        Assert.Equal(LetterState.已对上, (await Reports.LetterAsync(site, other)).State);
        Assert.Equal(2, await db.Set<Clue>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Impatient_taps_and_a_whole_family_at_once_make_one_clue(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var form = Reports.Form("张三");
        var taps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Reports.ReportAsync(site.Visit(), Site.VillageA1, form)));
        Assert.Single(taps.Distinct());
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Reports.ReportAsync(site.Visit(), Site.VillageA1, Reports.Form("张三", risk: "因学"))));
        await using var db = site.Open();
        Assert.Equal((4, 2, 2), (await db.Set<Letter>().CountAsync(), await db.Set<Clue>().CountAsync(), await db.Set<WorkItem>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task After_the_visit_the_same_call_for_help_is_heard_anew(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        await Reports.ReportAsync(site.Visit(), Site.VillageA1, Reports.Form("张三"));
        await using (var db = site.Open())
        {
            var clue = await db.Set<Clue>().SingleAsync();
            clue.Close(ClueState.不属实, new(2026, 11, 2), "不属实");
            db.Act = new Act("test", "close");
            await db.SaveChangesAsync();
        }
        var again = await Reports.ReportAsync(site.Visit(), Site.VillageA1, Reports.Form("张三"));
        Assert.Equal(LetterState.已对上, (await Reports.LetterAsync(site, again)).State);
        await using var after = site.Open();
        Assert.Equal(2, await after.Set<Clue>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_form_with_mistakes_comes_back_with_everything_that_was_typed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var form = Reports.Form("张三", "1390000");
        form.Remove("Input.Consent");
        (form["Input.ProxyName"], form["Input.ProxyRelation"]) = ("王五", "村干部");
        var answer = await site.Visit().PostAsync($"/report/{Site.VillageA1}", form, ("Picture", "x.jpg", "not a picture"u8.ToArray()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.ReadAsync(answer);
        Assert.Contains("11 位", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不是照片", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(("张三", "1390000", "王五"), (Value("Input.Name"), Value("Input.Phone"), Value("Input.ProxyName")));
        Assert.Equal("老人住院，自己花了三万多。", page.QuerySelector("textarea")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector("input[value=因病][checked]"));
        Assert.NotNull(page.QuerySelector("details[open]"));
        Assert.Empty(page.QuerySelectorAll("script"));
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<Letter>().CountAsync());

        string? Value(string name) => page.QuerySelector($"input[name='{name}']")!.GetAttribute("value");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task One_phone_can_not_flood_the_township(string database)
    {
        await using var site = await Site.StartAsync(database);
        var villager = site.Visit();
        for (var i = 0; i < 10; i++)
            await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form($"村民{(char)('甲' + i)}"));
        var refused = await villager.PostAsync($"/report/{Site.VillageA1}", Reports.Form("村民末"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("太多", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromHours(25));
        await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form("村民末"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task One_address_can_not_flood_the_county(string database)
    {
        await using var site = await Site.StartAsync(database);
        var villager = site.Visit();
        for (var i = 0; i < 60; i++)
            await Reports.ReportAsync(villager, Site.VillageA1, Reports.Form("村民", $"139000{10000 + i}"));
        var refused = await villager.PostAsync($"/report/{Site.VillageB1}", Reports.Form("村民", "13800000000"));
        Assert.Contains("这个网络", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_township_settles_an_unmatched_report_and_only_inside_its_area(string database)
    {
        await using var site = await Site.StartAsync(database);
        var home = await Reports.SettleAsync(site, 1, "张三", Site.VillageA1, phone: null);
        var receipt = await Reports.ReportAsync(site.Visit(), Site.VillageA1, Reports.Form("张三"));
        var letter = await Reports.LetterAsync(site, receipt);
        Assert.Equal(LetterState.待核对, letter.State);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync($"/letters/{letter.Id}")).StatusCode);
        var clerk = await site.SignInAsync("clerk");
        var page = (await clerk.PageAsync($"/letters/{letter.Id}")).Body!.TextContent;
        Assert.Contains("同村同名", page, StringComparison.Ordinal);
        Assert.Contains("139****1111", page, StringComparison.Ordinal);
        var away = await Reports.SettleAsync(site, 2, "李四", Site.VillageB1);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync($"/letters/{letter.Id}?handler=Match", new() { ["household"] = away.ToString(), ["version"] = "0" })).StatusCode);
        var fields = new Dictionary<string, string> { ["household"] = home.ToString(), ["version"] = "0" };
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/letters/{letter.Id}?handler=Match", fields)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await clerk.PostAsync($"/letters/{letter.Id}?handler=Match", fields)).StatusCode);
        await using var db = site.Open();
        Assert.Equal(home, (await db.Set<Clue>().SingleAsync()).HouseholdId);
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().SingleAsync(w => w.Kind == LetterDesk.CheckKind)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_cadre_types_in_what_was_told_by_phone_but_not_for_other_villages(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var collector = await site.SignInAsync("collector");
        var form = Reports.Form("张三");
        (form["Input.Source"], form["Input.Village"]) = ("电话申报", $"{Site.VillageB1}");
        var refused = await collector.PostAsync("/letters/new?channel=自主申报", form);
        Assert.Contains("不在您的辖区", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        form["Input.Village"] = $"{Site.VillageA1}";
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync("/letters/new?channel=自主申报", form)).StatusCode);
        await using var db = site.Open();
        var letter = await db.Set<Letter>().SingleAsync();
        Assert.Equal((LetterState.已对上, "电话申报", 12), (letter.State, letter.Source, letter.Receipt!.Length));
        var leader = await site.SignInAsync("leader");
        Assert.Equal("/denied", (await leader.GetAsync("/letters/new")).Headers.Location!.AbsolutePath);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_village_has_its_form_by_links_without_script(string database)
    {
        await using var site = await Site.StartAsync(database);
        var villager = site.Visit();
        var towns = (await villager.PageAsync("/report")).QuerySelectorAll(".places a").ToDictionary(a => a.TextContent, a => a.GetAttribute("href")!);
        Assert.Equal(["云岭乡", "白石镇"], towns.Keys.Order(StringComparer.Ordinal));
        var villages = (await villager.PageAsync(towns["白石镇"])).QuerySelectorAll(".places a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains($"/report/{Site.VillageA1}", villages);
        Assert.Equal(HttpStatusCode.NotFound, (await villager.GetAsync($"/report/{Site.TownA}")).StatusCode);
    }

    [Fact]
    public void Receipts_do_not_repeat_and_use_no_letters_that_are_misread()
    {
        var many = Enumerable.Range(0, 5000).Select(_ => LetterDesk.FreshReceipt()).ToHashSet();
        Assert.Equal(5000, many.Count);
        Assert.DoesNotContain(many, r => r.Any(c => "IO01".Contains(c, StringComparison.Ordinal)));
    }
}
