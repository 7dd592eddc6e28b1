using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Letters;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Letters;

public sealed class LetterTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string Header = "来源渠道,工单号,来电时间,诉求人,来电号码,身份证号,所在乡镇,行政村,问题类型,诉求内容,办理期限\n";

    [Theory, MemberData(nameof(Databases)), Requirement("S3-120")]
    public async Task A_batch_of_hotline_orders_becomes_clues_with_deadlines_and_bad_rows_come_back(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        var csv = Header + $"""
            12345,GD001,2026-11-01,张三,{Reports.Phone},,白石镇,大坪村,因病,住院费用高,2026-11-06
            12345,GD002,2026-11-01,李无名,,,云岭乡,松林村,,低保停发,2026-11-05
            审计,SJ-7,2026-10-28,王五,,{County.Id(9)},,,因学,应享未享教育资助,
            微信群,X1,2026-11-01,赵六,,,白石镇,大坪村,因病,来源不对,
            信访,XF9,2026-11-01,钱七,,,白石镇,没有村,因病,村名不对,
            """;
        var page = (await ImportAsync(monitor, csv)).Body!.TextContent;
        Assert.Contains("新登记 3 件", page, StringComparison.Ordinal);
        Assert.Contains("2 行有错误", page, StringComparison.Ordinal);
        await using var db = site.Open();
        var letters = await db.Set<Letter>().OrderBy(l => l.Number).ToListAsync();
        Assert.Equal(["GD001", "GD002", "SJ-7"], letters.Select(l => l.Number));
        Assert.Equal((LetterState.已对上, LetterState.待核对), (letters[0].State, letters[1].State));
        Assert.Equal((ClueChannel.监督检查反馈, Site.County), (letters[2].Channel, letters[2].Division));
        var due = await db.Set<WorkItem>().Where(w => w.Kind == LetterDesk.AnswerKind).OrderBy(w => w.Due).Select(w => w.Due).ToListAsync();
        Assert.Equal([new(2026, 11, 5), new DateOnly(2026, 11, 6)], due);
        Assert.Equal((ClueChannel.信访舆情, "GD001"), await db.Set<ClueSource>().Select(s => new ValueTuple<ClueChannel, string?>(s.Channel, s.Number)).SingleAsync());

        var again = await ImportAsync(monitor, csv);
        Assert.Contains("3 件以前登记过", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, await db.Set<Letter>().CountAsync());
        var template = await monitor.GetAsync("/letters/import?handler=Template");
        Assert.Equal(HttpStatusCode.OK, template.StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Columns_are_looked_at_before_the_import_and_remembered_after_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (monitor, clerk) = (await site.SignInAsync("monitor"), await site.SignInAsync("clerk"));
        const string Csv = "渠道,工单号,谁说的,来电号码,行政村,具体怎么回事\n12345,GD001,张三,13900001111,大坪村,住院费用高\n";
        var path = await UploadAsync(monitor, Csv);
        var first = await monitor.PageAsync(path);
        Assert.Contains("没有找到必填的列", first.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(first.QuerySelector("button[formaction*=Start][disabled]"));
        Assert.DoesNotContain("13900001111", first.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(path)).StatusCode);
        await using var db = site.Open();
        var chosen = new Dictionary<string, string> { ["map_0"] = "来件.来源", ["map_1"] = "来件.编号", ["map_2"] = "来件.姓名", ["map_3"] = "来件.联系电话", ["map_4"] = "来件.村", ["map_5"] = "来件.内容" };
        var mapped = await Visitor.ReadAsync(await monitor.PostToAsync(path, path + "?handler=Map", chosen));
        Assert.Contains("139****1111", mapped.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 行可以导入", mapped.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await db.Set<Letter>().CountAsync());
        Assert.Contains("新登记 1 件", (await Visitor.ReadAsync(await monitor.PostToAsync(path, path + "?handler=Start", chosen))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await monitor.PostToAsync("/letters/import", path + "?handler=Start", chosen)).StatusCode);
        Assert.Equal(("张三", "GD001"), await db.Set<Letter>().Select(l => new ValueTuple<string, string?>(l.Name, l.Number)).SingleAsync());
        // The next file with the same headers needs no more than a look
        var next = await monitor.PageAsync(await UploadAsync(monitor, Csv.Replace("GD001", "GD002", StringComparison.Ordinal)));
        Assert.Contains("1 行可以导入", next.Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(Visitor visitor, string csv)
    {
        var answer = await visitor.PostAsync("/letters/import", [], ("upload", "工单.csv", Encoding.UTF8.GetBytes(csv)));
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Uploads, takes the columns as they are guessed, and imports.</summary>
    private static async Task<AngleSharp.Dom.IDocument> ImportAsync(Visitor visitor, string csv)
    {
        var path = await UploadAsync(visitor, csv);
        var choices = (await visitor.PageAsync(path)).QuerySelectorAll("select").ToDictionary(s => s.GetAttribute("name")!, s => s.QuerySelector("option[selected]")?.GetAttribute("value") ?? string.Empty);
        var answer = await visitor.PostToAsync(path, path + "?handler=Start", choices);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await Visitor.ReadAsync(answer);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_is_answered_once_and_its_work_is_done(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var clerk = await site.SignInAsync("clerk");
        var fields = Reports.Form("张三");
        (fields["Input.Source"], fields["Input.Number"], fields["Input.Village"], fields["Input.AnswerBy"]) = ("12345", "GD1", $"{Site.VillageA1}", "2026-11-06");
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync("/letters/new?channel=信访舆情", fields)).StatusCode);
        await using var db = site.Open();
        var letter = await db.Set<Letter>().AsNoTracking().SingleAsync();
        Assert.Contains("答复12345GD1：张三", (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync($"/letters/{letter.Id}?handler=Answer", new() { ["version"] = $"{letter.Version}", ["answer"] = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/letters/{letter.Id}?handler=Answer", new() { ["version"] = $"{letter.Version}", ["answer"] = "已入户，正在办理。" })).StatusCode);
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().SingleAsync(w => w.Kind == LetterDesk.AnswerKind)).State);
        Assert.Equal("已入户，正在办理。", (await db.Set<Letter>().SingleAsync(l => l.Id == letter.Id)).Answer);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Sources_of_every_channel_merge_into_one_clue_and_all_are_kept(string database)
    {
        await using var site = await Site.StartAsync(database);
        var home = await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        await Reports.ReportAsync(site.Visit(), Site.VillageA1, Reports.Form("张三"));
        var clerk = await site.SignInAsync("clerk");
        foreach (var (channel, source) in new[] { ("信访舆情", "12345"), ("监督检查反馈", "审计"), ("基层排查", "日常走访") })
        {
            var fields = Reports.Form("张三");
            (fields["Input.Source"], fields["Input.Village"]) = (source, $"{Site.VillageA1}");
            Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/letters/new?channel={channel}", fields)).StatusCode);
        }
        var officer = await site.SignInAsync("department");
        await County.DeliverAsync(site, officer, "medical_settlement", $"{County.MedicalHeader}\n{County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000)}");
        var run = await County.ScreenAsync(site, await site.SignInAsync("monitor"));
        Assert.True(run.Joined > 0);
        await using var db = site.Open();
        var clue = await db.Set<Clue>().SingleAsync(c => c.HouseholdId == home && c.Kind == ClueKind.风险线索 && c.Risk == "因病");
        Assert.Equal(5, ClueChannels.In(clue.Channels).Count);
        var page = (await clerk.PageAsync($"/clues/{clue.Id}")).Body!.TextContent;
        Assert.All(new[] { "来源（5）", "扫码申报", "12345", "审计", "日常走访", "医保局" }, words => Assert.Contains(words, page, StringComparison.Ordinal));
        foreach (var channel in Enum.GetValues<ClueChannel>())
            await TabAgreesAsync(clerk, channel);
    }

    /// <summary>The count on the tab of a channel is that of the list it opens.</summary>
    private static async Task TabAgreesAsync(Visitor clerk, ClueChannel channel)
    {
        var tab = (await clerk.PageAsync("/clues")).QuerySelectorAll(".tabs a").Single(a => a.TextContent.StartsWith(channel.ToString(), StringComparison.Ordinal));
        var list = await clerk.PageAsync(tab.GetAttribute("href")!);
        Assert.Equal(tab.TextContent.Split(' ')[1], $"{list.QuerySelectorAll("tbody tr").Length}");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_clue_list_is_exported_as_it_is_shown_and_new_clues_leave_a_trail(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        await Reports.SettleAsync(site, 2, "李四", Site.VillageB1, "13900003333");
        var officer = await site.SignInAsync("department");
        await County.DeliverAsync(site, officer, "medical_settlement", $"{County.MedicalHeader}\n{County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000)}\n{County.Inpatient(County.Id(2), "李四", "J2", "2026-10-10", 15000)}");
        var monitor = await site.SignInAsync("monitor");
        await County.ScreenAsync(site, monitor);
        await using var db = site.Open();
        var clues = await db.Set<Clue>().Select(c => c.Id).ToListAsync();
        Assert.Equal(clues.Count, await db.Set<Change>().CountAsync(c => c.Object == nameof(Clue) && clues.Contains(c.ObjectId)));
        Assert.NotEmpty(clues);
        var clerk = await site.SignInAsync("clerk");
        var file = await clerk.PostAsync("/clues/export?channel=部门筛查预警", new() { ["format"] = "csv", ["ExportPurpose"] = "日常工作核对" });
        var lines = (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("张三", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.Contains("李四", StringComparison.Ordinal));
        Assert.Equal((await clerk.PageAsync("/clues")).QuerySelectorAll("tbody tr").Length, lines.Length - 1);
        Assert.Equal("/denied", (await (await site.SignInAsync("collector")).GetAsync("/clues/export")).Headers.Location!.AbsolutePath);
    }
}
