using System.IO.Compression;
using System.Net;
using AngleSharp.Dom;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Reports.Tables;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;
using ShowPage = Xianjie.Reports.Tables.ShowPage;

namespace Xianjie.Tests.Reports;

public sealed class TableTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    internal static Dictionary<string, string> NewTable(string key = "wells-up") => new()
    {
        ["Title"] = "供水情况表", ["NewKey"] = key, ["Kind"] = "月", ["To"] = "市水务局", ["Basis"] = "市水务局通知", ["From"] = "2026-01-01", ["Why"] = "按上级样表",
    };

    internal static async Task PutAsync(Visitor monitor, byte[] workbook, string key = "wells-up")
    {
        var answer = await monitor.PostAsync("/reports/templates/new", NewTable(key), ("upload", "样表.xlsx", workbook));
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors, main")?.TextContent);
    }

    /// <summary>Draws a table up and gives its address.</summary>
    internal static async Task<string> DrawAsync(Site site, Visitor by, string key = "wells-up", int period = 20261001)
    {
        var answer = await by.PostAsync($"/reports/{key}", new() { ["period"] = $"{period}" });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors, main")?.TextContent);
        await site.RunJobsAsync();
        await using var db = site.Open();
        var table = await db.Set<ReportTable>().AsNoTracking().Where(t => t.Key == key && t.Period == period).OrderByDescending(t => t.DrawnAt).ThenByDescending(t => t.Number).FirstOrDefaultAsync();
        Assert.True(table is not null, (await db.Set<Job>().AsNoTracking().OrderByDescending(j => j.CreatedAt).FirstAsync()).Outcome);
        return $"/reports/tables/{table.Id}";
    }

    internal static async Task<ReportTable> TableAsync(Site site, string address)
    {
        await using var db = site.Open();
        var id = Guid.Parse(address.Split('/')[^1]);
        return await db.Set<ReportTable>().AsNoTracking().SingleAsync(t => t.Id == id);
    }

    private static async Task<(Site Site, Visitor Monitor)> StartAsync(string database)
    {
        var site = await Books.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        await Books.EnterAsync(clerk, Books.Well("东井", 1200, "井水", invested: "36000.5"));
        await Books.EnterAsync(clerk, Books.Well("西井", 300, "山泉", treated: "是", place: Site.VillageA2));
        await Books.EnterAsync(monitor, Books.Well("南井", 80, "地下水", treated: "是", place: Site.VillageB1));
        await PutAsync(monitor, Workbooks.Wells());
        return (site, monitor);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_table_is_drawn_up_by_township_its_sums_are_the_countys_and_every_figure_opens_to_its_rows(string database)
    {
        var (site, monitor) = await StartAsync(database);
        await using var end = site;
        Assert.Contains("供水情况表", (await monitor.PageAsync("/reports")).Body!.TextContent, StringComparison.Ordinal);
        var address = await DrawAsync(site, monitor);
        Assert.Contains("2026年10月", (await monitor.PageAsync("/reports/wells-up")).Body!.TextContent, StringComparison.Ordinal);
        var page = await monitor.PageAsync(address);
        var rows = page.QuerySelectorAll(".report-sheet tr").Select(r => r.QuerySelectorAll("td").Select(c => c.QuerySelector("input")?.GetAttribute("value") ?? c.TextContent.Trim()).ToList()).ToList();
        Assert.Equal("青禾县供水情况表", rows[0][0]);
        Assert.Equal(["1", "白石镇", "2", "1", "50.0%", "1,500", "36,000.50", ""], rows[4]);
        Assert.Equal(["2", "云岭乡", "1", "1", "100.0%", "80", "0.00", ""], rows[5]);
        Assert.Equal(["3", "青禾县本级", "0", "0", "0.0%", "0", "0.00", ""], rows[6]);
        Assert.Equal(["合计", "3", "2", "66.7%", "1,580", "36,000.50", "0.00"], rows[7]);
        Assert.Equal("3", Books.Figures(await monitor.PageAsync("/ledgers/wells/rollup"))[("合计", "水井")].TextContent);
        foreach (var link in page.QuerySelectorAll(".report-sheet a"))
        {
            var cell = await monitor.PageAsync(link.GetAttribute("href")!);
            var shown = cell.QuerySelectorAll(".total b").Select(b => b.TextContent).ToList();
            var total = cell.QuerySelectorAll(".facts dt").FirstOrDefault(d => d.TextContent == "各行合计")?.NextElementSibling!.TextContent;
            if (cell.QuerySelector(".facts dt")!.TextContent == "口径")
                Assert.Equal(Number(link.TextContent), Number(total ?? shown[1]));
        }
        // the sum opens to the rows of all its parts
        var sum = await monitor.PageAsync($"{address}/cells/C8");
        Assert.Equal(["3", "3"], sum.QuerySelectorAll(".total b").Select(b => b.TextContent));
        Assert.Equal(["东井", "西井", "南井"], sum.QuerySelectorAll(".list tbody th").Select(t => t.TextContent).Order(StringComparer.Ordinal).Reverse().OrderBy(t => "东西南".IndexOf(t[0], StringComparison.Ordinal)));
    }

    private static decimal Number(string text) => decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0;

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_reported_stays_as_it_was_and_a_correction_is_a_version_that_shows_what_changed(string database)
    {
        var (site, monitor) = await StartAsync(database);
        await using var end = site;
        var address = await DrawAsync(site, monitor);
        // typed values and notes stay when the draft is drawn up anew
        var draft = await TableAsync(site, address);
        var hand = draft.Placed().First(c => c.Ask?.StartsWith("手填", StringComparison.Ordinal) == true);
        Assert.Contains("不是数", await SayAsync(monitor, address, "Enter", new() { [ShowPage.HandName(hand)] = "很多" }), StringComparison.Ordinal);
        Assert.Contains("已保存", await SayAsync(monitor, address, "Enter", new() { [ShowPage.HandName(hand)] = "1,200.5" }), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"{address}/cells/C5?handler=Note", new() { ["note"] = "东井停用待核" })).StatusCode);
        await monitor.PostToAsync(address, $"{address}?handler=Redraw", []);
        await site.RunJobsAsync();
        var page = await monitor.PageAsync(address);
        Assert.Contains("东井停用待核", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1,200.50", page.QuerySelectorAll(".report-sheet tr")[7].QuerySelectorAll("td")[6].TextContent.Trim());

        Assert.Contains("已上报", await SayAsync(monitor, address, "Report", new() { ["words"] = "" }), StringComparison.Ordinal);
        var reported = await TableAsync(site, address);
        await Books.EnterAsync(monitor, Books.Well("北井", 500, "水库", place: Site.VillageB2));
        foreach (var (handler, fields) in new[] { ("Redraw", new Dictionary<string, string>()), ("Enter", new() { [ShowPage.HandName(hand)] = "9" }), ("Report", new() { ["words"] = "再报" }) })
            Assert.Contains("已经上报，不能再改", await SayAsync(monitor, address, handler, fields), StringComparison.Ordinal);
        var now = await TableAsync(site, address);
        Assert.Equal(reported.Workbook, now.Workbook);
        Assert.Equal((reported.Cells, "3"), (now.Cells, (await monitor.PageAsync($"{address}/cells/C8")).QuerySelectorAll(".total b")[1].TextContent));

        var again = await DrawAsync(site, monitor);
        Assert.NotEqual(address, again);
        var correction = await monitor.PageAsync($"{again}?against=version");
        Assert.Contains("▲500", correction.QuerySelectorAll(".report-sheet tr")[5].TextContent, StringComparison.Ordinal);
        Assert.Contains("更正上报要写明更正的原因", await SayAsync(monitor, again, "Report", new() { ["words"] = "" }), StringComparison.Ordinal);
        Assert.Contains("已上报", await SayAsync(monitor, again, "Report", new() { ["words"] = "补登北井" }), StringComparison.Ordinal);
        Assert.Equal((TableState.已更正, TableState.已上报), ((await TableAsync(site, address)).State, (await TableAsync(site, again)).State));
        // the next period is compared with the one that was reported
        var next = await DrawAsync(site, monitor, period: 20261101);
        Assert.Contains("与2026年10月第 2 版（已上报）比", (await monitor.PageAsync($"{next}?against=period")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> SayAsync(Visitor by, string address, string handler, Dictionary<string, string> fields)
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await by.PostToAsync(address, $"{address}?handler={handler}", fields)).StatusCode);
        return (await by.PageAsync(address)).QuerySelector("#notices, .notice")!.TextContent;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_filled_workbook_keeps_the_look_of_the_template_and_leaves_by_the_desk_of_exports(string database)
    {
        var (site, monitor) = await StartAsync(database);
        await using var end = site;
        var address = await DrawAsync(site, monitor);
        var template = Workbooks.Wells();
        var asked = await monitor.PostToAsync(address, $"{address}?handler=Download", []);
        Assert.Contains("用途", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var file = await monitor.PostToAsync(address, $"{address}?handler=Download", new() { [PurposeAsk.Kind] = "上报上级" });
        var workbook = await file.Content.ReadAsByteArrayAsync();
        Assert.Equal(("2", "1580", "36000.5"), (Workbooks.Text(workbook, "C5"), Workbooks.Text(workbook, "F8"), Workbooks.Text(workbook, "G5")));
        Assert.Equal(("C5", "SUM(C5:C7)", "IF(C8=0,0,D8/C8*100)"), ("C5", Formula(workbook, "C8"), Formula(workbook, "E8")));
        Assert.Contains(Workbooks.Merges(template).Select(m => m == "A6:B6" ? "A8:B8" : m == "A7:H7" ? "A9:H9" : m), Workbooks.Merges(workbook).Contains);
        Assert.Equal(Workbooks.Merges(template).Select(m => m == "A6:B6" ? "A8:B8" : m == "A7:H7" ? "A9:H9" : m), Workbooks.Merges(workbook));
        foreach (var (from, to) in new[] { ("A1", "A1"), ("C5", "C5"), ("C5", "C6"), ("G5", "G7"), ("G6", "G8"), ("A7", "A9") })
            Assert.Equal(Workbooks.Read(template, (_, s) => Workbooks.At(s, from).StyleIndex!.Value), Workbooks.Read(workbook, (_, s) => Workbooks.At(s, to).StyleIndex!.Value));
        foreach (var part in new Func<Worksheet, string?>[] { s => s.GetFirstChild<Columns>()!.OuterXml, s => s.GetFirstChild<PageSetup>()!.OuterXml, s => s.GetFirstChild<PageMargins>()!.OuterXml, s => s.GetFirstChild<HeaderFooter>()!.OuterXml, s => s.GetFirstChild<SheetViews>()!.OuterXml })
            Assert.Equal(Workbooks.Read(template, (_, s) => part(s)), Workbooks.Read(workbook, (_, s) => part(s)));
        Assert.Equal(Part(template, "xl/styles.xml"), Part(workbook, "xl/styles.xml"));
        Assert.Contains(1, ExportMark.In(System.Text.Encoding.UTF8.GetString(Part(workbook, workbook.Length > 0 ? Name(workbook, "custom") : ""))));
        await using var db = site.Open();
        Assert.Equal("上报上级", (await db.Set<ExportRecord>().AsNoTracking().SingleAsync()).Purpose);
    }

    private static string Formula(byte[] workbook, string name) => Workbooks.Read(workbook, (_, s) => Workbooks.At(s, name).CellFormula!.Text);

    private static string Name(byte[] workbook, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook));
        return archive.Entries.First(e => e.FullName.Contains(part, StringComparison.Ordinal)).FullName;
    }

    private static byte[] Part(byte[] workbook, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook));
        using var stream = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_table_that_is_due_stands_once_in_the_inbox_and_goes_when_it_is_reported_and_no_one_else_sees_it(string database)
    {
        var (site, monitor) = await StartAsync(database);
        await using var end = site;
        var reminders = site.Services.GetServices<IDueWork>().OfType<TableReminders>().Single();
        Assert.Equal(16, await reminders.EnqueueDueAsync(default));
        Assert.Equal(0, await reminders.EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(0, await reminders.EnqueueDueAsync(default));
        Assert.Contains("上报供水情况表（2026年10月）", (await monitor.PageAsync("/inbox?size=50")).Body!.TextContent, StringComparison.Ordinal);
        var address = await DrawAsync(site, monitor);
        await SayAsync(monitor, address, "Report", new() { ["words"] = "" });
        await using (var db = site.Open())
        {
            var work = await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Title.StartsWith("上报供水情况表"));
            Assert.Equal((WorkState.Done, new DateOnly(2026, 11, 6)), (work.State, work.Due));
        }
        // a township neither sees the county's table nor may change it; it has one of its own, by village
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"{address}/cells/C5")).StatusCode);
        var own = await clerk.PostAsync("/reports/wells-up", new() { ["period"] = "20261001" });
        var page = await clerk.PageAsync(own.Headers.Location!.ToString());
        Assert.Equal(["大坪村", "柳树村", "白石镇本级"], page.QuerySelectorAll(".report-sheet tr").Skip(4).Take(3).Select(r => r.QuerySelectorAll("td")[1].TextContent.Trim()));
        Assert.Contains("还没有开始", (await Visitor.ReadAsync(await monitor.PostAsync("/reports/wells-up", new() { ["period"] = "20261201" }))).Body!.TextContent, StringComparison.Ordinal);
    }
}
