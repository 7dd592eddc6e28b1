using System.Globalization;
using System.Net;
using Xianjie.Tests.Setup;
using Xianjie.Tests.Structure;

namespace Xianjie.Tests.Statistics;

/// <summary>A survey made by others comes in by the ordinary import of two ledgers; ten deprivations written in the rule language give its known figures.</summary>
public sealed class MultidimensionalSurveyTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Headcount_intensity_and_index_by_rural_and_urban_by_household_and_by_member_with_every_household_behind_them(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await ImportAsync(monitor, "survey-households", "df_household.csv");
        await ImportAsync(monitor, "survey-members", "df_household_roster.csv");
        var page = await monitor.PageAsync("/statistics/multidimensional");
        var rows = Rows(page);
        Assert.Equal(("198", ".378788", ".472593", ".179012"), rows["合计"]);
        Assert.Equal(("98", ".479592", ".513002", ".246032"), rows["农村"]);
        Assert.Equal(("100", ".280000", ".404762", ".113333"), rows["城镇"]);
        var people = Rows(await monitor.PageAsync("/statistics/multidimensional?by=人"));
        Assert.Equal((".424309", ".471209", ".199939"), (people["合计"].H, people["合计"].A, people["合计"].M));
        Assert.Equal((".519588", ".504850", ".262314"), (people["农村"].H, people["农村"].A, people["农村"].M));
        Assert.Equal((".314286", ".406987", ".127910"), (people["城镇"].H, people["城镇"].A, people["城镇"].M));
        // Every count opens to as many households
        var links = page.QuerySelectorAll("td.num a").Select(a => (Text: a.TextContent.Trim(), Link: a.GetAttribute("href")!)).ToList();
        Assert.Equal(26, links.Count);
        foreach (var (text, link) in links)
            Assert.Equal((link, text), (link, (await monitor.PageAsync(link)).QuerySelector("#rows h2 b")!.TextContent));
        var list = await monitor.PageAsync("/statistics/multidimensional?list=poor&part=城镇");
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync(list.QuerySelector("#rows tbody a")!.GetAttribute("href")!)).StatusCode);
        // Contributions are whole
        var shares = page.QuerySelectorAll("section.panel x-chart td, section.panel .chart td, section.panel td[data-value]").Select(c => decimal.Parse(c.GetAttribute("data-value")!, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((3, true), (shares.Count, Math.Abs(shares.Sum() - 100) < 0.02m));
        Assert.Equal(HttpStatusCode.NotFound, (await monitor.GetAsync("/statistics/multidimensional?list=none")).StatusCode);
    }

    private static Dictionary<string, (string Homes, string H, string A, string M)> Rows(AngleSharp.Dom.IDocument page) => page.QuerySelectorAll("[aria-label=分城乡] tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim(),
        r => r.QuerySelectorAll("td").Select(c => c.TextContent.Trim().TrimStart('0')).ToArray() is var cells ? (cells[0], cells[3], cells[4], cells[5]) : default);

    private static async Task ImportAsync(Visitor visitor, string ledger, string file)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(ModuleBoundaryTests.Repository(), "surveys", "mpindex", file));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync($"/ledgers/{ledger}/import", [], ("upload", file, content))).StatusCode);
    }
}
