using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Figures over rows of ledgers: as many as the rows they open to, at every level; the parts make the whole.</summary>
public sealed class LedgerIndicatorTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_figure_is_its_rows_in_county_township_and_village_and_the_parts_make_the_whole_live_and_kept(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Figures.PlantAsync(site);
        await LedgerRows.PlantAllAsync(site, Wanted(site));
        await FiguresAreRowsAsync(site);
        await Nights.KeepAsync(site);
        await FiguresAreRowsAsync(site);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Rows_sent_back_do_not_count_a_person_trained_twice_counts_once_and_amounts_of_people_are_never_shown(string database)
    {
        await using var site = await Site.StartAsync(database);
        var state = new Dictionary<string, string> { ["车间名称"] = "甲", ["运行情况"] = "正常", ["吸纳人数"] = "12" };
        await LedgerRows.AddAsync(site, "workshops", Site.VillageA1, Today, state);
        await LedgerRows.AddAsync(site, "workshops", Site.VillageA1, Today, new(state) { ["车间名称"] = "乙", ["运行情况"] = "停工", ["吸纳人数"] = "3" });
        await LedgerRows.AddAsync(site, "workshops", Site.VillageB1, Today, new(state) { ["车间名称"] = "丙" }, RowState.已退回);
        var trained = new Dictionary<string, string> { ["人"] = "赵一", ["人员身份"] = "脱贫人口", ["班次"] = "一期" };
        await LedgerRows.AddAsync(site, "trainings", Site.VillageA1, Today, trained);
        await LedgerRows.AddAsync(site, "trainings", Site.VillageA1, Today, new(trained) { ["班次"] = "二期" });
        await LedgerRows.AddAsync(site, "trainings", Site.VillageA1, Today, new(trained) { ["人"] = "钱二", ["人员身份"] = "一般农户" });
        await LedgerRows.AddAsync(site, "benefit-links", Site.VillageA1, Today, new() { ["户"] = "I-1", ["实付金额"] = "1234.50" });
        await LedgerRows.AddAsync(site, "benefit-links", Site.VillageA1, Today, new() { ["户"] = "I-2", ["实付金额"] = "100.50" });
        var monitor = await site.SignInAsync("monitor");
        async Task SayAsync()
        {
            var page = await monitor.PageAsync("/indicators");
            Assert.Equal(("1", "2", "50.0%"), Figures.Of(page, "帮扶车间开工率", ""));
            Assert.Equal("15", Figures.Of(page, "帮扶车间吸纳人数", "").Top);
            Assert.Equal("1", Figures.Of(page, "本年培训脱贫和边缘人口", "").Top);
            Assert.Equal(("1,335.00", "2", "667.5"), Figures.Of(page, "联农带农户均增收", ""));
            var rows = await monitor.PageAsync("/indicators/links-income/rows?part=n");
            Assert.Equal("1,335.00", rows.QuerySelector(".total b")!.TextContent);
            Assert.DoesNotContain("1,234.50", rows.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("/ledgers/workshops/rows/", (await monitor.PageAsync("/indicators/workshops-open/rows?part=n")).QuerySelector("tbody a")!.GetAttribute("href")!, StringComparison.Ordinal);
        }
        await SayAsync();
        await Nights.AgainAsync(site);
        await SayAsync();
        await using var db = site.Open();
        Assert.All(db.Set<KeptRows>().ToList(), k => Assert.Equal(k.ContentSealed is null, k.Content.Length > 0));
        Assert.Single(db.Set<KeptRows>().Where(k => k.ContentSealed != null));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_view_has_its_lines_its_light_and_the_places_that_have_not_reported(string database)
    {
        await using var site = await Site.StartAsync(database);
        await LedgerRows.AddAsync(site, "public-posts", Site.VillageA1, Today, new() { ["岗位名称"] = "保洁", ["核定数"] = "10", ["在岗数"] = "9" });
        await LedgerRows.AddAsync(site, "public-posts", Site.VillageA1, Today.AddMonths(-1), new() { ["岗位名称"] = "保洁", ["核定数"] = "10", ["在岗数"] = "10" });
        await LedgerRows.AddAsync(site, "fund-months", Site.County, Today, new() { ["资金来源"] = "中央财政", ["下达金额"] = "200", ["累计到位"] = "100", ["累计分解"] = "100", ["累计支付"] = "96", ["其中产业类"] = "50" });
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var views = await scope.ServiceProvider.GetRequiredService<IndicatorReader>().ViewsAsync([("posts-filled", ""), ("funds-paid", ""), ("industry-share", ""), ("funds-arrived", ""), ("teams-on", "")], Site.County, Today, default);
        Assert.Equal(["90.0%", "96.0%", "50.0%", "50.0%", "—"], views.Select(v => v.Now!.Text));
        // November's line of payment is 95 %; a share of industry below 60 % is beyond the red line; nothing is aimed at for arrival; nobody reported
        Assert.Equal([Light.黄, Light.绿, Light.红, Light.无, Light.灰], views.Select(v => v.Light));
        Assert.Equal((95m, 60m, "100.0%", 3, 0), (views[0].Target, views[2].Red, views[0].Before!.Text, views[0].MissingUnits, views[1].MissingUnits));
        var trend = await scope.ServiceProvider.GetRequiredService<IndicatorReader>().TrendAsync("posts-filled", "", Site.County, Today, 3, default);
        Assert.Equal([(202609, "—"), (202610, "100.0%"), (202611, "90.0%")], trend.Select(t => (t.Month, t.Figure!.Text)));
    }

    private static HashSet<string> Wanted(Site site) => [.. site.Services.GetRequiredService<IndicatorBook>().All.SelectMany(d => new[] { d.From?.Ledger, d.Per?.Ledger }).OfType<string>()];

    private static async Task FiguresAreRowsAsync(Site site)
    {
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var (reader, rows) = (scope.ServiceProvider.GetRequiredService<IndicatorReader>(), scope.ServiceProvider.GetRequiredService<IndicatorRows>());
        var filled = 0;
        foreach (var definition in reader.Book.All.Where(d => d.Missing is null && d.From is not null))
        {
            foreach (var by in definition.By)
            {
                var places = new[] { Site.County, Site.TownA, Site.TownB, Site.VillageA1, Site.VillageA2, Site.VillageB1, Site.VillageB2 };
                var figures = await reader.ByPlaceAsync(definition, by, Site.County, places, Today, default);
                foreach (var (place, figure) in figures)
                {
                    foreach (var isNumerator in definition.IsRatio ? new[] { true, false } : [true])
                    {
                        var page = await rows.PageAsync(definition, by, isNumerator, place, Today, _ => (0, 1000), default);
                        var side = isNumerator ? figure.Numerator : figure.Denominator;
                        Assert.Equal((definition.Key, place, side, side, page!.Rows.Count), (definition.Key, place, page.Sum, page.Rows.Sum(r => r.Value), page.Total));
                        filled += side > 0 ? 1 : 0;
                    }
                }
                if (figures[Site.County].Numerator != figures.Where(f => f.Key % 1000 > 0).Sum(f => f.Value.Numerator))
                    Assert.Contains(await AtCountyAsync(rows, definition, by), r => r.Division is Site.County or Site.TownA or Site.TownB);
                Assert.Equal(figures[Site.TownA].Denominator, figures[Site.VillageA1].Denominator + figures[Site.VillageA2].Denominator);
            }
        }
        Assert.True(filled > 100, $"{filled}");
    }

    /// <summary>Rows that stand at a county or township belong to no village.</summary>
    private static async Task<IReadOnlyList<IndicatorRow>> AtCountyAsync(IndicatorRows rows, IndicatorDefinition definition, string by) => (await rows.PageAsync(definition, by, true, Site.County, Today, _ => (0, 1000), default))!.Rows;
}
