using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Households with known figures, and how the pages are read.</summary>
internal static class Figures
{
    /// <summary>Two identified households: one of three people still at risk in the first township, one of a single person removed in September in the other.</summary>
    public static async Task PlantAsync(Site site)
    {
        var one = await Homes.PlantAsync(site, Site.VillageA1, "I-1", h => h.IsExitedPoverty = true, Homes.Adult("赵一"), Homes.Adult("钱二", "配偶"), Homes.Child("赵三", new DateOnly(2016, 3, 1), "小学"));
        var two = await Homes.PlantAsync(site, Site.VillageB1, "I-2", h => (h.RiskState, h.EliminatedMonth, h.IsExitedPoverty) = (Homes.Removed, 202609, true), Homes.Adult("孙四"));
        await Homes.AddAsync(site, Homes.Given(one, Site.VillageA1, "健康帮扶", "医疗救助", new DateOnly(2026, 2, 1)),
            new IncomeYear { HouseholdId = one, Division = Site.VillageA1, Year = 2025, Net = 30_000_00, PerCapita = 10_000_00, Wage = 20_000_00, Transfer = 10_000_00 },
            new IncomeYear { HouseholdId = one, Division = Site.VillageA1, Year = 2024, Net = 33_000_00, PerCapita = 11_000_00 },
            new IncomeYear { HouseholdId = two, Division = Site.VillageB1, Year = 2025, Net = 15_000_00, PerCapita = 15_000_00, Wage = 15_000_00 },
            new Living { HouseholdId = one, Division = Site.VillageA1, HouseGrade = "C级", WaterSafe = true });
    }

    public static (string Top, string Bottom, string Value) Of(AngleSharp.Dom.IDocument page, string title, string by)
    {
        var row = page.QuerySelectorAll("tr").Single(r => r.QuerySelector("th.fix")?.TextContent.Trim() == title && r.QuerySelector("td")?.TextContent.Trim() == by);
        var numbers = row.QuerySelectorAll("td.num").Select(c => c.TextContent.Trim()).ToList();
        return (numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>Opens every number of the table of indicators; each list must say the same number. How many there were.</summary>
    public static async Task<int> OpenAllAsync(Visitor visitor, string address)
    {
        var links = (await visitor.PageAsync(address)).QuerySelectorAll("td.num a[href*='/rows?']");
        foreach (var link in links)
        {
            var rows = await visitor.PageAsync(link.GetAttribute("href")!);
            Assert.Equal((link.GetAttribute("href"), link.TextContent.Trim()), (link.GetAttribute("href"), rows.QuerySelector(".total b")!.TextContent.Trim()));
        }
        return links.Length;
    }
}
