using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>A figure beyond its red line is told at once, once, and until it is back.</summary>
public sealed class RedLineTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-17")]
    public async Task Large_scale_fallback_into_poverty_is_red_above_nought_and_goes_to_the_countys_leader_at_once_and_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        for (var i = 0; i < 3; i++)
            await Homes.PlantAsync(site, Site.VillageA1, $"F-{i}", h => h.IdentifiedMonth = 202611, Homes.Adult($"赵{i}"));
        await Nights.KeepAsync(site);
        var works = await OpenAsync(site, "new-risk");
        // Village, township and county are beyond their lines; the leader alone is told here
        Assert.Equal([(Site.County, Roles.Leader), (Site.TownA, Roles.Leader), (Site.VillageA1, Roles.Leader)], works.Select(w => (w.Division, w.Role)).Order());
        Assert.Contains("大坪村新增风险率（按户） 1000.0‰，高于红线 50‰，请处置", works.Select(w => w.Title));
        var leader = await site.SignInAsync("leader");
        Assert.Contains("新增风险率", (await leader.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("大坪村", (await leader.PageAsync("/indicators/alerts")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal("3", Figures.Of(await monitor.PageAsync("/indicators"), "规模性返贫", "").Top);
        Assert.Equal("3", (await monitor.PageAsync(works.Single(w => w.Division == Site.VillageA1).Link)).QuerySelector(".total b")!.TextContent);
        await Nights.AgainAsync(site);
        Assert.Equal(3, (await OpenAsync(site, "new-risk")).Count);
        await using (var db = site.Open())
        {
            db.Act = new("test", "change");
            foreach (var home in await db.Set<Household>().ToListAsync())
                home.IdentifiedMonth = 202601;
            await db.SaveChangesAsync();
        }
        site.Clock.Move(TimeSpan.FromDays(1));
        await Nights.KeepAsync(site);
        Assert.Empty(await OpenAsync(site, "new-risk"));
        monitor = await site.SignInAsync("monitor");
        Assert.Equal("0", Figures.Of(await monitor.PageAsync("/indicators"), "规模性返贫", "").Top);
        Assert.Contains("2026-11-03 解除", (await monitor.PageAsync("/indicators/alerts?state=closed")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single((await monitor.PageAsync("/indicators/alerts?state=open")).QuerySelectorAll(".panel"));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-5")]
    public async Task A_share_of_steady_people_below_ninety_eight_per_cent_is_red_and_the_line_can_be_set(string database)
    {
        await using var site = await Site.StartAsync(database);
        var poor = await Homes.PlantAsync(site, Site.VillageA1, "P-1", h => (h.IsExitedPoverty, h.IdentifiedMonth) = (true, 202609), Homes.Adult("赵一"));
        await Homes.PlantAsync(site, Site.VillageA1, "P-2", h => (h.IsExitedPoverty, h.IdentifiedMonth) = (true, 202609), Homes.Adult("钱二"), Homes.Adult("钱三", "配偶"));
        await Homes.AddAsync(site, new IncomeYear { HouseholdId = poor, Division = Site.VillageA1, Year = 2025, PerCapita = 3_000_00 });
        await Nights.KeepAsync(site);
        var works = await OpenAsync(site, "steady");
        Assert.Equal(4, works.Count); // township and county, each to leader and monitor
        Assert.All(works, w => Assert.Contains("巩固率（按人） 66.7%，低于红线 98%", w.Title, StringComparison.Ordinal));
        await using (var db = site.Open())
        {
            db.Act = new("test", "line");
            db.Add(new Parameter { Key = "巩固率红线", Division = Site.County, Value = "60", ValidFrom = Today, Basis = "试验" });
            await db.SaveChangesAsync();
        }
        await Nights.AgainAsync(site);
        Assert.Empty(await OpenAsync(site, "steady"));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-18"), Requirement("S1-6"), Requirement("S0-19"), Requirement("S2-55"), Requirement("S4-78")]
    public async Task Growth_is_held_against_nation_and_city_and_the_countys_yearly_figures_against_last_year(string database)
    {
        await using var site = await Site.StartAsync(database);
        Dictionary<string, string> Year(string rural, string before) => new()
        {
            ["农村居民收入"] = rural, ["上年农村居民收入"] = before, ["城镇居民收入"] = "44000", ["上年城镇居民收入"] = "42000", ["农业增加值"] = "106700", ["上年农业增加值"] = "100000", ["农业增速市内位次"] = "1", ["市内县数"] = "12",
            ["卫生厕所户数"] = "120", ["上年卫生厕所户数"] = "100", ["农村居民生活消费"] = "15000", ["上年农村居民生活消费"] = "14000",
        };
        await LedgerRows.AddAsync(site, "county-economy", Site.County, Today, Year("21000", "20000"));
        await LedgerRows.AddAsync(site, "county-economy", Site.County, Today.AddYears(-1), Year("20000", "18000"));
        var monitor = await site.SignInAsync("monitor");
        var page = await monitor.PageAsync("/indicators");
        // 5.0 % here, 6.6 % in the nation; the city's growth has not been entered
        Assert.Equal(("5.0%", "-1.6", "—"), (Figures.Of(page, "农村居民收入增速", "").Value, Figures.Of(page, "农民收入增速高于全国", "").Value, Figures.Of(page, "农民收入增速高于全市", "").Value));
        Assert.Equal(("2.1", "6.7%", "1", "20.0%", "7.1%"), (Figures.Of(page, "城乡居民收入比", "").Value, Figures.Of(page, "农业增加值增速", "").Value, Figures.Of(page, "农业增速市内位次", "").Value, Figures.Of(page, "卫生厕所户数增长", "").Value, Figures.Of(page, "农村居民生活消费增长", "").Value));
        await using (var scope = await Xianjie.Tests.Ledgers.ShippedSite.ActAsync(site, "monitor"))
        {
            var view = (await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IndicatorReader>(scope.ServiceProvider).ViewsAsync([("urban-rural", "")], Site.County, Today, default))[0];
            Assert.Equal(("2.1", "2.2", Light.绿), (view.Now!.Text, view.YearAgo!.Text, view.Light));
        }
        await using (var db = site.Open())
        {
            db.Act = new("test", "city");
            db.Add(new Parameter { Key = "农村居民收入增速", Dimension = "全市", Division = Site.County, Value = "510", ValidFrom = new(2026, 1, 1), Basis = "市统计公报" });
            await db.SaveChangesAsync();
        }
        await Nights.AgainAsync(site);
        Assert.Equal(2, (await OpenAsync(site, "growth-over-nation")).Count);
        Assert.Contains("农民收入增速高于全市 -0.1，低于红线 0百分点", (await OpenAsync(site, "growth-over-city"))[0].Title, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S3-30")]
    public async Task Funds_of_villages_out_of_poverty_and_of_those_never_listed_stand_side_by_side(string database)
    {
        await using var site = await Site.StartAsync(database);
        foreach (var (village, kind, amount) in new[] { (Site.VillageA1, "已出列村", "300"), (Site.VillageB1, "原非贫困村", "100") })
            await LedgerRows.AddAsync(site, "project-months", village, Today, new() { ["项目名称"] = kind, ["受益村类型"] = kind, ["计划投资"] = amount });
        var page = await (await site.SignInAsync("monitor")).PageAsync("/indicators");
        Assert.Equal((("300.00", "400.00", "75.0%"), ("100.00", "400.00", "25.0%")), (Figures.Of(page, "已出列村项目资金占比", ""), Figures.Of(page, "原非贫困村项目资金占比", "")));
    }

    private static async Task<List<WorkItem>> OpenAsync(Site site, string key)
    {
        await using var db = site.Open();
        var alerts = await db.Set<IndicatorAlert>().Where(a => a.Key == key && a.ClosedOn == null).Select(a => a.Id).ToListAsync();
        return await db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == RedLines.Kind && w.State == WorkState.Open && alerts.Contains(w.Subject)).ToListAsync();
    }
}
