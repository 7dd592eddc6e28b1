using Xianjie.Registry.Households;
using Xianjie.Tests.Monitoring;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Statistics;

public sealed class IncomePageTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    /// <summary>Ten single people with 2,000, 4,000 … 20,000 元: half of them in each township.</summary>
    private static async Task PlantAsync(Site site)
    {
        for (var i = 1; i <= 10; i++)
        {
            var village = i % 2 == 0 ? Site.VillageA1 : Site.VillageB1;
            var home = await Homes.PlantAsync(site, village, $"S-{i}", h => (h.MemberCount, h.RiskState, h.IsExitedPoverty) = (1, i <= 2 ? Homes.Monitored : "脱贫户", true), Homes.Adult($"赵{"一二三四五六七八九十"[i - 1]}"));
            await Homes.AddAsync(site, new IncomeYear { HouseholdId = home, Division = village, Year = 2025, PerCapita = i * 2_000_00 });
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Figures_of_poverty_and_inequality_are_those_of_the_register_and_each_count_opens_to_its_households(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var page = await monitor.PageAsync("/statistics/income");
        var total = page.QuerySelectorAll("tbody tr").Last(r => r.QuerySelector("th.fix")?.TextContent.Trim() == "合计").QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList();
        // Mean and median 11,000; below 6,000: 2,000 and 4,000; 60 % of the median is 6,600: 2,000, 4,000 and 6,000
        Assert.Equal(["10", "11,000", "11,000", "2", "20.00%", "10.00%", "5.56%", "3", "30.00%", "39.39%", "6.33", "0.300"], total);
        var links = page.QuerySelectorAll("td.num a, a.figure").Select(a => (Href: a.GetAttribute("href")!, Text: (a.QuerySelector(".figure-value")?.FirstChild ?? a).TextContent.Trim())).ToList();
        Assert.True(links.Count >= 12, $"{links.Count} links");
        foreach (var (href, text) in links)
            Assert.Equal((href, text), (href, (await monitor.PageAsync(href)).QuerySelector(".total b")!.TextContent.Trim()));
        Assert.Equal("2", (await monitor.PageAsync("/statistics/income?group=monitored")).QuerySelector("a.figure .figure-value")!.FirstChild!.TextContent.Trim());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_township_sees_its_own_households_only(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal("5", (await clerk.PageAsync("/statistics/income")).QuerySelector("a.figure .figure-value")!.FirstChild!.TextContent.Trim());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await clerk.GetAsync($"/statistics/income?area={Site.TownB}")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await clerk.GetAsync($"/statistics/income/rows?area={Site.TownB}&year=2025")).StatusCode);
    }
}
