using System.Net;
using AngleSharp.Dom;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Overview;

public sealed class MapTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task The_map_drills_to_the_village_and_its_numbers_points_and_lists_agree(string database)
    {
        await using var site = await County.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await County.ShopAsync(monitor, "东街店", 3, Site.VillageA1, "105.05,26.15");
        await County.ShopAsync(monitor, "西街店", 2, Site.VillageA1, null);
        await County.ShopAsync(monitor, "柳树店", 4, Site.VillageA2, "105.05,26.05");
        await County.ShopAsync(monitor, "松林店", 1, Site.VillageB1, "105.15,26.15");

        var county = await monitor.PageAsync("/map-view?of=l:shops:0&layer=shops");
        Assert.Equal(["白石镇", "云岭乡"], Rows(county).Select(r => r.Place).Where(p => p != "合计"));
        foreach (var (_, text, href) in Rows(county))
            Assert.Equal(text, Books.Total(await monitor.PageAsync(href)));
        Assert.Equal("4", Rows(county).Single(r => r.Place == "合计").Text);
        Assert.Contains("4 行，3 行有位置", Legend(county), StringComparison.Ordinal);
        Assert.Equal(3, county.QuerySelectorAll("svg.map .map-points a").Length);
        Assert.Equal("4", Books.Total(await monitor.PageAsync(county.QuerySelector(".map-legend a")!.GetAttribute("href")!)));
        Assert.Equal(Rows(county).Where(r => r.Place != "合计").Select(r => r.Text).Order(), county.QuerySelectorAll("svg.map .map-value").Select(v => v.TextContent).Order());

        // every area is a link: to its villages, and from a village to its rows
        var town = await monitor.PageAsync(Area(county, Site.TownA));
        Assert.Equal(["大坪村", "柳树村", "合计"], Rows(town).Select(r => r.Place));
        var village = await monitor.PageAsync(Area(town, Site.VillageA1));
        Assert.Equal(["大坪村"], Rows(village).Select(r => r.Place));
        Assert.Equal(1, village.QuerySelectorAll("svg.map .map-points a").Length);
        Assert.Equal("2", Books.Total(await monitor.PageAsync(Area(village, Site.VillageA1))));
        Assert.Contains("大坪村：2 个", village.QuerySelector("svg.map title")!.TextContent, StringComparison.Ordinal);
        // the darker the more: 3 of 白石镇 before 1 of 云岭乡
        Assert.True(Shade(county, Site.TownA) > Shade(county, Site.TownB));
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/map-view?of=l:shops:1&classes=%E7%AD%89%E8%B7%9D")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_township_sees_its_own_villages_and_points_only(string database)
    {
        await using var site = await County.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await County.ShopAsync(monitor, "东街店", 3, Site.VillageA1, "105.05,26.15");
        await County.ShopAsync(monitor, "松林店", 1, Site.VillageB1, "105.15,26.15");
        var clerk = await site.SignInAsync("clerk");
        var page = await clerk.PageAsync("/map-view?of=l:shops:0&layer=shops");
        Assert.Equal(["大坪村", "柳树村", "合计"], Rows(page).Select(r => r.Place));
        Assert.Equal("1", Rows(page)[^1].Text);
        Assert.DoesNotContain("松林", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("云岭乡", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        foreach (var beyond in new[] { Site.TownB, Site.VillageB1, Site.County })
            Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/map-view?place={beyond}")).StatusCode);
    }

    [Fact]
    public async Task Without_outlines_the_table_has_the_numbers_and_the_page_says_what_to_do()
    {
        await using var site = await Books.StartAsync("sqlite", ("shops.yaml", County.Shops));
        var monitor = await site.SignInAsync("monitor");
        await County.ShopAsync(monitor, "东街店", 3, Site.VillageA1, "105.05,26.15");
        var page = await monitor.PageAsync("/map-view?of=l:shops:0");
        Assert.Null(page.QuerySelector("svg.map"));
        Assert.Contains("xianjie divisions geojson", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", Rows(page)[0].Text);
    }

    private static IReadOnlyList<(string Place, string Text, string Href)> Rows(IDocument page) => [.. page.QuerySelectorAll(".map-page table.grid tbody tr").Select(r => (r.QuerySelector("th")!.TextContent.Trim(), r.QuerySelector("td.num")!.TextContent.Trim(), r.QuerySelector("td.num a")?.GetAttribute("href") ?? ""))];

    private static string Area(IDocument page, long code) => page.QuerySelector($"svg.map [data-code='{code}']")!.GetAttribute("href")!;

    private static int Shade(IDocument page, long code) => int.Parse(page.QuerySelector($"svg.map [data-code='{code}'] path")!.ClassName!["shade-".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private static string Legend(IDocument page) => page.QuerySelector(".map-legend")!.TextContent;
}
