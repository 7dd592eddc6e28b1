using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Import;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Exports;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class LongImportTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const int Rows = 5400;

    private const string Text = """
        - key: well-counts
          title: 水井清点
          module: 乡村建设
          owner: 水务局
          grain: site
          level: village
          basis: 试验
          fields:
            - {name: 名称, english: title, type: text, required: true}
            - {name: 深度, english: depth, type: decimal}
            - {name: 年份, english: dug, type: year}
            - {name: 造价, english: cost, type: money}
            - {name: 清点日期, english: counted, type: date}
            - {name: 起用月份, english: since, type: month}
            - {name: 在用, english: in_use, type: bool}
            - {name: 用途, english: uses, type: codes, codes: [饮用, 灌溉, 养殖]}
            - {name: 位置, english: spot, type: location}
            - {name: 电话, english: contact, type: phone}
        """;

    private static string Csv(int rows, Func<int, string> year) => "*区划,*名称,年份\n" + string.Concat(Enumerable.Range(0, rows).Select(at => $"大坪村,井{at},{year(at)}\n"));

    [Theory, MemberData(nameof(Databases))]
    public async Task A_long_file_is_taken_by_a_job_as_a_whole_and_never_twice_and_its_errors_leave_on_record(string database)
    {
        await using var site = await Books.StartAsync(database, ("counts.yaml", Text));
        var clerk = await site.SignInAsync("clerk");
        Task<HttpResponseMessage> SendAsync(string csv, Dictionary<string, string>? more = null) => clerk.PostAsync("/ledgers/well-counts/import", more ?? [], ("upload", "清点.csv", Encoding.UTF8.GetBytes(csv)));
        var bad = await SendAsync(Csv(Rows, at => at == 5300 ? "去年" : "2020"));
        Assert.Equal(HttpStatusCode.SeeOther, bad.StatusCode);
        var job = bad.Headers.Location!.ToString();
        Assert.StartsWith("/jobs/", job, StringComparison.Ordinal);
        await site.RunJobsAsync();
        var page = await clerk.PageAsync(job);
        Assert.Contains("1 行有错，没有导入任何一行", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("0", Books.Total(await clerk.PageAsync("/ledgers/well-counts")));
        await using (var db = site.Open())
        {
            var errors = await clerk.GetAsync(page.QuerySelector("a[href^='/downloads/']")!.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, errors.StatusCode);
            var record = await db.Set<ExportRecord>().AsNoTracking().SingleAsync();
            Assert.Equal((HandBack.Purpose, ExportState.已下载), (record.Purpose, record.State));
            // mended and sent again as it is: the workbook is its own template
            var again = await clerk.PostAsync("/ledgers/well-counts/import", [], ("upload", "改好.xlsx", await errors.Content.ReadAsByteArrayAsync()));
            Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        }
        await site.RunJobsAsync();
        Assert.Equal("0", Books.Total(await clerk.PageAsync("/ledgers/well-counts")));

        var good = Csv(Rows, _ => "2020");
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(good)).StatusCode);
        Assert.Contains("同一个文件正在导入", (await Visitor.ReadAsync(await SendAsync(good))).Body!.TextContent, StringComparison.Ordinal);
        await site.RunJobsAsync();
        Assert.Equal(Rows.ToString("N0", CultureInfo.InvariantCulture), Books.Total(await clerk.PageAsync("/ledgers/well-counts")));
        Assert.Contains("没有再导一遍", (await Visitor.ReadAsync(await SendAsync(good))).Body!.TextContent, StringComparison.Ordinal);
        await using var end = site.Open();
        Assert.Equal([(Rows, 0, 1, DeliveryState.有错), (Rows, 0, 1, DeliveryState.有错), (Rows, Rows, 0, DeliveryState.已导入)], (await end.Set<LedgerDelivery>().AsNoTracking().OrderBy(d => d.At).ToListAsync()).Select(d => (d.Rows, d.Added, d.Faulty, d.State)));
        Assert.Equal(Rows, await end.Set<LedgerRow>().CountAsync());
        Assert.Equal(Rows, await end.Set<Xianjie.Platform.Changes.Change>().CountAsync(c => c.Object == nameof(LedgerRow)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Whatever_was_imported_goes_out_and_comes_in_again_without_a_change(string database)
    {
        await using var site = await Books.StartAsync(database, ("counts.yaml", Text));
        var clerk = await site.SignInAsync("clerk");
        var draws = new Random(20261123);
        string Some(params string[] values) => values[draws.Next(values.Length)];
        var csv = new StringBuilder("*区划,*名称,深度,年份,造价,清点日期,起用月份,在用,用途,位置,电话\n");
        for (var at = 0; at < 250; at++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Some("大坪村", $"{Site.VillageA2}")},\"井{at}{Some("", " 号", "，东", "\"\"甲\"\"", "=1+1", "'", "０１", "A\tB")}\",{Some("", "3", "12.50", "0.3", "-1")},{Some("", "2019", "1998")},{Some("", "100", "1,200.5", "3万".Replace("3万", "30000"), "0.01").Replace(",", "", StringComparison.Ordinal)},");
            csv.Append(CultureInfo.InvariantCulture, $"{Some("", "2026-03-05", "2026/3/5", "2026年3月5日", "20260305")},{Some("", "202601", "2026-01")},{Some("", "是", "否")},{Some("", "饮用", "灌溉、饮用", "养殖;饮用")},{Some("", "\"105.1234,26.5678\"")},{Some("", "13800000001", "13900000002")}\n");
        }
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync("/ledgers/well-counts/import", [], ("upload", "a.csv", Encoding.UTF8.GetBytes(csv.ToString())))).StatusCode);
        var before = await RowsAsync(site);
        Assert.Equal(250, before.Count);
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var export = await clerk.PostToAsync("/ledgers/well-counts", "/ledgers/well-counts?handler=Export", new() { ["format"] = format, ["ExportPurpose"] = "日常工作核对" });
            Assert.Equal(HttpStatusCode.OK, export.StatusCode);
            Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync("/ledgers/well-counts/import", [], ("upload", "b." + format, await export.Content.ReadAsByteArrayAsync()))).StatusCode);
            Assert.Contains("没有变化 250", (await clerk.PageAsync("/ledgers/well-counts")).Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal(before, await RowsAsync(site));
        }
    }

    private static async Task<List<string>> RowsAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<LedgerRow>().AsNoTracking().OrderBy(r => r.Id).Select(r => r.Id + "|" + r.Division + "|" + r.Values + "|" + r.Version).ToListAsync();
    }
}
