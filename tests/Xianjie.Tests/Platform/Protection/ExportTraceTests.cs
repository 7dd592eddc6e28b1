using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Files;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Tests.Monitoring;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>Exports: purpose, mark, limit, second person, expiry, and whence a leaked file came. ASVS 8.1.3, 8.3.5, 8.3.8.</summary>
public sealed class ExportTraceTests
{
    private static readonly Dictionary<string, string> Wish = new() { ["format"] = "xlsx", ["what"] = "list", ["ExportPurpose"] = "督查检查", ["ExportWords"] = "第三季度" };

    private static byte[] Rows(int count) => ImportRows.Households([.. Enumerable.Range(1, count).Select(i => ($"HX2026{i:D5}", Site.VillageA1))]);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_leaked_workbook_its_rows_in_another_one_and_the_very_bytes_all_lead_to_the_export(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        await ImportRows.SendAsync(site, clerk, "户.csv", Rows(30));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync("/households/export", new() { ["format"] = "xlsx", ["what"] = "list" })).StatusCode);
        var first = await (await clerk.PostAsync("/households/export", Wish)).Content.ReadAsByteArrayAsync();
        await ImportRows.SendAsync(site, clerk, "户.csv", Rows(31));
        var second = await (await monitor.PostAsync("/households/export", Wish)).Content.ReadAsByteArrayAsync();

        Assert.Equal([(1, "就是这个文件")], (await TraceAsync(site, "leak.xlsx", first)).Take(1).Select(f => (f.Number, f.How)));
        var opened = Changed(second);
        Assert.Equal((2, "文件里有这一份的编号"), (await TraceAsync(site, "leak.xlsx", opened)).Select(f => (f.Number, f.How)).First());
        var rows = await TraceAsync(site, "copied.csv", Encoding.UTF8.GetBytes("甲,乙\nHX202600003,x\nHX202600017,y\nHX202600031,z\n"));
        Assert.Equal((2, 1.0), (rows[0].Number, rows[0].Share));
        Assert.Contains("monitor", rows[0].By, StringComparison.Ordinal);
        Assert.Equal(1, rows[1].Number);
        Assert.Empty(await TraceAsync(site, "other.csv", Encoding.UTF8.GetBytes("甲,乙\nZZ999900003,x\nZZ999900017,y\n")));

        var parts = Parts(first);
        Assert.Contains("第 1 份", parts["xl/worksheets/sheet1.xml"], StringComparison.Ordinal);
        Assert.Contains("督查检查：第三季度", parts["xl/worksheets/sheet2.xml"], StringComparison.Ordinal);
        Assert.Contains("@_X_1", parts["xl/styles.xml"], StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal([(30, ExportState.已下载), (31, ExportState.已下载)], (await db.Set<ExportRecord>().OrderBy(r => r.Number).ToListAsync()).Select(r => (r.Rows, r.State)));
        var list = (await (await site.SignInAsync("audit-admin")).PageAsync("/exports?Number=2")).Body!.TextContent;
        Assert.Contains("督查检查：第三季度", list, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task What_an_import_gives_back_is_on_record_each_time_and_carries_its_number(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", Rows(1));
        var sent = await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("HX202600001", ImportRows.Id(1), "张三", "邻居"), ("H9", ImportRows.Id(2), "李四", "户主")));
        var address = $"/households/import/{sent.Batch.Id}/errors";
        var first = await clerk.GetAsync(address);
        var (content, again) = (await first.Content.ReadAsByteArrayAsync(), await (await clerk.GetAsync(address)).Content.ReadAsByteArrayAsync());
        Assert.Contains("第1份", Uri.UnescapeDataString(first.Content.Headers.ContentDisposition!.ToString()), StringComparison.Ordinal);
        Assert.True(first.Headers.CacheControl?.NoStore);
        Assert.Equal(1, (await TraceAsync(site, "a.xlsx", content))[0].Number);
        Assert.Equal(2, (await TraceAsync(site, "b.xlsx", again))[0].Number);
        await using var db = site.Open();
        Assert.All(await db.Set<ExportRecord>().ToListAsync(), r => Assert.Equal(("导入退回", HandBack.Purpose, true, 2, ExportState.已下载), (r.Title, r.Purpose, r.Revealed, r.Rows, r.State)));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync(address)).StatusCode);
        Assert.Equal(2, await db.Set<ExportRecord>().CountAsync());
    }

    /// <summary>Somebody saved it anew without the file's properties: only the cells' format is left.</summary>
    private static byte[] Changed(byte[] workbook)
    {
        var copy = new MemoryStream();
        copy.Write(workbook);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
            zip.GetEntry("docProps/custom.xml")!.Delete();
        return copy.ToArray();
    }

    private static Dictionary<string, string> Parts(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return zip.Entries.ToDictionary(e => e.FullName, e => new StreamReader(e.Open()).ReadToEnd());
    }

    private static async Task<IReadOnlyList<TraceFind>> TraceAsync(Site site, string name, byte[] content)
    {
        var path = Path.Combine(site.Folder, name);
        await File.WriteAllBytesAsync(path, content);
        await using var db = site.Open();
        return await new Trace(db, site.Services.GetRequiredService<Seal>()).FindAsync(path, default);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Above_the_limit_a_second_person_agrees_and_the_file_is_fetched_by_its_owner_a_few_times_until_it_expires(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.AddAsync(site, new Parameter { Key = ExportDesk.Limit, Dimension = "乡镇录入员", Value = "10", ValidFrom = new(2026, 1, 1), Basis = "测试" }, new Parameter { Key = ExportDesk.Times, Value = "2", ValidFrom = new(2026, 1, 1), Basis = "测试" });
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", Rows(11));
        var asked = await clerk.PostAsync("/households/export", Wish);
        Assert.DoesNotContain("第1份", (await clerk.PageAsync("/downloads")).Body!.TextContent, StringComparison.Ordinal);
        await using (var db = site.Open())
        {
            var held = (await db.Set<ExportRecord>().SingleAsync()).FileId;
            Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/downloads/{held}")).StatusCode);
        }
        await site.ConfirmedAsync(asked, "clerk-2");
        var page = await clerk.PageAsync("/downloads");
        var link = page.QuerySelector("a[href*='/downloads/']")!.GetAttribute("href")!;
        Assert.Contains("2 次", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-2")).GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await clerk.GetAsync(link)).StatusCode);
        await ExpiredAsync(site, clerk, link);
    }

    private static async Task ExpiredAsync(Site site, Visitor clerk, string link)
    {
        site.Clock.Move(TimeSpan.FromDays(8));
        foreach (var work in site.Services.GetServices<Xianjie.Platform.Jobs.IDueWork>().Where(w => w is FileSweep))
            await work.EnqueueDueAsync(default);
        await using var db = site.Open();
        var record = await db.Set<ExportRecord>().SingleAsync();
        Assert.Equal((ExportState.已删除, 2), (record.State, record.Downloads));
        Assert.NotNull(record.DeletedAt);
        Assert.False(site.Services.GetRequiredService<FileStore>().Exists(record.FileId!.Value));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk")).GetAsync(link)).StatusCode);
        _ = clerk;
    }

    [Fact]
    public void A_list_that_asks_for_its_purpose_keeps_the_mark_out_of_the_words_of_cells()
    {
        var content = new MemoryStream();
        using (var writer = new XlsxWriter(content, new ExportMark(123, "张三（zhangsan）", DateTimeOffset.UnixEpoch, "A&B<C>")))
            writer.AddSheet(new SheetLayout("表", [new("姓名")])).Write(OutCell.Text("李四"));
        var parts = Parts(content.ToArray());
        Assert.Equal([123], ExportMark.In(parts["xl/styles.xml"]));
        Assert.Equal([123], ExportMark.In(parts["docProps/custom.xml"]));
        Assert.Contains("A&amp;&amp;B&lt;C&gt;", parts["xl/worksheets/sheet1.xml"], StringComparison.Ordinal);
        Assert.All(parts.Values, p => System.Xml.Linq.XDocument.Parse(p));
    }
}
