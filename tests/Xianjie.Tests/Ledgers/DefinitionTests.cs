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
}
