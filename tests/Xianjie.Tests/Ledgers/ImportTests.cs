using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rollup;
using Xianjie.Ledgers.Rows;
using Xianjie.Ledgers.Definitions;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class ImportTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_file_is_taken_as_a_whole_or_not_at_all_and_what_was_exported_changes_nothing(string database)
    {
        await using var site = await Books.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        Task<HttpResponseMessage> SendAsync(string csv, string handler = "") => clerk.PostAsync("/ledgers/wells/import" + handler, [], ("upload", "井.csv", Encoding.UTF8.GetBytes(csv)));
        var template = await clerk.GetAsync("/ledgers/wells/import?handler=Template");
        Assert.Equal((HttpStatusCode.OK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (template.StatusCode, template.Content.Headers.ContentType!.MediaType));

        const string bad = "*区划,*井名,*供水人口（人）,*水源,投资（元）,管护人电话\n大坪村,东井,1200,井水,100.5,13800000001\n柳树村,西井,很多,山泉,,\n松林村,远井,10,山泉,,\n";
        var refused = await Visitor.ReadAsync(await SendAsync(bad));
        Assert.Contains("2 行有错，没有导入任何一行", refused.Body!.TextContent, StringComparison.Ordinal);
        var errors = await clerk.GetAsync(refused.QuerySelector("a[href^='/downloads/']")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, errors.StatusCode);
        Assert.Equal("0", Books.Total(await clerk.PageAsync("/ledgers/wells")));

        const string good = "*区划,*井名,*供水人口（人）,*水源,投资（元）,管护人电话\n大坪村,东井,1200,井水,100.5,13800000001\n990101101202,西井,30,山泉,,\n";
        Assert.Contains("将新增 2 行", (await Visitor.ReadAsync(await SendAsync(good, "?handler=Check"))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("0", Books.Total(await clerk.PageAsync("/ledgers/wells")));
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(good)).StatusCode);
        Assert.Equal("2", Books.Total(await clerk.PageAsync("/ledgers/wells")));

        var before = await RowsAsync(site);
        var export = await clerk.PostToAsync("/ledgers/wells", "/ledgers/wells?handler=Export", new() { ["format"] = "csv", ["ExportPurpose"] = "日常工作核对" });
        Assert.Equal(HttpStatusCode.OK, export.StatusCode);
        var csv = await export.Content.ReadAsByteArrayAsync();
        Assert.DoesNotContain("13800000001", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync("/ledgers/wells/import", [], ("upload", "导出.csv", csv))).StatusCode);
        Assert.Contains("没有变化 2", (await clerk.PageAsync("/ledgers/wells")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(site));
    }

    private static async Task<List<string>> RowsAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<LedgerRow>().AsNoTracking().OrderBy(r => r.Id).Select(r => r.Id + "|" + r.Division + "|" + r.Values + "|" + r.Version + "|" + r.UniqueKey).ToListAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_parts_of_a_rollup_make_the_whole_and_every_count_opens_to_as_many_rows(string database)
    {
        await using var site = await Books.StartAsync(database);
        long[] villages = [Site.VillageA1, Site.VillageA2, Site.VillageB1, Site.VillageB2];
        string[] sources = ["地下水", "山泉", "水库"];
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var services = scope.ServiceProvider.GetRequiredService<LedgerServices>();
        var ledger = (await services.Book.FindAsync("wells", CancellationToken.None))!;
        var standing = Span.Of(PeriodKind.None, 0)!.Value;
        var draws = new Random(20261122);
        var people = 0;
        var inputs = Enumerable.Range(0, 240).Select(at =>
        {
            var served = draws.Next(0, 5000);
            people += served;
            return new RowInput(villages[draws.Next(4)], standing, new Dictionary<string, string> { ["well_name"] = $"井{at}", ["people"] = $"{served}", ["water_source"] = sources[draws.Next(3)], ["is_treated"] = draws.Next(3) switch { 0 => "是", 1 => "否", _ => "" }, ["invested"] = $"{draws.Next(0, 100000) / 100m}" }) { Number = at };
        }).ToList();
        var drafts = await services.Desk.LookAsync(ledger, inputs, CancellationToken.None);
        Assert.All(drafts, d => Assert.True(d.IsGood));
        await services.Desk.WriteAsync(ledger, drafts, "试验", null, CancellationToken.None);
        foreach (var group in new[] { null, ledger["water_source"] })
        {
            var ask = new RollupAsk(ledger, standing, Site.County, group, false);
            var table = await services.Rollup.BuildAsync(ask, CancellationToken.None);
            for (var figure = 0; figure < ledger.Rollups.Count; figure++)
                Assert.Equal(table.Whole.Figures[figure].Value, table.Lines.Sum(l => l.Figures[figure].Value ?? 0));
            Assert.Equal((240, people), (table.Whole.Figures[0].Value, table.Whole.Figures[1].Value));
            foreach (var line in table.Lines)
                foreach (var figure in new[] { 0, 2 })
                    Assert.Equal(line.Figures[figure].Value ?? 0, (await services.Rollup.BehindAsync(ask with { Area = line.Area }, figure, line.Value, CancellationToken.None)).Count);
        }
    }
}
