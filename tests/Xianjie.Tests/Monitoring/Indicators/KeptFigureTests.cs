using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Indicators;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Figures are worked out at night, kept with their rows, and read from there.</summary>
public sealed class KeptFigureTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-31")]
    public async Task A_kept_figure_opens_to_its_rows_for_ever_even_where_they_would_no_longer_be_counted(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        await Nights.KeepAsync(site);
        var monitor = await site.SignInAsync("monitor");
        Assert.True(await Figures.OpenAllAsync(monitor, "/indicators") > 60);
        Assert.Equal(("0", "1"), (Figures.Of(await monitor.PageAsync("/indicators"), "住房达标率", "按户").Top, Figures.Of(await monitor.PageAsync("/indicators"), "住房达标率", "按户").Bottom));
        await ChangeAsync(site, async db => (await db.Set<Living>().SingleAsync()).HouseGrade = null);
        await ChangeAsync(site, async db => (await db.Set<Person>().SingleAsync(p => p.Name == "孙四")).State = PersonState.Left);
        site.Clock.Move(TimeSpan.FromDays(30));
        monitor = await site.SignInAsync("monitor");
        Assert.Equal("1", Figures.Of(await monitor.PageAsync("/indicators?month=202611"), "住房达标率", "按户").Bottom);
        Assert.True(await Figures.OpenAllAsync(monitor, "/indicators?month=202611") > 60);
        var people = await monitor.PageAsync($"/indicators/scale-all/rows?part=d&by=人&area={Site.County}&month=202611");
        Assert.Contains("孙四", people.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        // A township opens its own part of it
        Assert.DoesNotContain("孙四", (await (await site.SignInAsync("clerk")).PageAsync("/indicators/scale-all/rows?part=d&by=人&month=202611")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_kept_is_shown_until_somebody_works_it_out_anew_and_nothing_is_kept_twice(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        await Nights.KeepAsync(site);
        var rows = await RowsAsync(site);
        await ChangeAsync(site, async db => (await db.Set<Living>().SingleAsync()).HouseGrade = "A级");
        var monitor = await site.SignInAsync("monitor");
        var page = await monitor.PageAsync("/indicators");
        Assert.Contains("数据截至 2026-11-02 09:00", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("0", Figures.Of(page, "住房达标率", "按户").Top);
        Assert.NotEqual(HttpStatusCode.SeeOther, (await (await site.SignInAsync("clerk")).PostToAsync("/inbox", "/indicators?handler=Refresh", [])).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/indicators?handler=Refresh", [])).StatusCode);
        await site.RunJobsAsync();
        Assert.Equal("1", Figures.Of(await monitor.PageAsync("/indicators"), "住房达标率", "按户").Top);
        Assert.Equal(rows, await RowsAsync(site));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Loans_that_are_overdue_are_a_share_of_all_balances_and_follow_what_is_delivered(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await County.SettleAsync(site, 2, "李四", Site.VillageB1);
        var officer = await site.SignInAsync("monitor");
        const string Header = "身份证号,姓名,借据号,贷款金额,余额,到期日期,逾期天数,统计日期";
        await County.DeliverAsync(site, officer, "small_loan", $"{Header}\n{County.Id(1)},张三,J1,30000,30000,2027-01-01,0,2026-10-31\n{County.Id(2)},李四,J2,50000,10000.50,2026-09-01,60,2026-10-31\n{County.Id(2)},李四,J2,50000,20000,2026-09-01,30,2026-09-30\n");
        await Nights.KeepAsync(site);
        Assert.Equal(("10,000.50", "40,000.50", "25.0%"), Figures.Of(await officer.PageAsync("/indicators"), "小额信贷逾期率", ""));
        Assert.Equal(("20,000.00", "20,000.00", "100.0%"), Figures.Of(await officer.PageAsync("/indicators?month=202609"), "小额信贷逾期率", ""));
        await Figures.OpenAllAsync(officer, "/indicators");
        await County.DeliverAsync(site, officer, "small_loan", $"{Header}\n{County.Id(2)},李四,J2,50000,0,2026-09-01,0,2026-10-31\n");
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.PostAsync("/indicators?handler=Refresh", [])).StatusCode);
        await site.RunJobsAsync();
        Assert.Equal(("0.00", "30,000.00", "0.0%"), Figures.Of(await officer.PageAsync("/indicators"), "小额信贷逾期率", ""));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_works_away_is_told_by_how_far_and_the_shares_are_whole(string database)
    {
        await using var site = await Site.StartAsync(database);
        string?[] places = ["广东省东莞市东城区", "青岚省岚州市江北区", "青岚省临川市白鹿区", "青岚省临川市青禾县", null];
        foreach (var (at, place) in places.Index())
        {
            var (_, person) = await County.SettleAsync(site, at + 1, $"务工{(char)('甲' + at)}", Site.VillageA1);
            await ChangeAsync(site, async db =>
            {
                var worker = await db.Set<Person>().SingleAsync(p => p.Id == person);
                (worker.WorkMonths, worker.WorkPlace) = (8, place);
            });
        }
        var page = await (await site.SignInAsync("monitor")).PageAsync("/indicators");
        foreach (var title in new[] { "省外务工占比", "省内市外务工占比", "市内县外务工占比", "县内务工占比", "务工地不明占比" })
            Assert.Equal((title, ("1", "5", "20.0%")), (title, Figures.Of(page, title, "")));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_fell_back_below_the_line_is_not_steady_and_was_so_only_from_the_month_of_the_decision(string database)
    {
        await using var site = await Site.StartAsync(database);
        var poor = await Homes.PlantAsync(site, Site.VillageA1, "P-1", h => (h.IsExitedPoverty, h.IdentifiedMonth) = (true, 202609), Homes.Adult("赵一"));
        var monitored = await Homes.PlantAsync(site, Site.VillageA1, "P-2", h => (h.IsExitedPoverty, h.IdentifiedMonth) = (true, 202609), Homes.Adult("钱二"), Homes.Adult("钱三", "配偶"));
        await Homes.AddAsync(site, new IncomeYear { HouseholdId = poor, Division = Site.VillageA1, Year = 2025, PerCapita = 3_000_00 }, new IncomeYear { HouseholdId = monitored, Division = Site.VillageA1, Year = 2025, PerCapita = 9_000_00 });
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal(("2", "3", "66.7%"), Figures.Of(await monitor.PageAsync("/indicators"), "巩固率", "按人"));
        Assert.Equal(("3", "3", "100.0%"), Figures.Of(await monitor.PageAsync("/indicators?month=202608"), "巩固率", "按人"));
    }

    /// <summary>How many sets of rows are kept; the same rows are kept once.</summary>
    private static async Task<int> RowsAsync(Site site)
    {
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<KeptRows>().CountAsync(r => !db.Set<IndicatorValue>().Any(v => v.NumeratorRows == r.Id || v.DenominatorRows == r.Id)));
        return await db.Set<KeptRows>().CountAsync();
    }

    private static async Task ChangeAsync(Site site, Func<Xianjie.Platform.Data.XianjieDb, Task> change)
    {
        await using var db = site.Open();
        db.Act = new Act("test", "change");
        await change(db);
        await db.SaveChangesAsync();
    }
}
