using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Indicators;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Households;
using Xianjie.Tests.Monitoring.Cases;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>The KPIs of monitoring.md 10: each figure is the count of the rows that it opens to.</summary>
public sealed class IndicatorTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-31")]
    public async Task Every_figure_opens_to_as_many_rows_as_it_says(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        foreach (var address in (string[])["/indicators", $"/indicators?area={Site.TownA}", "/indicators?month=202609"])
        {
            var page = await monitor.PageAsync(address);
            foreach (var link in page.QuerySelectorAll("td.num a[href*='/rows?']"))
            {
                var rows = await monitor.PageAsync(link.GetAttribute("href")!);
                Assert.Equal((link.GetAttribute("href"), link.TextContent.Trim()), (link.GetAttribute("href"), rows.QuerySelector(".total b")!.TextContent.Trim()));
            }
        }
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-7")]
    public async Task The_removal_rate_differs_by_household_and_by_person_and_both_say_so(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var page = await (await site.SignInAsync("monitor")).PageAsync("/indicators");
        Assert.Equal(("1", "2", "50.0%"), Figure(page, "风险消除率", "按户"));
        Assert.Equal(("1", "4", "25.0%"), Figure(page, "风险消除率", "按人"));
        // Before the removal it had not happened.
        var earlier = await (await site.SignInAsync("monitor")).PageAsync("/indicators?month=202608");
        Assert.Equal(("0", "2", "0.0%"), Figure(earlier, "风险消除率", "按户"));
        // A township sees its own.
        var other = await (await site.SignInAsync("clerk-b")).PageAsync("/indicators");
        Assert.Equal(("1", "1", "100.0%"), Figure(other, "风险消除率", "按户"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync($"/indicators?area={Site.TownA}")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_step_that_was_left_late_lowers_its_timeliness(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        await bench.UpToAsync(CaseStep.待入户, "T-1");
        var late = await bench.UpToAsync(CaseStep.待受理, "T-2");
        site.Clock.Move(TimeSpan.FromDays(10));
        await bench.MoveAsync("clerk", late, CaseTrigger.受理);
        var page = await (await bench.AsAsync("monitor")).PageAsync("/indicators");
        Assert.Equal(("1", "2", "50.0%"), Figure(page, "受理及时率", ""));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Figures_without_dates_are_kept_every_night_and_shown_for_past_months_without_rows(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var due = site.Services.GetRequiredService<IEnumerable<IDueWork>>().OfType<SnapshotSchedule>().Single();
        Assert.Equal((1, 0), (await due.EnqueueDueAsync(default), await due.EnqueueDueAsync(default)));
        await site.RunJobsAsync();
        await using (var db = site.Open())
            Assert.Equal((2L, 0L), (await db.Set<IndicatorValue>().Where(v => v.Key == "clean").SumAsync(v => v.Denominator), await db.Set<IndicatorValue>().Where(v => v.Key == "removed-rate").SumAsync(v => v.Denominator)));
        site.Clock.Move(TimeSpan.FromDays(30));
        var page = await (await site.SignInAsync("monitor")).PageAsync("/indicators?month=202611");
        Assert.Equal("2", Figure(page, "无疑点户占比", "按户").Bottom);
        Assert.Empty(page.QuerySelectorAll("a[href*='/indicators/clean/rows']"));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S3-119")]
    public async Task Burden_counts_what_the_system_asks_and_names_nobody(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        await bench.UpToAsync(CaseStep.待评议, "F-1");
        var page = await (await bench.AsAsync("monitor")).PageAsync("/indicators");
        var panel = page.QuerySelectorAll("section.panel").Last();
        Assert.Contains("填写入户核查表", panel.TextContent);
        Assert.Contains("个村镇账号", panel.TextContent);
        Assert.DoesNotContain("collector", panel.TextContent);
        Assert.DoesNotContain("村采集员", panel.TextContent);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_table_is_exported_as_it_is_shown_and_every_page_of_an_indicator_opens(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var sheet = await monitor.GetAsync("/indicators?handler=Export");
        Assert.Equal((HttpStatusCode.OK, true), (sheet.StatusCode, (await sheet.Content.ReadAsByteArrayAsync()).Length > 3000));
        foreach (var definition in new IndicatorBook().All)
            Assert.Contains(definition.Formula, (await monitor.PageAsync($"/indicators/{definition.Key}")).Body!.TextContent);
    }

    [Fact]
    public void Definitions_are_whole_and_a_ratio_has_both_sides()
    {
        var all = new IndicatorBook().All;
        Assert.Equal(all.Count, all.Select(d => d.Key).Distinct().Count());
        Assert.All(all, d => Assert.True(d.IsRatio == d.Unit is "%" or "增速%" || d.Key == "income", d.Key));
    }

    /// <summary>Two identified households: one of three people still at risk in the first township, one of a single person removed in September in the other.</summary>
    private static async Task PlantAsync(Site site)
    {
        var one = await Homes.PlantAsync(site, Site.VillageA1, "I-1", h => h.IsExitedPoverty = true, Homes.Adult("赵一"), Homes.Adult("钱二", "配偶"), Homes.Child("赵三", new DateOnly(2016, 3, 1), "小学"));
        var two = await Homes.PlantAsync(site, Site.VillageB1, "I-2", h => (h.RiskState, h.EliminatedMonth, h.IsExitedPoverty) = (Homes.Removed, 202609, true), Homes.Adult("孙四"));
        await Homes.AddAsync(site, Homes.Given(one, Site.VillageA1, "健康帮扶", "医疗救助", new DateOnly(2026, 2, 1)),
            new IncomeYear { HouseholdId = one, Division = Site.VillageA1, Year = 2025, Net = 30_000_00, PerCapita = 10_000_00, Wage = 20_000_00, Transfer = 10_000_00 },
            new IncomeYear { HouseholdId = one, Division = Site.VillageA1, Year = 2024, Net = 33_000_00, PerCapita = 11_000_00 },
            new IncomeYear { HouseholdId = two, Division = Site.VillageB1, Year = 2025, Net = 15_000_00, PerCapita = 15_000_00, Wage = 15_000_00 },
            new Living { HouseholdId = one, Division = Site.VillageA1, HouseGrade = "C级", WaterSafe = true });
    }

    private static (string Top, string Bottom, string Value) Figure(AngleSharp.Dom.IDocument page, string title, string by)
    {
        var row = page.QuerySelectorAll("tr").Single(r => r.QuerySelector("th.fix")?.TextContent.Trim() == title && r.QuerySelector("td")?.TextContent.Trim() == by);
        var numbers = row.QuerySelectorAll("td.num").Select(c => c.TextContent.Trim()).ToList();
        return (numbers[0], numbers[1], numbers[2]);
    }
}
