using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Indicators;
using Xianjie.Registry.Households;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Figures of any past day are seen as they stood, with their rows and the version of the definition they were reckoned with.</summary>
public sealed class PastDayTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_past_day_is_seen_as_it_stood_and_each_figure_is_worked_out_anew_to_the_last_digit(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        await LedgerRows.AddAsync(site, "workshops", Site.VillageA1, new(2026, 11, 2), new() { ["车间名称"] = "甲", ["运行情况"] = "正常", ["吸纳人数"] = "12" });
        await Nights.KeepAsync(site);
        await using (var db = site.Open())
        {
            db.Act = new("test", "change");
            (await db.Set<Living>().SingleAsync()).HouseGrade = "A级";
            (await db.Set<LedgerRow>().SingleAsync()).State = RowState.已退回;
            await db.SaveChangesAsync();
        }
        var before = await CountAsync(site);
        site.Clock.Move(TimeSpan.FromDays(3));
        await Nights.KeepAsync(site);
        var after = await CountAsync(site);
        // Housing has a new figure; those of the workshop ended without another; the rest stands in the same interval
        Assert.Equal(1, after - before);
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var (reader, rows) = (scope.ServiceProvider.GetRequiredService<IndicatorReader>(), scope.ServiceProvider.GetRequiredService<IndicatorRows>());
        foreach (var (day, housed, workshops) in new[] { (new DateOnly(2026, 11, 2), 0, 1), (new DateOnly(2026, 11, 4), 0, 1), (new DateOnly(2026, 11, 5), 1, 0) })
        {
            var figures = await reader.FiguresAsync([(reader.Book.Find("housed")!, "户"), (reader.Book.Find("workshops-open")!, "")], Site.County, day, default);
            Assert.Equal((day, housed, workshops), (day, figures[("housed", "户")].Numerator, figures[("workshops-open", "")].Denominator));
            Assert.Equal(workshops, (await rows.PageAsync(reader.Book.Find("workshops-open")!, "", false, Site.County, day, _ => (0, 10), default))!.Total);
        }
        var monitor = await site.SignInAsync("monitor");
        Assert.Contains("2026年11月2日", (await monitor.PageAsync("/indicators/workshops-open/rows?part=n&day=2026-11-02")).Body!.TextContent, StringComparison.Ordinal);
        await RecomputeAsync(site, rows);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Ends_of_months_that_nobody_kept_are_made_up_for_and_a_month_before_follows_late_rows(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        await LedgerRows.AddAsync(site, "public-posts", Site.VillageA1, new(2025, 11, 2), new() { ["岗位名称"] = "保洁", ["核定数"] = "10", ["在岗数"] = "4" });
        await Nights.KeepAsync(site);
        Assert.Equal(("4", "10"), await OnAsync(site, new(2025, 11, 30)));
        await using (var db = site.Open())
            Assert.Contains(new DateOnly(2025, 11, 30), await db.Set<IndicatorRun>().Select(r => r.On).ToListAsync());
        await LedgerRows.AddAsync(site, "public-posts", Site.VillageA1, new(2026, 10, 2), new() { ["岗位名称"] = "保洁", ["核定数"] = "10", ["在岗数"] = "7" });
        Assert.Equal(("0", "0"), await OnAsync(site, new(2026, 10, 31)));
        site.Clock.Move(TimeSpan.FromDays(1));
        await Nights.KeepAsync(site);
        Assert.Equal(("7", "10"), await OnAsync(site, new(2026, 10, 31)));
        // The new month does not take the old one's figure along
        Assert.Equal(("0", "0"), await OnAsync(site, new(2026, 11, 3)));
        await using var all = site.Open();
        Assert.DoesNotContain((await all.Set<IndicatorValue>().AsNoTracking().ToListAsync()).GroupBy(v => (v.Key, v.By, v.Division)), g => g.OrderBy(v => v.From).Zip(g.OrderBy(v => v.From).Skip(1)).Any(p => p.First.Below > p.Second.From));
    }

    private static async Task<(string, string)> OnAsync(Site site, DateOnly day)
    {
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var reader = scope.ServiceProvider.GetRequiredService<IndicatorReader>();
        var figure = (await reader.FiguresAsync([(reader.Book.Find("posts-filled")!, "")], Site.County, day, default))[("posts-filled", "")];
        return (figure.Top, figure.Bottom);
    }

    private static async Task<int> CountAsync(Site site)
    {
        await using var db = site.Open();
        // Ends of earlier months that are made up for each night do not belong here
        return await db.Set<IndicatorValue>().CountAsync(v => v.From >= new DateOnly(2026, 11, 2));
    }

    private static async Task RecomputeAsync(Site site, IndicatorRows rows)
    {
        await using var db = site.Open();
        var (values, versions) = (await db.Set<IndicatorValue>().AsNoTracking().ToListAsync(), await db.Set<IndicatorVersion>().AsNoTracking().ToDictionaryAsync(v => v.Id));
        Assert.True(values.Count > 60);
        foreach (var value in values)
        {
            Assert.Equal((value.Key, value.Numerator, value.Denominator), (value.Key, (await rows.RecomputeAsync(value, default)).Numerator, (await rows.RecomputeAsync(value, default)).Denominator));
            Assert.Contains($"key: {value.Key}", versions[value.Version].Text, StringComparison.Ordinal);
        }
    }
}
