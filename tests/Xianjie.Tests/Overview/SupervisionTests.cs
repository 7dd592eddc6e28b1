using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Definitions;
using Xianjie.Overview.Supervision;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Screening;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Overview;

public sealed class SupervisionTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string Indicators = """
        - {key: raw-wells, title: 未消毒水井, group: 乡村建设, formula: 没有消毒的水井, numerator: 未消毒水井, unit: 处, better: down, red: 规模性返贫处数红线, from: {ledger: wells, where: 是否消毒 = false}, basis: 试验}
        """;

    private const string Tiles = "- {number: 1, title: 饮水安全, keys: [raw-wells], chart: number}";

    private static Task<Site> StartAsync(string database) => Site.StartAsync(database, s =>
    {
        s.AddSingleton(p => new ShippedLedgers(p.GetRequiredService<Catalogue>(), [("own.yaml", Books.Text)]));
        s.AddSingleton(p => new IndicatorBook(p.GetRequiredService<ShippedParameters>(), [("indicators/own.yaml", Indicators), ("indicators/leader.yaml", Tiles)]));
    });

    [Theory, MemberData(nameof(Databases)), Requirement("S4-72")]
    public async Task A_red_light_becomes_an_order_with_one_click_and_its_answer_comes_back_to_who_gave_it(string database)
    {
        await using var site = await StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await Books.EnterAsync(clerk, Books.Well("东井", 120, "井水", treated: "否"));
        var leader = await site.SignInAsync("leader");
        var page = await leader.PageAsync($"/leader/1?place={Site.County}");
        Assert.Contains("红灯", page.QuerySelector("table.grid")!.TextContent, StringComparison.Ordinal);
        // the township that is red, not the other one
        var forms = page.QuerySelectorAll("#places tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim(), r => r.QuerySelector("form"));
        Assert.Null(forms["云岭乡"]);
        var fields = forms["白石镇"]!.QuerySelectorAll("input[type=hidden]").Where(i => i.GetAttribute("name") != "__RequestVerificationToken").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        var order = await PathAsync(await leader.PostAsync("/supervision?handler=Issue", fields));
        // once more leads to the same
        Assert.Equal(order, await PathAsync(await leader.PostAsync("/supervision?handler=Issue", fields)));
        foreach (var day in new[] { "0001-01-01", "9999-12-31", "2026-13-01" })
            Assert.Contains(day, await RefusedAsync(leader, new(fields) { ["place"] = $"{Site.TownB}", ["day"] = day }), StringComparison.Ordinal);
        Assert.Contains("不是红灯", await RefusedAsync(leader, new(fields) { ["place"] = $"{Site.TownB}" }), StringComparison.Ordinal);

        Assert.Contains("督办：白石镇未消毒水井 1", (await clerk.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("督办：", (await (await site.SignInAsync("clerk-b")).PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync(order)).StatusCode);
        var record = await clerk.PageAsync(order);
        foreach (var words in new[] { "1（2026-11-02）", "红线 0处", "白石镇", "2026-11-09" })
            Assert.Contains(words, record.QuerySelector(".head-card")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(order + "?handler=Answer", new() { ["version"] = "0", ["words"] = "已装消毒设备，明日水检。" })).StatusCode);
        Assert.DoesNotContain("督办：", (await clerk.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("白石镇已答复督办：未消毒水井", (await leader.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // sent back once, then agreed to by who gave it
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await leader.PostAsync(order + "?handler=Return", new() { ["version"] = "1", ["words"] = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await leader.PostAsync(order + "?handler=Return", new() { ["version"] = "1", ["words"] = "附水检报告。" })).StatusCode);
        Assert.Contains("督办：白石镇", (await clerk.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(order + "?handler=Answer", new() { ["version"] = "2", ["words"] = "水检合格，报告已交。" })).StatusCode);
        Assert.NotEqual(HttpStatusCode.SeeOther, (await (await site.SignInAsync("inspector")).PostAsync(order + "?handler=Agree", new() { ["version"] = "3" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await leader.PostAsync(order + "?handler=Agree", new() { ["version"] = "3" })).StatusCode);
        Assert.Equal("1", Books.Total(await leader.PageAsync("/supervision?state=done")));
        Assert.Equal("0", Books.Total(await leader.PageAsync("/supervision")));
        foreach (var words in new[] { "发出督办", "已装消毒设备", "附水检报告。", "水检合格", "办结督办" })
            Assert.Contains(words, (await leader.PageAsync(order)).QuerySelector(".trail")!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<SupervisionOrder>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-72")]
    public async Task A_leaders_comment_becomes_a_task_of_the_chosen_unit_and_can_be_taken_back(string database)
    {
        await using var site = await StartAsync(database);
        var leader = await site.SignInAsync("leader");
        Dictionary<string, string> Note(string words, string unit) => new() { ["note"] = "true", ["key"] = "raw-wells", ["by"] = "", ["place"] = $"{Site.County}", ["unit"] = unit, ["words"] = words };
        Assert.Contains("批示内容", await RefusedAsync(leader, Note("", "c")), StringComparison.Ordinal);
        Assert.Contains("责任单位", await RefusedAsync(leader, Note("请查", "t:1")), StringComparison.Ordinal);
        var order = await PathAsync(await leader.PostAsync("/supervision?handler=Issue", Note("请医保局核实饮水致病情况。", "d:医保局")));
        var officer = await site.SignInAsync("department");
        Assert.Contains("批示：", (await officer.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", Books.Total(await officer.PageAsync("/supervision")));
        Assert.Equal("0", Books.Total(await (await site.SignInAsync("clerk")).PageAsync("/supervision")));
        Assert.Equal(HttpStatusCode.SeeOther, (await leader.PostAsync(order + "?handler=Withdraw", new() { ["version"] = "0", ["words"] = "已另行安排" })).StatusCode);
        Assert.DoesNotContain("批示：", (await officer.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // a clerk may not order anybody
        Assert.NotEqual(HttpStatusCode.SeeOther, (await (await site.SignInAsync("clerk")).PostAsync("/supervision?handler=Issue", Note("请查", "c"))).StatusCode);
        var file = await leader.PostAsync("/supervision?handler=Export&state=all", new() { ["ExportPurpose"] = "上报上级" });
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<string> PathAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors")?.TextContent);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> RefusedAsync(Visitor visitor, Dictionary<string, string> fields)
    {
        var answer = await visitor.PostAsync("/supervision?handler=Issue", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return (await Visitor.ReadAsync(answer)).Body!.TextContent;
    }
}
