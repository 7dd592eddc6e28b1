using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Jobs;
using Xianjie.Reports.Tables;
using Xianjie.Reports.Templates;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Reports;

/// <summary>The fifteen tables that ship, over the demo county.</summary>
public sealed class ShippedTableTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Fact]
    public void Fifteen_tables_ship_and_the_same_definition_gives_the_same_workbook()
    {
        var (one, two) = (new ShippedTables().All, new ShippedTables().All);
        Assert.Equal(Enumerable.Range(1, 15), one.Select(t => t.Number));
        Assert.All(one.Zip(two), pair => Assert.Equal(pair.First.Content, pair.Second.Content));
        Assert.All(one, t => Assert.True(t.Basis.Contains("（a）", StringComparison.Ordinal) || t.Basis.Contains("（b）", StringComparison.Ordinal), t.Title));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_table_is_drawn_up_for_the_demo_county_and_its_figures_are_those_of_the_rows_behind_them(string database)
    {
        await using var site = await DemoSite.StartAsync(database);
        var monitor = await site.SignInAsync("jianceyuan");
        var tables = site.Services.GetRequiredService<ShippedTables>().All;
        var refused = new List<string>();
        foreach (var table in tables)
        {
            var answer = await monitor.PostAsync($"/reports/{table.Key}", []);
            if (answer.StatusCode != HttpStatusCode.SeeOther)
                refused.Add($"{table.Title}: {(await Visitor.ReadAsync(answer)).QuerySelector("#form-errors li, main")?.TextContent}");
        }
        Assert.Empty(refused);
        await site.Services.GetRequiredService<Worker>().RunAllAsync(CancellationToken.None);
        await using var db = site.Open();
        Assert.Empty(await db.Set<Job>().AsNoTracking().Where(j => j.Kind == DrawJob.JobKind && j.State != JobState.Done).Select(j => j.Title + j.Outcome).ToListAsync());
        var (rows, filled) = (0, 0);
        foreach (var table in tables)
        {
            var drawn = await db.Set<ReportTable>().AsNoTracking().Where(t => t.Key == table.Key).OrderByDescending(t => t.Number).FirstAsync();
            var figures = await db.Set<ReportFigure>().AsNoTracking().Where(f => f.TableId == drawn.Id).ToListAsync();
            foreach (var figure in figures.Where(f => f.Behind is not null))
            {
                var shares = BehindRows.Unpack(figure.Behind!);
                Assert.Equal(figure.Rows, shares.Count);
                if (shares.All(s => s.Value is not null))
                    Assert.Equal(figure.Value, shares.Sum(s => s.Value));
                rows += shares.Count;
            }
            // sums of the townships are the county's row
            var placed = drawn.Placed();
            foreach (var sum in placed.Where(c => c.Ask is not null && c.Ask.StartsWith('=') && FormulaParts.IsSum(c.Ask)))
                Assert.Equal(FormulaParts.Of(sum, placed).Sum(p => p.Value ?? 0), sum.Value);
            filled += placed.Count(c => c.Value is not (null or 0));
            Assert.Equal(200, (int)(await monitor.GetAsync($"/reports/tables/{drawn.Id}")).StatusCode);
        }
        Assert.True(rows > 200 && filled > 200, $"{rows} rows, {filled} cells");
        // the county's own roll-up says the same
        var solar = await db.Set<ReportTable>().AsNoTracking().Where(t => t.Key == "solar-stations").OrderByDescending(t => t.Number).FirstAsync();
        var total = solar.Placed().Last(c => c.Ask is not null && c.At.StartsWith('C')).Value;
        Assert.Equal($"{total:0}", Books.Figures(await monitor.PageAsync("/ledgers/pv-stations/rollup"))[("合计", "电站")].TextContent);
        // what is opened shows as many rows as the figure counts
        var first = await db.Set<ReportTable>().AsNoTracking().Where(t => t.Key == "prevention-dynamics").OrderByDescending(t => t.Number).FirstAsync();
        foreach (var cell in first.Placed().Where(c => c.Ask?.StartsWith("名册", StringComparison.Ordinal) == true && c.Value > 0).Take(5))
            Assert.Equal([$"{cell.Value:0}", $"{cell.Value:0}"], (await monitor.PageAsync($"/reports/tables/{first.Id}/cells/{cell.At}")).QuerySelectorAll(".total b").Select(b => b.TextContent));
    }
}
