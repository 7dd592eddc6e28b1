using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Indicators;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>A figure beside last year's, and how places stand among their neighbours.</summary>
public sealed class YearCompareTests
{
    private const long City = 990100000000, OtherCity = 990200000000, Province = 990000000000, OtherCounty = 990102000000, FarCounty = 990201000000;
    private static readonly DateOnly Today = new(2026, 11, 2);

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-73")]
    public async Task Net_value_and_yield_stand_beside_last_years_and_idle_and_lost_assets_are_told(string database)
    {
        await using var site = await Site.StartAsync(database);
        Task AssetAsync(string name, DateOnly day, string net, string income, string state) =>
            LedgerRows.AddAsync(site, "project-assets", Site.VillageA1, day, new() { ["资产名称"] = name, ["资产类别"] = "经营性", ["资产原值"] = "1000", ["资产净值"] = net, ["本年收益"] = income, ["使用状况"] = state });
        await AssetAsync("甲", Today.AddYears(-1), "1000", "100", "正常使用");
        await AssetAsync("甲", Today, "800", "40", "正常使用");
        await AssetAsync("乙", Today, "0", "0", "闲置");
        await AssetAsync("丙", Today, "0", "0", "流失");
        var monitor = await site.SignInAsync("monitor");
        Assert.Contains("1,000（比去年 -20.0%）", Plain(await monitor.PageAsync("/indicators/assets-net")), StringComparison.Ordinal);
        Assert.Contains("10.0%（比去年 -5.0 个百分点）", Plain(await monitor.PageAsync("/indicators/assets-yield")), StringComparison.Ordinal);
        Assert.Equal(["白石镇", "1", "800.00", "1,000", "-20.0%"], Cells(await monitor.PageAsync("/indicators/assets-net"), "白石镇", "名次", "分子", "去年同月", "比去年"));
        await Nights.AgainAsync(site);
        await using var db = site.Open();
        var told = await db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == RedLines.Kind && w.State == WorkState.Open && w.Division == Site.TownA && w.Role == Roles.Monitor).Select(w => w.Title).ToListAsync();
        Assert.Contains("白石镇资产闲置率 33.3%，高于红线 5%，请处置", told);
        Assert.Contains("白石镇流失资产 1，高于红线 0项，请处置", told);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-69")]
    public async Task Upkeep_that_is_late_is_told_and_its_list_is_the_assets(string database)
    {
        await using var site = await Site.StartAsync(database);
        Task PlanAsync(string asset, string last) => LedgerRows.AddAsync(site, "asset-upkeep", Site.VillageA1, Today, new() { ["资产"] = asset, ["保养内容"] = "设备检修", ["保养间隔"] = "6", ["计划状态"] = "执行", ["上次保养日期"] = last });
        await PlanAsync("提灌站", "2026-01-01");
        await PlanAsync("冷库", "2026-09-01");
        await Nights.AgainAsync(site);
        await using (var db = site.Open())
            Assert.Contains("大坪村资产保养超期 1，高于红线 0项，请处置", await db.Set<WorkItem>().AsNoTracking().Where(w => w.State == WorkState.Open && w.Division == Site.VillageA1).Select(w => w.Title).ToListAsync());
        var rows = await (await site.SignInAsync("monitor")).PageAsync("/indicators/upkeep-late/rows?part=n");
        Assert.Equal("提灌站", rows.QuerySelector("tbody a")!.TextContent.Trim());
        Assert.Single(rows.QuerySelectorAll("tbody tr"));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-21"), Requirement("S4-54")]
    public async Task Money_of_projects_for_homes_villages_and_areas_has_its_share_and_the_change_of_the_share(string database)
    {
        await using var site = await Site.StartAsync(database);
        Task ProjectAsync(string reach, DateOnly day, string amount) => LedgerRows.AddAsync(site, "project-months", Site.VillageA1, day, new() { ["项目名称"] = reach, ["受益层级"] = reach, ["计划投资"] = amount });
        foreach (var (reach, before, now) in new[] { ("到户", "60", "30"), ("到村", "30", "30"), ("区域", "10", "40") })
        {
            await ProjectAsync(reach, Today.AddYears(-1), before);
            await ProjectAsync(reach, Today, now);
        }
        var monitor = await site.SignInAsync("monitor");
        foreach (var (key, now, change) in new[] { ("money-homes", "30.0%", "60.0%（比去年 -30.0 个百分点）"), ("money-villages", "30.0%", "30.0%（比去年 0.0 个百分点）"), ("money-areas", "40.0%", "10.0%（比去年 +30.0 个百分点）") })
        {
            var page = await monitor.PageAsync($"/indicators/{key}");
            Assert.Equal(now, page.QuerySelector(".who strong")!.TextContent);
            Assert.Contains(change, Plain(page), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-46")]
    public async Task Sales_of_helped_goods_of_the_year_rank_the_counties_of_a_city_beside_last_year(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site, City);
        Task SaleAsync(long county, DateOnly day, string amount, string channel = "832平台") => LedgerRows.AddAsync(site, "farm-sales", county, day, new() { ["产品"] = "红茶", ["销售渠道"] = channel, ["销售额"] = amount });
        await SaleAsync(Site.County, new(2026, 1, 9), "100");
        await SaleAsync(Site.County, Today, "200");
        await SaleAsync(Site.County, Today, "9000", "批发市场");
        await SaleAsync(OtherCounty, new(2026, 5, 9), "500");
        await SaleAsync(Site.County, new(2025, 3, 9), "400");
        await SaleAsync(Site.County, new(2025, 12, 9), "7000");
        var page = await (await site.SignInAsync("above")).PageAsync("/indicators/help-sales");
        Assert.Equal("800", page.QuerySelector(".who strong")!.TextContent);
        Assert.Equal(["青禾县", "2", "300.00", "400", "-25.0%"], Cells(page, "青禾县", "名次", "分子", "去年同月", "比去年"));
        Assert.Equal(["邻水县", "1", "500.00", "0", "—"], Cells(page, "邻水县", "名次", "分子", "去年同月", "比去年"));
        // the first is the best
        Assert.Equal("邻水县", Table(page).QuerySelector("tbody th")!.TextContent);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-16")]
    public async Task Key_counties_are_gathered_by_city_with_their_density_on_the_map_of_a_province(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site, Province);
        foreach (var (county, isKey) in new[] { (Site.County, "是"), (OtherCounty, "否"), (FarCounty, "是") })
            await LedgerRows.AddAsync(site, "county-profiles", county, Today, new() { ["县名"] = $"县{county}", ["本县"] = "是", ["国家重点帮扶县"] = isKey });
        await LedgerRows.AddAsync(site, "county-profiles", Site.County, Today, new() { ["县名"] = "别处", ["本县"] = "否", ["国家重点帮扶县"] = "是" });
        var above = await site.SignInAsync("above");
        var page = await above.PageAsync("/indicators/key-counties");
        Assert.Equal(["临川市", "1", "2", "50.0%"], Cells(page, "临川市", "分子", "分母", "数值"));
        Assert.Equal(["安河市", "1", "1", "100.0%"], Cells(page, "安河市", "分子", "分母", "数值"));
        await OutlineAsync(site, (City, 105.0), (OtherCity, 106.0));
        var map = await above.PageAsync("/map-view?of=i:key-counties:");
        // in words on each city, darker where the density is higher, and in the table beside with how many of how many
        Assert.Equal(["临川市：50.0%", "安河市：100.0%"], map.QuerySelectorAll("svg.map title").Select(t => t.TextContent));
        Assert.Equal(["50.0%", "100.0%"], map.QuerySelectorAll("svg.map .map-value").Select(v => v.TextContent));
        int Shade(long code) => int.Parse(map.QuerySelector($"svg.map [data-code='{code}'] path")!.ClassName!["shade-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Shade(OtherCity) > Shade(City));
        Assert.Equal(["临川市 50.0% 1 2", "安河市 100.0% 1 1", "合计 66.7% 2 3"], map.QuerySelectorAll(".map-page table.grid tbody tr").Select(r => string.Join(' ', r.Children.Select(c => c.TextContent.Trim()))));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-16")]
    public async Task The_list_of_key_counties_has_the_density_of_each_city(string database)
    {
        await using var site = await Site.StartAsync(database);
        foreach (var (county, city, counties, ended) in new[] { ("甲县", "昭通", "10", ""), ("乙县", "昭通", "10", ""), ("丙县", "怒江", "4", ""), ("丁县", "怒江", "4", "2026-01-01") })
            Assert.Empty(await LedgerRows.EnterAsync(site, "key-counties", Site.County, new() { ["县名"] = county, ["省份"] = "云南", ["市州"] = city, ["市州县数"] = counties, ["名单版本"] = "2021年名单", ["取消日期"] = ended }));
        var figures = Books.Figures(await (await site.SignInAsync("monitor")).PageAsync("/ledgers/key-counties/rollup?group=prefecture"));
        Assert.Equal(("2", "1"), (figures[("昭通", "在册县")].TextContent, figures[("怒江", "在册县")].TextContent));
        Assert.StartsWith("20", figures[("昭通", "市州内密度")].TextContent, StringComparison.Ordinal);
        Assert.StartsWith("25", figures[("怒江", "市州内密度")].TextContent, StringComparison.Ordinal);
    }

    private static async Task OutlineAsync(Site site, params (long Code, double West)[] places)
    {
        await using var db = site.Open();
        db.Act = new("test", "outlines");
        foreach (var (code, west) in places)
            (await db.Set<Division>().SingleAsync(d => d.Code == code)).Outline = string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"type":"Polygon","coordinates":[[[{{west}},26],[{{west + 1}},26],[{{west + 1}},27],[{{west}},27],[{{west}},26]]]}""");
        await db.SaveChangesAsync();
    }

    /// <summary>Neighbours, and a monitor above the county.</summary>
    private static async Task PlantAsync(Site site, long above)
    {
        await using var db = site.Open();
        db.Act = new("test", "places");
        db.AddRange(new Division { Code = OtherCity, Name = "安河市", Level = DivisionLevel.City, Parent = Province }, new Division { Code = OtherCounty, Name = "邻水县", Level = DivisionLevel.County, Parent = City }, new Division { Code = FarCounty, Name = "远山县", Level = DivisionLevel.County, Parent = OtherCity });
        var monitor = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "monitor");
        db.Add(new User { Login = "above", Name = "上级", Role = Roles.Monitor, Division = above, PasswordHash = monitor.PasswordHash });
        await db.SaveChangesAsync();
    }

    private static IElement Table(IDocument page) => page.QuerySelectorAll("table.grid").Single(t => t.QuerySelectorAll("thead th").Any(h => h.TextContent == "分子"));

    private static List<string> Cells(IDocument page, string place, params string[] columns)
    {
        var heads = Table(page).QuerySelectorAll("thead th").Select(h => h.TextContent.Trim()).ToList();
        var row = Table(page).QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == place);
        return [place, .. columns.Select(c => row.Children[heads.IndexOf(c)].TextContent.Trim())];
    }

    private static string Plain(IDocument page) => page.QuerySelector("main")!.TextContent;
}
