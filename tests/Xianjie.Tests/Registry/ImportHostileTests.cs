using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Households;
using Xianjie.Registry.Import;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>Files as they should never come, and machines that stop half way: clear words, nothing half done, the server stays up.</summary>
public sealed class ImportHostileTests
{
    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_file_that_is_no_table_is_refused_with_words(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var whole = Workbook(["户编号", "行政村代码"], ["H1", "990101101201"]);
        await RefusedAsync(clerk, "空.csv", []);
        await RefusedAsync(clerk, "截断.xlsx", whole[..(whole.Length / 2)]);
        await RefusedAsync(clerk, "图片.xlsx", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[500]]);
        await RefusedAsync(clerk, "炸弹.xlsx", Tabular.Tables.Workbook(Tabular.Tables.Row(1, "甲", "乙") + new string(' ', 40 << 20)).ToArray());
        await RefusedAsync(clerk, "百万列.csv", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_000_000)) + "\n1\n"));
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync("/households/import")).StatusCode);
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<ImportBatch>().CountAsync());
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_file_that_breaks_off_further_down_leaves_nothing_behind(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var csv = Encoding.UTF8.GetString(ImportRows.Households([.. Enumerable.Range(1, 3000).Select(i => ($"H{i}", Site.VillageA1))])) + "H3001,\"990101";
        var sent = await ImportRows.SendAsync(site, clerk, "户.csv", Encoding.UTF8.GetBytes(csv));
        Assert.Equal(JobState.Failed, sent.Job!.State);
        Assert.Contains("没有导入任何数据", sent.Job.Outcome, StringComparison.Ordinal);
        await using (var db = site.Open())
            Assert.Equal((0, 0), (await db.Set<Household>().CountAsync(), await db.Set<Change>().CountAsync(c => c.Object == "Household")));
        var page = await clerk.PageAsync($"/households/import/{sent.Batch.Id}");
        Assert.Contains("没有导入任何数据", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_file_in_gbk_with_quoted_line_breaks_is_read(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var csv = $"户编号,行政村代码,户类型,户属性,风险说明\r\nH1,{Site.VillageA1},边缘易致贫户,未消除,\"因病致贫，\r\n两人住院\"\r\n";
        var sent = await ImportRows.SendAsync(site, clerk, "户.csv", Encoding.GetEncoding("GB18030").GetBytes(csv));
        Assert.Equal((1, 0), (sent.Counts.Good, sent.Counts.Bad));
        await using var db = site.Open();
        Assert.Contains("两人住院", (await db.Set<Household>().SingleAsync()).RiskNote, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Ids_turned_into_numbers_future_births_negative_money_and_unknown_codes_are_refused_row_by_row(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1)));
        var rows = new[]
        {
            "H1,9.90101E+17,张三,户主,1980-01-01,,3000,汉族", $"H1,{ImportRows.Id(7)[..15]}000,李四,配偶,1980-01-01,,3000,汉族", $"H1,{ImportRows.Id(2)},王五,之子,2027-01-01,,3000,汉族",
            $"H1,{ImportRows.Id(3)},赵六,之女,,,-1,汉族", $"H1,{ImportRows.Id(4)},钱七,之女,,,3000,火星族", $"H1,{ImportRows.Id(5)},孙八,户主,,,3000.555,汉族", $"H1,{ImportRows.Id(6)},周九,之父,,13900,3000.00,汉",
        };
        var sent = await ImportRows.SendAsync(site, clerk, "人.csv", Encoding.UTF8.GetBytes("户编号,身份证号,姓名,与户主关系,出生日期,家庭成员联系电话,务工月收入,民族\n" + string.Join('\n', rows)));
        Assert.Equal((1, 6), (sent.Counts.Good, sent.Counts.Bad));
        var text = ImportRows.Sheet(await (await clerk.GetAsync($"/households/import/{sent.Batch.Id}/errors")).Content.ReadAsByteArrayAsync());
        foreach (var words in (string[])["末几位已丢失", "晚于今天", "不能是负数", "“火星族”不在可选值内"])
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("手机号应为 11 位", ImportRows.Sheet(await (await clerk.GetAsync($"/households/import/{sent.Batch.Id}/doubts")).Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(("周九", "汉族"), ((await db.Set<Person>().SingleAsync()).Name, (await db.Set<Person>().SingleAsync()).Ethnicity));
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Script_text_in_a_file_stays_text(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await ImportRows.UploadAsync(clerk, "<img src=x>.csv", Encoding.UTF8.GetBytes($"户编号,行政村代码,户类型,户属性,<script>alert(1)</script>\n<b>H1</b>,{Site.VillageA1},一般农户,普通户,x'); DROP TABLE household;--\n"));
        var page = await clerk.PageAsync($"/households/import/{id}");
        Assert.DoesNotContain(page.QuerySelectorAll("main script, main b"), e => e.TextContent.Contains("alert", StringComparison.Ordinal) || e.TextContent == "H1");
        Assert.Empty(page.QuerySelectorAll("main img"));
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Formula_cells_and_one_person_twice_are_refused_row_by_row(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1)));
        const string Formula = """<c r="C2"><f>A1&amp;B1</f></c>""";
        string Cell(string at, string text) => $"""<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>""";
        string Row(int number, string third, params string[] texts) => $"""<row r="{number}">{Cell($"A{number}", texts[0])}{Cell($"B{number}", texts[1])}{third}{Cell($"D{number}", texts[2])}</row>""";
        var rows = Row(1, Cell("C1", "姓名"), "户编号", "身份证号", "与户主关系") + Row(2, Formula, "H1", ImportRows.Id(1), "户主")
            + Row(3, Cell("C3", "李四"), "H1", ImportRows.Id(2), "户主") + Row(4, Cell("C4", "李五"), "H1", ImportRows.Id(2), "之子");
        var sent = await ImportRows.SendAsync(site, clerk, "人.xlsx", Tabular.Tables.Workbook(rows).ToArray());
        Assert.Equal((1, 2), (sent.Counts.Good, sent.Counts.Bad));
        var errors = ImportRows.Sheet(await (await clerk.GetAsync($"/households/import/{sent.Batch.Id}/errors")).Content.ReadAsByteArrayAsync());
        Assert.Contains("公式没有计算结果", errors, StringComparison.Ordinal);
        Assert.Contains("与第 3 行是同一个人", errors, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal("李四", (await db.Set<Person>().SingleAsync()).Name);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Text_that_looks_like_SQL_is_kept_and_searched_as_text(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        const string Name = "x'); DROP TABLE person;--";
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H' OR '1'='1", Site.VillageA1), ("H2", Site.VillageA1)));
        var sent = await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("H' OR '1'='1", ImportRows.Id(1), Name, "户主")));
        Assert.Equal(1, sent.Counts.Good);
        foreach (var path in (string[])["/households?no=", "/households?name=", "/households?tag=", "/households?group=", "/search?q=", "/households?type="])
            Assert.True((await clerk.GetAsync(path + Uri.EscapeDataString("' OR '1'='1"))).StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther, path);
        Assert.Empty((await clerk.PageAsync("/households?no=" + Uri.EscapeDataString("' OR '1'='1"))).QuerySelectorAll("#households tbody tr"));
        Assert.Single((await clerk.PageAsync("/households?no=" + Uri.EscapeDataString("H' OR"))).QuerySelectorAll("#households tbody tr"));
        await using var db = site.Open();
        Assert.Equal(Name, (await db.Set<Person>().SingleAsync()).Name);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task An_import_stopped_before_its_end_leaves_nothing_and_can_be_run_again(string database)
    {
        await using var site = await Site.StartAsync(database);
        var path = Path.Combine(site.Folder, "户.csv");
        await File.WriteAllBytesAsync(path, ImportRows.Households([.. Enumerable.Range(1, 5000).Select(i => ($"H{i}", Site.VillageA1))]));
        var import = site.Services.GetRequiredService<DiskImport>();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import.RunAsync(path, null, null, rows => { if (rows >= 2000) stop.Cancel(); }, stop.Token));
        await using (var db = site.Open())
            Assert.Equal((0, 0), (await db.Set<Household>().CountAsync(), await db.Set<Change>().CountAsync(c => c.Object == "Household")));
        Assert.Equal(5000, (await import.RunAsync(path, null, null, null, default)).Value.Outcome.Counts.Good);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_job_whose_worker_died_is_taken_over_and_imports_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await ImportRows.UploadAsync(clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1), ("H2", Site.VillageA1)));
        await clerk.PostAsync($"/households/import/{id}?handler=Start", []);
        var board = site.Services.GetRequiredService<JobBoard>();
        Assert.NotNull(await board.LeaseAsync("a worker that dies", default));
        site.Clock.Move(JobBoard.Lease + TimeSpan.FromSeconds(1));
        await site.RunJobsAsync();
        Assert.Equal((ImportState.Done, 2), ((await ImportRows.ResultAsync(site, id)).Batch.State, (await ImportRows.ResultAsync(site, id)).Counts.Good));
        await using var db = site.Open();
        Assert.Equal(2, await db.Set<Household>().CountAsync());
    }

    private static async Task RefusedAsync(Visitor visitor, string name, byte[] content)
    {
        var answer = await visitor.PostAsync("/households/import", [], ("file", name, content));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.True((await Visitor.ReadAsync(answer)).QuerySelector("#form-errors")?.TextContent.Length > 10, name);
    }

    private static byte[] Workbook(params string[][] rows)
    {
        using var output = new MemoryStream();
        using (var writer = new Xianjie.Platform.Tabular.Xlsx.XlsxWriter(output))
        {
            var sheet = writer.AddSheet(new("表", [.. rows[0].Select(c => new Xianjie.Platform.Tabular.Xlsx.SheetColumn(c))]));
            foreach (var row in rows.Skip(1))
                sheet.Write([.. row.Select(c => Xianjie.Platform.Tabular.Xlsx.OutCell.Text(c))]);
        }
        return output.ToArray();
    }
}
