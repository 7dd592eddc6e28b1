using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Monitoring.Housing;
using Xianjie.Platform.Inbox;
using Xianjie.Registry.Households;
using Xianjie.Tests.Platform;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Housing;

public sealed class HousingTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<(Guid Round, Guid A, Guid B)> OpenAsync(Site site)
    {
        var a = await Homes.ReadyAsync(site, no: "H-1");
        var b = await Homes.ReadyAsync(site, no: "H-2");
        await Homes.ReadyAsync(site, Site.VillageB1, "H-3", h => h.RiskState = "普通户");
        var answer = await (await site.SignInAsync("monitor")).PostAsync("/housing/new", new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Kind"] = "自建房安全专项整治", ["Input.Title"] = "2026 年住房安全巡查", ["Input.Area"] = $"{Site.County}", ["Input.Target"] = Homes.Monitored,
            ["Input.From"] = "2026-10-10", ["Input.To"] = "2026-12-31", ["Input.Inspectors"] = "住建局",
        });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return (Guid.Parse(answer.Headers.Location!.ToString().Split('/')[2]), a, b);
    }

    private static Dictionary<string, string> Sheet(string grade, string? seen = null, string? measure = null, string day = "2026-10-12") => new()
    {
        ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.InspectedOn"] = day, ["Input.Inspectors"] = "王五、赵六", ["Input.Grade"] = grade, ["Input.Seen"] = seen ?? "", ["Input.SelfBuilt"] = "true", ["Input.Measure"] = measure ?? "", ["Input.Responsible"] = measure is null ? "" : "王五",
    };

    [Theory, MemberData(nameof(Databases)), Requirement("S1-36")]
    public async Task A_worse_grade_found_on_a_round_stands_in_the_history_opens_the_gap_and_raises_a_clue(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (round, a, b) = await OpenAsync(site);
        var collector = await site.SignInAsync("collector");
        Assert.Contains("大坪村 2 户", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"/housing/{round}/check/{a}", (await collector.PageAsync("/capture")).QuerySelectorAll("a[data-keep]").Select(l => l.GetAttribute("href")));
        Assert.Equal(2, Count(await collector.PageAsync("/housing?view=unseen")));
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/housing/{round}/check/{a}", Sheet("D级", "墙体裂缝或倾斜", "拆除重建"), ("Photos", "墙.jpg", Pictures.Jpeg()))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/housing/{round}/check/{b}", Sheet("A级"))).StatusCode);

        await using var db = site.Open();
        Assert.Equal("D级", await db.Set<Living>().Where(l => l.HouseholdId == a).Select(l => l.HouseGrade).SingleAsync());
        Assert.Equal((a, "因安全住房"), await db.Set<Clue>().Select(c => new ValueTuple<Guid, string>(c.HouseholdId, c.Risk)).SingleAsync());
        var gap = await db.Set<Gap>().SingleAsync(g => g.HouseholdId == a && g.Kind == GuaranteeKind.住房安全 && g.ClosedOn == null);
        Assert.Contains("D级", gap.Words, StringComparison.Ordinal);
        var hazard = await db.Set<HouseHazard>().SingleAsync();
        Assert.Equal((new DateOnly(2026, 11, 11), HazardState.整改中), (hazard.Due, hazard.State));
        Assert.Equal("D级", await db.Set<HouseFinding>().Where(f => f.HouseholdId == a && f.Before == "A级" && f.SelfBuilt).Select(f => f.Grade).SingleAsync());
        // Each figure of the round opens to as many rows
        var page = await (await site.SignInAsync("monitor")).PageAsync($"/housing/{round}");
        foreach (var (show, count) in new[] { (HouseSights.Seen, 2), (HouseSights.Todo, 0), (HouseSights.Unsafe, 1) })
        {
            var card = page.QuerySelectorAll("a.figure").Single(x => x.GetAttribute("href")!.Contains($"show={show}", StringComparison.Ordinal));
            Assert.Contains($"{count}", card.QuerySelector(".figure-value")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(count, Count(await collector.PageAsync(card.GetAttribute("href")!)));
        }
        Assert.Equal(1, Count(await collector.PageAsync($"/housing/{round}/list?show=changed")));
        Assert.Empty((await collector.PageAsync("/housing?view=unseen")).QuerySelectorAll("tbody tr"));
        // A house is registered once in a round; a second report is told who came first
        var key = Guid.CreateVersion7();
        var (status, answer) = await CaptureTests.SendAsync(collector, $"/housing/{round}/check/{a}", key, Sheet("B级", "其他", "其他"));
        Assert.Equal((HttpStatusCode.Conflict, 1), (status, await db.Set<HouseFinding>().CountAsync(f => f.HouseholdId == a)));
        Assert.Contains(answer.GetProperty("conflict").GetProperty("lines").EnumerateArray(), l => l.GetProperty("theirs").GetString() == "D级");
        // After a year it is due again
        site.Clock.Move(TimeSpan.FromDays(400));
        Assert.Equal(2, Count(await (await site.SignInAsync("collector")).PageAsync("/housing?view=unseen")));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-31")]
    public async Task A_hazard_is_struck_off_with_proof_by_a_second_person_only_and_shows_as_overdue_until_then(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (round, a, _) = await OpenAsync(site);
        var collector = await site.SignInAsync("collector");
        var missing = await collector.PostAsync($"/housing/{round}/check/{a}", Sheet("C级", "屋面漏雨或破损"));
        Assert.Contains("请选择整改措施", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/housing/{round}/check/{a}", Sheet("D级", "屋面漏雨或破损", "维修加固", "2026-10-01"))).StatusCode);
        await using var db = site.Open();
        var id = await db.Set<HouseHazard>().Select(h => h.Id).SingleAsync();
        // 30 days after 1 October it is overdue, on the list and on the overview
        Assert.Equal(1, Count(await collector.PageAsync("/housing?view=overdue")));
        var figure = (await (await site.SignInAsync("leader")).PageAsync("/")).QuerySelectorAll("a.figure").Single(f => f.TextContent.Contains("住房隐患超期", StringComparison.Ordinal));
        Assert.Contains("1", figure.QuerySelector(".figure-value")!.TextContent, StringComparison.Ordinal);
        var link = $"/housing/hazards/{id}";
        var without = await collector.PostAsync($"{link}?handler=Mend", new() { ["version"] = "0", ["on"] = "2026-11-01", ["words"] = "屋面翻修" });
        Assert.Contains("照片", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await MendAsync(clerk, link, "0")).StatusCode);
        // The clerk reported it, so the clerk can't accept it
        var own = await clerk.PostToAsync("/housing", $"{link}?handler=Judge", new() { ["version"] = "1", ["accepted"] = "true", ["words"] = "看过", ["grade"] = "B级" });
        Assert.Contains("不能自己验收", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var other = await SecondAsync(site);
        Assert.Contains("待验收", (await other.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await other.PostAsync($"{link}?handler=Judge", new() { ["version"] = "1", ["accepted"] = "false", ["words"] = "后墙没有加固" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await MendAsync(collector, link, "2")).StatusCode);
        var unsafeStill = await other.PostAsync($"{link}?handler=Judge", new() { ["version"] = "3", ["accepted"] = "true", ["words"] = "看过", ["grade"] = "C级" });
        Assert.Contains("A 级或 B 级", await unsafeStill.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await other.PostAsync($"{link}?handler=Judge", new() { ["version"] = "3", ["accepted"] = "true", ["words"] = "已消除", ["grade"] = "B级" })).StatusCode);
        Assert.Equal((1, 0), (Count(await collector.PageAsync("/housing?view=done")), (await collector.PageAsync("/housing?view=open")).QuerySelectorAll("tbody tr").Length));
        Assert.Equal("B级", await db.Set<Living>().Where(l => l.HouseholdId == a).Select(l => l.HouseGrade).SingleAsync());
        Assert.False(await db.Set<Gap>().AnyAsync(g => g.HouseholdId == a && g.Kind == GuaranteeKind.住房安全 && g.ClosedOn == null));
        Assert.Equal(0, await db.Set<WorkItem>().CountAsync(w => w.Subject == id && w.State == WorkState.Open));
        Assert.Contains("由 D级 变为 B级", (await collector.PageAsync($"/households/{a}?tab=housing")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await db.Set<Attachment>().CountAsync(f => f.Subject == id));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-30")]
    public async Task Grade_supply_and_the_four_tests_of_water_are_kept_per_household_each_with_date_and_proof(string database)
    {
        await using var site = await Site.StartAsync(database);
        var a = await Homes.ReadyAsync(site, no: "H-1");
        await Homes.ReadyAsync(site, no: "H-2");
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/households/{a}/files/new", [], ("Upload", "检测报告.pdf", [.. "%PDF-1.4"u8]))).StatusCode);
        await using var db = site.Open();
        var report = await db.Set<Attachment>().Select(f => f.Id).SingleAsync();
        foreach (var (kind, value, number) in new[] { ("住房安全", "B级", ""), ("饮水水量", "达标", "45"), ("饮水水质", "合格", ""), ("饮水方便", "供水入户", ""), ("饮水保证率", "停水天数", "3") })
        {
            Assert.Contains("五项齐全 0", (await clerk.PageAsync("/housing/ledger")).Body!.TextContent, StringComparison.Ordinal);
            var answer = await clerk.PostToAsync($"/guarantees/{a}", $"/guarantees/{a}?handler=Proof", new() { ["Proof.Kind"] = kind, ["Proof.On"] = "2026-10-20", ["Proof.Value"] = value, ["Proof.Number"] = number, ["Proof.Certificate"] = report.ToString() });
            Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{kind}: {await answer.Content.ReadAsStringAsync()}");
        }
        foreach (var (show, count) in new[] { (Ledger.All, 2), (Ledger.Whole, 1), (Ledger.NoGrade, 1), (Ledger.NoWater, 1) })
            Assert.Equal(count, Count(await clerk.PageAsync($"/housing/ledger?show={show}")));
        var tab = await clerk.PageAsync($"/households/{a}?tab=housing");
        Assert.Contains("集中", tab.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, tab.QuerySelectorAll($"a[href='/households/{a}/files/{report}']").Length);
        Assert.All(LedgerRow.Tests, t => Assert.Contains("2026-10-20", tab.QuerySelectorAll("th").Single(h => h.TextContent == t.ToString()).ParentElement!.TextContent, StringComparison.Ordinal));
        var other = await clerk.PostToAsync($"/guarantees/{a}", $"/guarantees/{a}?handler=Proof", new() { ["Proof.Kind"] = "饮水水质", ["Proof.On"] = "2026-10-20", ["Proof.Value"] = "合格", ["Proof.Certificate"] = Guid.CreateVersion7().ToString() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync("/housing/ledger?handler=Export&ExportPurpose=上报上级")).StatusCode);
    }

    private static int Count(IDocument page)
    {
        var rows = page.QuerySelectorAll("main tbody tr").Length;
        Assert.Contains($"共 {rows} 户", page.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        return rows;
    }

    private static Task<HttpResponseMessage> MendAsync(Visitor visitor, string link, string version) =>
        visitor.PostToAsync(link, $"{link}?handler=Mend", new() { ["version"] = version, ["on"] = "2026-11-01", ["words"] = "屋面翻修，墙体加固" }, ("Photos", "改后.jpg", Pictures.Jpeg()));

    /// <summary>A second clerk of the township.</summary>
    private static Task<Visitor> SecondAsync(Site site) => site.SignInAsync("clerk-2");
}
