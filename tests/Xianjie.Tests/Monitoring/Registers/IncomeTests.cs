using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Income;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Registers;

public sealed class IncomeTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<Guid> PlantAsync(Site site, long village, string no, bool exited, params (int Year, long Yuan)[] years)
    {
        var id = await Homes.PlantAsync(site, village, no, h => (h.IsExitedPoverty, h.MemberCount, h.RiskState, h.IdentifiedMonth, h.Risks) = (exited, 2, exited ? "脱贫户" : "普通户", null, null), Homes.Adult("赵一"), Homes.Adult("钱二", "配偶"));
        await Homes.AddAsync(site, [.. years.Select(y => new IncomeYear { HouseholdId = id, Division = village, Year = y.Year, Net = y.Yuan * 100, PerCapita = y.Yuan * 50 })]);
        return id;
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-19")]
    public async Task Income_per_head_and_its_growth_come_from_the_statements_and_stand_against_the_target_by_township(string database)
    {
        await using var site = await Site.StartAsync(database);
        // 15,794 per head after 14,104.30: exactly the county of the report, 11.98 %
        await PlantAsync(site, Site.VillageA1, "I-1", true, (2024, 30_000), (2025, 33_000));
        await PlantAsync(site, Site.VillageA1, "I-2", true, (2024, 26_417), (2025, 30_176));
        await PlantAsync(site, Site.VillageB1, "I-3", true, (2024, 20_000), (2025, 21_000));
        await PlantAsync(site, Site.VillageB1, "I-4", false, (2025, 90_000));
        var leader = await site.SignInAsync("leader");
        var town = await leader.PageAsync($"/income?area={Site.TownA}&year=2025");
        var cards = town.QuerySelectorAll(".figure").Select(f => f.TextContent).ToList();
        Assert.Contains(cards, c => c.Contains("15,794", StringComparison.Ordinal));
        Assert.Contains(cards, c => c.Contains("+11.98%", StringComparison.Ordinal) && c.Contains("达到", StringComparison.Ordinal));
        var county = await leader.PageAsync($"/income?area={Site.County}&year=2025");
        var lines = county.QuerySelectorAll("table.stack tbody tr").Where(r => r.QuerySelector("th a[href*='group=exited']") is not null).ToList();
        Assert.Equal(["白石镇", "云岭乡"], lines.Select(l => l.QuerySelector("th")!.TextContent.Trim()));
        Assert.Contains("差 5,294 元", lines[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("差 6.98 个百分点", lines[1].TextContent, StringComparison.Ordinal);
        // Every number opens to its households
        var rows = await leader.PageAsync(lines[0].QuerySelector("td a")!.GetAttribute("href")!);
        Assert.Equal(2, rows.QuerySelectorAll("main tbody tr").Length);
        Assert.Contains("共 2 户 4 人，人均 15,794 元", rows.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk")).GetAsync($"/income?area={Site.TownB}")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-5")]
    public async Task Income_is_kept_by_group_and_year_and_grows_from_the_base_of_2020(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site, Site.VillageA1, "I-1", true, (2025, 36_000));
        var monitor = await site.SignInAsync("monitor");
        var without = await monitor.PostToAsync("/income", "/income?handler=Enter", new() { ["Input.Year"] = "2020", ["Input.Group"] = "exited", ["Input.Yuan"] = "12000" });
        Assert.Contains("依据", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostToAsync("/income", "/income?handler=Enter", new() { ["Input.Year"] = "2020", ["Input.Group"] = "exited", ["Input.Yuan"] = "12000", ["Input.Basis"] = "县统计公报" })).StatusCode);
        // A year with statements is not overwritten by hand
        var taken = await monitor.PostToAsync("/income", "/income?handler=Enter", new() { ["Input.Year"] = "2025", ["Input.Group"] = "exited", ["Input.Yuan"] = "99999", ["Input.Basis"] = "某文件" });
        Assert.Contains("按逐户收入计算", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("+50.00%", (await monitor.PageAsync("/income?year=2025")).QuerySelectorAll(".figure").Single(f => f.TextContent.Contains("基期", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostToAsync("/income?year=2025", "/income?handler=Keep&year=2025", [])).StatusCode);
        await using var db = site.Open();
        Assert.Equal((18_000_00L, 1), await db.Set<IncomeRecord>().Where(r => r.Year == 2025 && r.Group == "exited").Select(r => new ValueTuple<long, int>(r.PerHead, r.Households!.Value)).SingleAsync());
        // A later change of the statements leaves what was kept as it was
        await PlantAsync(site, Site.VillageA1, "I-2", true, (2025, 20_000));
        var table = (await monitor.PageAsync("/income?year=2025")).Body!.TextContent;
        Assert.Contains("18,000 元 · 2026-11-02 留存", table, StringComparison.Ordinal);
        Assert.Contains("14,000", table, StringComparison.Ordinal);
    }
}
