using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Xianjie.Overview.Leader;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;
using Figures = Xianjie.Tests.Monitoring.Indicators.Figures;

namespace Xianjie.Tests.Overview;

public sealed class LeaderTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S4-72")]
    public async Task All_25_figures_stand_in_order_nine_to_a_screen_and_each_opens_to_its_rows(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        var leader = await site.SignInAsync("leader");
        var numbers = new List<int>();
        foreach (var part in new[] { 1, 2, 3 })
        {
            var tiles = (await leader.PageAsync($"/leader?part={part}")).QuerySelectorAll(".tile");
            Assert.InRange(tiles.Length, 1, LeaderDesk.MostBlocks);
            numbers.AddRange(tiles.Select(t => int.Parse(t.GetAttribute("data-tile")!, CultureInfo.InvariantCulture)));
            foreach (var tile in tiles)
            {
                Assert.NotNull(tile.QuerySelector(".lamp"));
                foreach (var words in new[] { "上期", "去年同月", "目标", "数据" })
                    Assert.Contains(words, tile.TextContent, StringComparison.Ordinal);
            }
        }
        Assert.Equal(Enumerable.Range(1, 25), numbers);
        var table = await leader.PageAsync("/leader?part=all");
        await SameAsync(leader, table.QuerySelectorAll("table.grid a[href*='/rows?']"), 40);
        Assert.Contains("数据截止 11 月 2 日", table.QuerySelector(".as-of")!.TextContent, StringComparison.Ordinal);
        // any past day
        var past = await leader.PageAsync("/leader?part=all&day=2026-09-15");
        Assert.Contains("数据截止 9 月 15 日", past.QuerySelector(".as-of")!.TextContent, StringComparison.Ordinal);
        await SameAsync(leader, past.QuerySelectorAll("table.grid a[href*='/rows?']"), 10);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_figure_drills_to_township_and_village_and_a_township_sees_its_own(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        var leader = await site.SignInAsync("leader");
        var county = await leader.PageAsync("/leader/1");
        Assert.Equal(2, county.QuerySelectorAll("#places tbody tr").Length);
        await SameAsync(leader, county.QuerySelectorAll("#places a[href*='/rows?']"), 2);
        Assert.Equal(Number(county.QuerySelector("table.grid a[href*='/rows?']")!), county.QuerySelectorAll("#places a[href*='/rows?']").Sum(Number));
        var town = await leader.PageAsync($"/leader/1?place={Site.TownA}");
        Assert.Equal(["大坪村", "柳树村"], town.QuerySelectorAll("#places tbody th").Select(t => t.TextContent.Trim()).Order(StringComparer.Ordinal));
        await SameAsync(leader, (await leader.PageAsync($"/leader/1?place={Site.VillageA1}")).QuerySelectorAll("table.grid a[href*='/rows?']"), 1);

        var clerk = await site.SignInAsync("clerk-b");
        var own = await clerk.PageAsync("/leader/1");
        Assert.Equal(["松林村", "清溪村"], own.QuerySelectorAll("#places tbody th").Select(t => t.TextContent.Trim()).Order(StringComparer.Ordinal));
        var mine = county.QuerySelectorAll("#places tbody tr").Single(r => r.QuerySelector("th")!.TextContent.Trim() == "云岭乡");
        Assert.Equal(Number(mine.QuerySelector("a[href*='/rows?']")!), Number(own.QuerySelector("table.grid a[href*='/rows?']")!));
        foreach (var path in new[] { $"/leader?place={Site.TownA}", $"/leader/1?place={Site.VillageA1}", "/leader/99" })
            Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(path)).StatusCode);
        // a department reads the figures, but opens nobody's rows
        Assert.Empty((await (await site.SignInAsync("department")).PageAsync("/leader?part=all")).QuerySelectorAll("a[href*='/rows?']"));
    }

    [Fact]
    public async Task The_wall_turns_through_all_figures_in_nine_blocks_at_most_and_names_nobody()
    {
        await using var site = await Site.StartAsync("sqlite");
        await Figures.PlantAsync(site);
        var leader = await site.SignInAsync("leader");
        var numbers = new List<int>();
        for (var part = 1; part <= 4; part++)
        {
            var page = await leader.PageAsync($"/screen?part={part}");
            var blocks = page.QuerySelectorAll(".wall-grid section");
            Assert.InRange(blocks.Length, 2, 9);
            numbers.AddRange(page.QuerySelectorAll(".wall-tile[data-tile]").Select(t => int.Parse(t.GetAttribute("data-tile")!, CultureInfo.InvariantCulture)).Order());
            Assert.Empty(page.QuerySelectorAll("[style], script:not([src])"));
            foreach (var name in new[] { "赵", "钱", "孙", "/households" })
                Assert.DoesNotContain(name, page.QuerySelector("main")!.OuterHtml, StringComparison.Ordinal);
            Assert.Contains("数据截止", page.QuerySelector(".as-of")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal(Enumerable.Range(1, 25), numbers);
    }

    private static async Task SameAsync(Visitor visitor, IEnumerable<IElement> links, int least)
    {
        var seen = 0;
        foreach (var link in links.DistinctBy(l => l.GetAttribute("href")))
        {
            Assert.Equal(link.TextContent.Trim(), Books.Total(await visitor.PageAsync(link.GetAttribute("href")!)));
            seen++;
        }
        Assert.True(seen >= least, $"{seen} links");
    }

    private static long Number(IElement link) => long.Parse(link.TextContent.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
