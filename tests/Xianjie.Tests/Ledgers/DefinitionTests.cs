using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Screening;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class DefinitionTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string Good = """
        - key: a
          title: 甲
          module: 基础
          owner: 水务局
          basis: 试验
          level: village
          fields:
            - {name: 名称, english: title, type: text}
        """;

    [Theory]
    [InlineData("type: text", "type: word", 8, "“type”应是")]
    [InlineData("english: title", "english: Title", 8, "小写字母")]
    [InlineData("owner: 水务局", "owners: 水务局", 4, "不认识的键“owners”")]
    [InlineData("level: village", "level: hamlet", 6, "“level”应是")]
    [InlineData("type: text}", "type: code}", 8, "要写“codes”")]
    [InlineData("type: text}", "type: text, min: 9, max: 1}", 8, "“min”大于“max”")]
    [InlineData("type: text}", "type: reference, ledger: b, show: x}", 8, "不存在")]
    [InlineData("level: village", "level: village\n  period: week", 7, "“period”应是")]
    [InlineData("level: village", "level: village\n  approvals: [村, 乡镇, 县, 市, 省]", 7, "最多 4 级")]
    [InlineData("level: village", "level: *x", 6, "不允许使用锚点和别名")]
    public void A_broken_definition_is_told_with_its_line(string good, string bad, int line, string words)
    {
        var text = Good.Replace("\r", "", StringComparison.Ordinal).Replace(good, bad, StringComparison.Ordinal);
        var shipped = new ShippedLedgers(Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")), [("a.yaml", text)]);
        Assert.Contains(shipped.Errors, e => e.File == "a.yaml" && e.Line == line && e.Message.Contains(words, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_county_changes_a_ledger_on_screen_and_old_rows_show_as_they_were(string database)
    {
        await using var site = await Books.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        var old = await Books.EnterAsync(clerk, Books.Well("东井", 100, "山泉"));
        Assert.Contains("/denied", (await clerk.GetAsync("/ledgers/define/wells")).Headers.Location!.ToString(), StringComparison.Ordinal);
        async Task<HttpResponseMessage> SendAsync(string handler, Dictionary<string, string> fields) => await monitor.PostToAsync("/ledgers/define/wells", $"/ledgers/define/wells?handler={handler}", fields);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync("Rename", new() { ["English"] = "people", ["NewName"] = "受益人口", ["Why"] = "按新口径" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync("Add", new() { ["Name"] = "出水量", ["English"] = "flow", ["Type"] = "decimal", ["Unit"] = "吨", ["Why"] = "按新口径" })).StatusCode);
        Assert.Contains("供水人口", (await clerk.PageAsync(old)).Body!.TextContent, StringComparison.Ordinal);
        var form = (await clerk.PageAsync("/ledgers/wells/edit")).Body!.TextContent;
        Assert.Contains("受益人口", form, StringComparison.Ordinal);
        Assert.Contains("出水量", form, StringComparison.Ordinal);
        Assert.Equal("100", Books.Figures(await monitor.PageAsync("/ledgers/wells/rollup"))[("合计", "受益人口")].TextContent);
        // a fact that stands elsewhere is not asked again without a reason
        var twin = await Visitor.ReadAsync(await SendAsync("Add", new() { ["Name"] = "供水户数", ["English"] = "homes", ["Type"] = "int", ["Why"] = "试" }));
        Assert.Contains("台账“供水月报”第 2 列“供水户数”", twin.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync("Add", new() { ["Name"] = "停水天数", ["English"] = "days_off", ["Type"] = "int", ["Reason"] = "本井单独计", ["Why"] = "试" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync("Add", new() { ["Name"] = "户主姓名", ["English"] = "head", ["Type"] = "text", ["Why"] = "试" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync("Retire", new() { ["English"] = "keeper_phone", ["Why"] = "不再采集" })).StatusCode);
        Assert.Null((await clerk.PageAsync("/ledgers/wells/edit")).QuerySelector("input[name='f.keeper_phone']"));
        await using var db = site.Open();
        Assert.Equal([1, 2, 3, 4, 5], await db.Set<DefinitionVersion>().Where(d => d.Key == "wells").OrderBy(d => d.Version).Select(d => d.Version).ToListAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_field_is_split_and_old_periods_show_as_they_were_while_its_values_are_carried_over(string database)
    {
        await using var site = await Books.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        var old = await Books.EnterAsync(clerk, new() { ["Place"] = $"{Site.VillageA1}", ["f.days_off"] = "3", ["f.homes"] = "120" }, "wells-monthly", "?period=20261001");
        var split = await monitor.PostToAsync("/ledgers/define/wells-monthly", "/ledgers/define/wells-monthly?handler=Split", new()
        {
            ["English"] = "homes", ["Name1"] = "集中供水户数", ["English1"] = "homes_piped", ["Type1"] = "int", ["Unit1"] = "户", ["Name2"] = "分散供水方式", ["English2"] = "scattered", ["Type2"] = "code", ["Codes2"] = "水窖、手压井", ["heir"] = "1", ["Why"] = "按新口径",
        });
        Assert.True(split.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(split)).QuerySelector("#form-errors, main")?.TextContent);
        // the old row shows by its own definition, the list of its month too
        var record = (await clerk.PageAsync(old)).Body!.TextContent;
        Assert.Contains("供水户数", record, StringComparison.Ordinal);
        Assert.DoesNotContain("集中供水户数", record, StringComparison.Ordinal);
        var list = await clerk.PageAsync("/ledgers/wells-monthly?period=20261001");
        Assert.Contains(list.QuerySelectorAll("thead th"), h => h.TextContent == "供水户数");
        Assert.DoesNotContain(list.QuerySelectorAll("thead th"), h => h.TextContent.StartsWith("集中供水", StringComparison.Ordinal));
        // whoever changes it finds the old value in the new field
        var form = await clerk.PageAsync(old.Replace("/rows/", "/edit/", StringComparison.Ordinal));
        Assert.Equal("120", form.QuerySelector("input[name='f.homes_piped']")!.GetAttribute("value"));
        Assert.Contains("原字段“供水户数”", form.Body!.TextContent, StringComparison.Ordinal);
        // and so does the next month, when it is copied
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostToAsync("/ledgers/wells-monthly?period=20261101", "/ledgers/wells-monthly?period=20261101&handler=Copy", [])).StatusCode);
        await using var db = site.Open();
        var november = await db.Set<Xianjie.Ledgers.Rows.LedgerRow>().AsNoTracking().SingleAsync(r => r.Period == 20261101);
        Assert.Contains("\"homes_piped\":\"120\"", november.Values, StringComparison.Ordinal);
        Assert.DoesNotContain("\"homes\"", november.Values, StringComparison.Ordinal);
        Assert.NotNull((await clerk.PageAsync("/ledgers/wells-monthly/edit?period=20261101")).QuerySelector("select[name='f.scattered'] option[value='手压井']"));
    }
}
