using System.Net;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Reports;

public sealed class TemplateTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_wrong_expression_is_refused_with_its_cell_and_why(string database)
    {
        await using var site = await Books.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        foreach (var (expression, words) in new[]
        {
            ("台账 没有的台账 个数 @乡镇", "没有名为“没有的台账”的台账或名册"), ("台账 水井台账 没有的项 @乡镇", "没有汇总项“没有的项”"), ("台账 水井台账 合计(井名) @乡镇", "字段“井名”不是数"), ("台账 水井台账 合计(深度) @乡镇", "没有字段“深度”"),
            ("台账 水井台账 个数 当 水源 = 海水 @乡镇", "有误"), ("台账 水井台账 个数 当 @乡镇", "“当”后面没有写条件"), ("台账 水井台账 去重(管护人电话) @乡镇", "加密保存，不能统计"), ("台账 水井台账 式(sum(投资 @乡镇", "式(…)"), ("指标 no-such 户 @乡镇", "没有编号为“no-such”的指标"), ("指标 new-month 头 @乡镇", "没有“头”"),
            ("指标 new-month 分母 @乡镇", "没有分母"), ("参数 没有的参数", "没有名为“没有的参数”的参数"), ("大概 多少", "“大概”不认识"), ("台账 水井台账 个数 @省", "“@省”不认识"), ("名册 农户名册 个数 @乡镇 上期", "不能写“上期”"), ("名册 农户名册 个数 当 户类型 = 好户 @乡镇", "有误"),
        })
        {
            var answer = await monitor.PostAsync("/reports/templates/new", TableTests.NewTable(), ("upload", "样表.xlsx", Workbooks.Wells(expression)));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var text = (await Visitor.ReadAsync(answer)).Body!.TextContent;
            Assert.True(text.Contains("单元格 C5", StringComparison.Ordinal) && text.Contains(words, StringComparison.Ordinal), $"{expression}: {text[..Math.Min(600, text.Length)]}");
        }
        foreach (var (content, words) in new[] { ("不是表格"u8.ToArray(), "不是可以读取的 XLSX"), (Workbooks.Changed(Workbooks.Wells(), (_, s) => s.GetFirstChild<SheetData>()!.RemoveAllChildren()), "没有找到要填的单元格") })
            Assert.Contains(words, (await Visitor.ReadAsync(await monitor.PostAsync("/reports/templates/new", TableTests.NewTable(), ("upload", "样表.xlsx", content)))).Body!.TextContent, StringComparison.Ordinal);
        var clerk = await site.SignInAsync("clerk");
        Assert.Contains("/denied", (await clerk.PostToAsync("/reports/templates", "/reports/templates/new", TableTests.NewTable(), ("upload", "样表.xlsx", Workbooks.Wells()))).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_new_sample_is_a_version_from_its_day_on_and_earlier_tables_and_templates_stay(string database)
    {
        await using var site = await Books.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await Books.EnterAsync(monitor, Books.Well("东井", 1200, "井水"));
        await TableTests.PutAsync(monitor, Workbooks.Wells());
        var old = await TableTests.DrawAsync(site, monitor, period: 20260901);
        var fields = TableTests.NewTable();
        (fields["Title"], fields["From"], fields["Why"]) = ("农村供水情况表", "2026-10-01", "2026 年新样表");
        var sample = Workbooks.Changed(Workbooks.Wells(), (_, sheet) => Workbooks.Write(sheet, "C4", "水井数"));
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/reports/templates/wells-up", fields, ("upload", "新样表.xlsx", sample))).StatusCode);
        var drawn = await TableTests.DrawAsync(site, monitor);
        Assert.Contains("水井数", (await monitor.PageAsync(drawn)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("水井数", (await monitor.PageAsync(old)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (await TableTests.TableAsync(site, await TableTests.DrawAsync(site, monitor, period: 20260801))).TemplateVersion);
        // both versions are there as they were handed in
        Assert.Equal(Workbooks.Wells(), await (await monitor.GetAsync("/reports/templates/wells-up?handler=File&version=1")).Content.ReadAsByteArrayAsync());
        Assert.Equal(sample, await (await monitor.GetAsync("/reports/templates/wells-up?handler=File&version=2")).Content.ReadAsByteArrayAsync());
        // a table that ships is put in another's place, and what ships stays to be had
        var ships = await (await monitor.GetAsync("/reports/templates/guarantee-clearance?handler=File&version=0")).Content.ReadAsByteArrayAsync();
        fields = new() { ["Title"] = "三保障和饮水问题动态清零表", ["To"] = "市农业农村局", ["Basis"] = "通知", ["From"] = "2026-01-01", ["Why"] = "本县加列" };
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/reports/templates/guarantee-clearance", fields, ("upload", "清零.xlsx", Workbooks.Changed(ships, (_, s) => Workbooks.Write(s, "A7", "本县口径"))))).StatusCode);
        Assert.Contains("第 1 版", (await monitor.PageAsync("/reports/guarantee-clearance")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(ships, await (await monitor.GetAsync("/reports/templates/guarantee-clearance?handler=File&version=0")).Content.ReadAsByteArrayAsync());
    }

    /// <summary>What people do in Excel: expressions in notes, texts that cells share, shared formulas, formats and checks of ranges, a print area.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Notes_shared_formulas_ranges_and_names_of_a_persons_own_workbook_are_kept_and_follow_the_rows(string database)
    {
        await using var site = await Books.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await Books.EnterAsync(monitor, Books.Well("东井", 1200, "井水"));
        await Books.EnterAsync(monitor, Books.Well("南井", 80, "地下水", place: Site.VillageB1));
        var template = Workbooks.Changed(Workbooks.Wells(), (document, sheet) =>
        {
            // the number of wells is asked in a note, and the cell holds the upper office's example
            var cell = Workbooks.At(sheet, "C5");
            (cell.DataType, cell.InlineString) = (null, null);
            cell.CellValue = new CellValue("99");
            var part = document.WorkbookPart!.WorksheetParts.First();
            var notes = part.AddNewPart<WorksheetCommentsPart>();
            notes.Comments = new Comments(new Authors(new Author("市局")), new CommentList(
                new Comment(new CommentText(new Run(new Text("市局：{{台账 水井台账 水井 @乡镇}}")))) { Reference = "C5", AuthorId = 0 }, new Comment(new CommentText(new Run(new Text("请核对")))) { Reference = "C6", AuthorId = 0 }));
            // a formula that two cells share
            foreach (var (name, text) in new[] { ("C6", "SUM(C5:C5)"), ("D6", "") })
                Workbooks.At(sheet, name).CellFormula = new CellFormula(text) { FormulaType = CellFormulaValues.Shared, SharedIndex = 0, Reference = text.Length > 0 ? "C6:D6" : null };
            sheet.InsertAfter(new ConditionalFormatting(new ConditionalFormattingRule(new Formula("C5>5")) { Type = ConditionalFormatValues.Expression, Priority = 1 }) { SequenceOfReferences = new ListValue<StringValue>([new("C5:D6")]) }, sheet.GetFirstChild<MergeCells>());
            document.WorkbookPart.Workbook.DefinedNames!.Append(new DefinedName("'供水情况表'!$A$1:$H$7") { Name = "_xlnm.Print_Area", LocalSheetId = 0 });
        });
        await TableTests.PutAsync(monitor, template);
        var workbook = (await TableTests.TableAsync(site, await TableTests.DrawAsync(site, monitor))).Workbook;
        Assert.Equal(("1", "1", "2", "0"), (Workbooks.Text(workbook, "C5"), Workbooks.Text(workbook, "C6"), Workbooks.Text(workbook, "C8"), Workbooks.Text(workbook, "D8")));
        Assert.Equal(("SUM(C5:C7)", "SUM(D5:D7)"), Workbooks.Read(workbook, (_, s) => (Workbooks.At(s, "C8").CellFormula!.Text, Workbooks.At(s, "D8").CellFormula!.Text)));
        Assert.Equal([("C8", "请核对")], Workbooks.Read(workbook, (d, _) => d.WorkbookPart!.WorksheetParts.First().WorksheetCommentsPart!.Comments.CommentList!.Elements<Comment>().Select(c => (c.Reference!.Value!, c.InnerText)).ToList()));
        Assert.Equal("C5:D8", Workbooks.Read(workbook, (_, s) => s.Descendants<ConditionalFormatting>().Single().SequenceOfReferences!.InnerText));
        Assert.Equal("'供水情况表'!$A$1:$H$9", Workbooks.Read(workbook, (d, _) => d.WorkbookPart!.Workbook.DefinedNames!.Elements<DefinedName>().Single(n => n.Name == "_xlnm.Print_Area").Text));
        Assert.DoesNotContain("{{", Workbooks.Read(workbook, (_, s) => s.OuterXml), StringComparison.Ordinal);
    }
}
