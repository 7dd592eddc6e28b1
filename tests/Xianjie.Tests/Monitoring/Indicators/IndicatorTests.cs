using System.Net;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
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
        await Figures.PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        foreach (var address in (string[])["/indicators", $"/indicators?area={Site.TownA}", "/indicators?month=202609"])
            await Figures.OpenAllAsync(monitor, address);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-7")]
    public async Task The_share_of_monitored_people_stands_beside_that_of_the_nation_and_the_city(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var whole = (await monitor.PageAsync("/indicators/scale-all?by=人")).QuerySelector(".head-card")!.TextContent;
        Assert.Contains("全国 0.86%，本地 ", whole, StringComparison.Ordinal);
        Assert.Contains("438 万", whole, StringComparison.Ordinal);
        Assert.Contains("全市未录入，请在参数“监测规模对照”中录入", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("全国", (await monitor.PageAsync("/indicators/scale-exited?by=人")).QuerySelector(".head-card")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_removal_rate_differs_by_household_and_by_person_and_both_say_so(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        var page = await (await site.SignInAsync("monitor")).PageAsync("/indicators");
        Assert.Equal(("1", "2", "50.0%"), Figures.Of(page, "风险消除率", "按户"));
        Assert.Equal(("1", "4", "25.0%"), Figures.Of(page, "风险消除率", "按人"));
        // Before the removal it had not happened.
        var earlier = await (await site.SignInAsync("monitor")).PageAsync("/indicators?month=202608");
        Assert.Equal(("0", "2", "0.0%"), Figures.Of(earlier, "风险消除率", "按户"));
        // A township sees its own.
        var other = await (await site.SignInAsync("clerk-b")).PageAsync("/indicators");
        Assert.Equal(("1", "1", "100.0%"), Figures.Of(other, "风险消除率", "按户"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync($"/indicators?area={Site.TownA}")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-29")]
    public async Task Insurance_is_told_of_all_residents_and_of_key_groups(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "B-1", null, Homes.Adult("赵一", insured: false), Homes.Adult("钱二", "配偶"));
        await Homes.PlantAsync(site, Site.VillageA1, "B-2", h => (h.HouseholdType, h.RiskState, h.IdentifiedMonth, h.Risks) = ("普通农户", "普通户", null, null), Homes.Adult("孙三"));
        var page = await (await site.SignInAsync("monitor")).PageAsync("/indicators");
        Assert.Equal(("1", "2", "50.0%"), Figures.Of(page, "重点人群参保率", "按人"));
        Assert.Equal(("2", "3", "66.7%"), Figures.Of(page, "全体居民参保率", "按人"));
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
        Assert.Equal(("1", "2", "50.0%"), Figures.Of(page, "受理及时率", ""));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Burden_counts_what_the_system_asks_and_names_nobody(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        await bench.UpToAsync(CaseStep.待评议, "F-1");
        var page = await (await bench.AsAsync("monitor")).PageAsync("/indicators");
        var panel = page.QuerySelectorAll("section.panel")[^1];
        Assert.Contains("填写入户核查表", panel.TextContent);
        Assert.Contains("个村镇账号", panel.TextContent);
        Assert.DoesNotContain("collector", panel.TextContent);
        Assert.DoesNotContain("村采集员", panel.TextContent);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_table_is_exported_as_it_is_shown_and_every_page_of_an_indicator_opens(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var sheet = await monitor.GetAsync("/indicators?handler=Export");
        Assert.Equal((HttpStatusCode.OK, true), (sheet.StatusCode, (await sheet.Content.ReadAsByteArrayAsync()).Length > 3000));
        foreach (var definition in new IndicatorBook(new ShippedParameters()).All)
            Assert.Contains(definition.Formula, (await monitor.PageAsync($"/indicators/{definition.Key}")).Body!.TextContent);
    }
}
