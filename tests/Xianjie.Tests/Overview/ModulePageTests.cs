using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Overview.Modules;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Overview;

public sealed class ModulePageTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_module_lists_its_ledgers_with_rows_and_late_units_that_open_to_the_same_counts(string database)
    {
        await using var site = await Books.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await Books.EnterAsync(monitor, Books.Well("东井", 120, "井水"));
        await Books.EnterAsync(monitor, Books.Well("南井", 80, "山泉", place: Site.VillageB1));
        // the clock stands at 2 November: October is not due yet, September is late everywhere but in one village
        await Books.EnterAsync(monitor, new() { ["Place"] = $"{Site.VillageA1}", ["f.days_off"] = "1" }, "wells-monthly", "?period=20260901");
        var page = await monitor.PageAsync("/modules/M8");
        var rows = page.QuerySelectorAll("#ledgers tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim());
        Assert.Equal(["供水月报", "水井台账"], rows.Keys.Order());
        var wells = rows["水井台账"].QuerySelector("td[data-label=行数] a")!;
        Assert.Equal("2", wells.TextContent);
        Assert.Equal("2", Books.Total(await monitor.PageAsync(wells.GetAttribute("href")!)));
        var late = rows["供水月报"].QuerySelector("td[data-label=逾期未报] a")!;
        Assert.Equal("3", late.TextContent);
        Assert.Contains("未报 3 个", (await monitor.PageAsync(late.GetAttribute("href")!)).QuerySelector(".total")!.TextContent, StringComparison.Ordinal);

        var clerk = await site.SignInAsync("clerk");
        var own = (await clerk.PageAsync("/modules/M8")).QuerySelectorAll("#ledgers tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim());
        Assert.Equal(("1", "1"), (own["水井台账"].QuerySelector("td[data-label=行数] a")!.TextContent, own["供水月报"].QuerySelector("td[data-label=逾期未报] a")!.TextContent));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/modules/M99")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Units_that_were_late_on_a_past_day_are_those_that_had_not_reported_by_then(string database)
    {
        await using var site = await Books.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        site.Clock.Move(TimeSpan.FromDays(8));
        Assert.Equal(4, await LateAsync(site, new(2026, 11, 10)));
        await Books.EnterAsync(clerk, new() { ["Place"] = $"{Site.VillageA1}", ["f.days_off"] = "1" }, "wells-monthly", "?period=20261001");
        Assert.Equal(3, await LateAsync(site, new(2026, 11, 10)));
        // the day before nobody had; on the day when October was due, September was the last that was late
        Assert.Equal(4, await LateAsync(site, new(2026, 11, 9)));
        Assert.Equal(4, await LateAsync(site, new(2026, 11, 6)));
    }

    private static async Task<int> LateAsync(Site site, DateOnly day)
    {
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var ledger = (await scope.ServiceProvider.GetRequiredService<Xianjie.Ledgers.Definitions.LedgerBook>().FindAsync("wells-monthly", CancellationToken.None))!;
        return (await scope.ServiceProvider.GetRequiredService<LedgerStates>().LateAsync([ledger], Site.County, day, CancellationToken.None)).Count;
    }

    [Fact]
    public async Task The_modules_together_list_every_shipped_ledger_and_indicator_once()
    {
        await using var site = await Site.StartAsync("sqlite");
        var monitor = await site.SignInAsync("monitor");
        var listed = new List<string>();
        var indicators = 0;
        foreach (var module in ModuleBook.All)
        {
            var page = await monitor.PageAsync($"/modules/{module.Code}");
            listed.AddRange(page.QuerySelectorAll("#ledgers tbody th a").Select(a => a.GetAttribute("href")!.Split('?')[0]));
            indicators += int.Parse(page.QuerySelector(".total b")!.TextContent, System.Globalization.CultureInfo.InvariantCulture);
        }
        var all = (await monitor.PageAsync("/ledgers")).QuerySelectorAll("table.grid tbody th a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(all.Count > 100);
        Assert.Equal(all.Order(), listed.Order());
        var book = (Xianjie.Platform.Indicators.IndicatorBook)site.Services.GetService(typeof(Xianjie.Platform.Indicators.IndicatorBook))!;
        Assert.Equal(book.All.Sum(d => d.Missing is null ? d.By.Count : 1), indicators);
    }
}
