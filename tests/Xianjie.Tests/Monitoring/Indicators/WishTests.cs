using Xianjie.Platform.Indicators;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Who was asked for a loan or a business to work with, and who has one: the denominators are those who want it.</summary>
public sealed class WishTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S4-24")]
    public async Task Loans_reach_those_who_want_one_and_may_have_it_and_the_others_are_a_list(string database)
    {
        await using var site = await Site.StartAsync(database);
        foreach (var (number, village) in new[] { (1, Site.VillageA1), (2, Site.VillageA2), (3, Site.VillageB1), (4, Site.VillageB1), (5, Site.VillageB1) })
            await County.SettleAsync(site, number, $"人{number}", village);
        var officer = await site.SignInAsync("monitor");
        const string Header = "身份证号,姓名,借据号,贷款金额,余额,到期日期,逾期天数,统计日期";
        await County.DeliverAsync(site, officer, "small_loan", $"{Header}\n{County.Id(1)},人1,J1,30000,30000,2027-01-01,0,2026-10-31\n{County.Id(4)},人4,J4,30000,20000,2027-01-01,0,2026-10-31\n{County.Id(2)},人2,J2,30000,0,2026-09-01,0,2026-10-31\n");
        foreach (var (number, village, wants, eligible) in new[] { (1, Site.VillageA1, "是", "是"), (2, Site.VillageA2, "是", "是"), (3, Site.VillageB1, "是", "否"), (4, Site.VillageB1, "否", "") })
            Assert.Empty(await LedgerRows.EnterAsync(site, "household-wishes", village, Wish($"H{number:0000}", wants, eligible, "否")));
        await Nights.KeepAsync(site);
        // 人2 has paid back, 人3 may not have one, 人4 does not want one, 人5 was not asked
        var page = await officer.PageAsync("/indicators");
        Assert.Equal(("1", "2", "50.0%"), Figures.Of(page, "小额信贷获贷率", "按户"));
        Assert.Equal("2", Figures.Of(page, "有小额信贷余额的户", "按户").Top);
        Assert.Equal("1", Figures.Of(page, "应贷未贷户", "按户").Top);
        var unmet = (await officer.PageAsync("/indicators/loan-unmet/rows?part=n&by=户")).QuerySelectorAll("tbody tr");
        Assert.Contains("H0002", Assert.Single(unmet).TextContent, StringComparison.Ordinal);
        Assert.Equal("0", Figures.Of(await officer.PageAsync($"/indicators?area={Site.TownB}"), "应贷未贷户", "按户").Top);
        await Figures.OpenAllAsync(officer, "/indicators");
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-43")]
    public async Task Links_reach_those_of_the_key_groups_who_want_one(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "L-1", null, Homes.Adult("有联一"));
        await Homes.PlantAsync(site, Site.VillageA1, "L-2", null, Homes.Adult("未联二"));
        await Homes.PlantAsync(site, Site.VillageA1, "L-3", null, Homes.Adult("不愿三"));
        await Homes.PlantAsync(site, Site.VillageB1, "L-4", h => (h.HouseholdType, h.RiskState, h.IdentifiedMonth, h.Risks) = ("普通农户", "普通户", null, null), Homes.Adult("普通四"));
        foreach (var (home, village, links) in new[] { ("L-1", Site.VillageA1, "是"), ("L-2", Site.VillageA1, "是"), ("L-3", Site.VillageA1, "否"), ("L-4", Site.VillageB1, "是") })
            Assert.Empty(await LedgerRows.EnterAsync(site, "household-wishes", village, Wish(home, "否", "", links)));
        foreach (var (home, village, ends) in new[] { ("L-1", Site.VillageA1, "2027-01-01"), ("L-2", Site.VillageA1, "2026-10-31"), ("L-3", Site.VillageA1, "2027-01-01"), ("L-4", Site.VillageB1, "2027-01-01") })
            await LedgerRows.AddAsync(site, "benefit-links", village, new(2026, 11, 2), new() { ["户"] = home, ["联结起始日期"] = "2026-01-01", ["终止日期"] = ends }, household: home);
        var officer = await site.SignInAsync("monitor");
        async Task SayAsync()
        {
            var page = await officer.PageAsync("/indicators");
            Assert.Equal(("1", "2", "50.0%"), Figures.Of(page, "联农带农覆盖率", "按户"));
            Assert.Equal("1", Figures.Of(page, "有意愿未联结户", "按户").Top);
            await Figures.OpenAllAsync(officer, "/indicators");
        }
        await SayAsync();
        await Nights.AgainAsync(site);
        await SayAsync();
    }

    private static Dictionary<string, string> Wish(string home, string loan, string eligible, string link)
    {
        var wish = new Dictionary<string, string> { ["户"] = home, ["登记日期"] = "2026-10-01", ["有贷款需求"] = loan, ["有联结意愿"] = link };
        if (eligible.Length > 0)
            wish["符合贷款条件"] = eligible;
        if (eligible == "否")
            wish["不符合原因"] = "信用不良";
        return wish;
    }
}
