using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Rows;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class LedgerTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Rows_are_entered_listed_changed_and_added_up_and_every_figure_opens_to_its_rows(string database)
    {
        await using var site = await Books.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var first = await Books.EnterAsync(clerk, Books.Well("东井", 1200, "井水", invested: "36000.5", phone: "13800000001"));
        await Books.EnterAsync(clerk, Books.Well("西井", 300, "山泉", treated: "是", place: Site.VillageA2));
        var monitor = await site.SignInAsync("monitor");
        await Books.EnterAsync(monitor, Books.Well("南井", 80, "地下水", treated: "是", place: Site.VillageB1));

        var record = await clerk.PageAsync(first);
        foreach (var words in new[] { "东井 供 1200 人，应当消毒", "地下水", "36,000.50", "30.00", "138****0001" })
            Assert.Contains(words, record.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("13800000001", record.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await using (var db = site.Open())
            Assert.DoesNotContain("13800000001", (await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == "wells").ToListAsync()).Select(r => r.Values).Aggregate((a, b) => a + b), StringComparison.Ordinal);

        Assert.Equal("2", Books.Total(await clerk.PageAsync("/ledgers/wells")));
        Assert.Equal("3", Books.Total(await monitor.PageAsync("/ledgers/wells")));
        Assert.Equal("2", Books.Total(await monitor.PageAsync("/ledgers/wells?f.water_source=" + Uri.EscapeDataString("地下水"))));
        Assert.Equal("1", Books.Total(await monitor.PageAsync("/ledgers/wells?q=" + Uri.EscapeDataString("西井"))));
        var rollup = await monitor.PageAsync("/ledgers/wells/rollup");
        Assert.Contains("“水井总数”为 3", rollup.Body!.TextContent, StringComparison.Ordinal);
        var figures = Books.Figures(rollup);
        Assert.Equal(("1500", "1", "36000.50"), (figures[("白石镇", "供水人口")].TextContent, figures[("白石镇", "已消毒")].TextContent, figures[("合计", "投资")].TextContent));
        foreach (var ((_, measure), link) in figures.Where(f => f.Key.Measure is "水井" or "已消毒" && f.Value.TextContent != "—"))
            Assert.Equal(link.TextContent, Books.Total(await monitor.PageAsync(link.GetAttribute("href")!)));
        var byGroup = Books.Figures(await monitor.PageAsync("/ledgers/wells/rollup?group=water_source"));
        Assert.Equal("2", byGroup[("地下水", "水井")].TextContent);
        Assert.Equal("2", Books.Total(await monitor.PageAsync(byGroup[("地下水", "水井")].GetAttribute("href")!)));

        // the phone stays when its box is left empty
        var edit = first.Replace("/rows/", "/edit/", StringComparison.Ordinal);
        var changed = Books.Well("东井", 1200, "地下水", treated: "是", invested: "36000.50");
        changed["Version"] = "0";
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(edit, changed)).StatusCode);
        record = await clerk.PageAsync(first);
        Assert.Contains("138****0001", record.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("是否消毒：空 → 是", record.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("应当消毒", record.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await clerk.PostAsync(edit, changed)).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Wrong_rows_are_refused_in_words_and_nobody_sees_or_writes_beyond_their_area(string database)
    {
        await using var site = await Books.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var path = await Books.EnterAsync(clerk, Books.Well("东井", 100, "山泉"));
        async Task<string> RefusedAsync(Visitor by, Dictionary<string, string> fields)
        {
            var answer = await by.PostAsync("/ledgers/wells/edit", fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return (await Visitor.ReadAsync(answer)).Body!.TextContent;
        }
        Assert.Contains("已有井名相同的一行", await RefusedAsync(clerk, Books.Well("东井", 100, "山泉")), StringComparison.Ordinal);
        Assert.Contains("应在 0 至 50000人 之间", await RefusedAsync(clerk, Books.Well("北井", 70000, "山泉")), StringComparison.Ordinal);
        Assert.Contains("不在可选值内", await RefusedAsync(clerk, Books.Well("北井", 70, "海水")), StringComparison.Ordinal);
        Assert.Contains("井名：必填", await RefusedAsync(clerk, Books.Well("", 70, "山泉")), StringComparison.Ordinal);
        Assert.Contains("投资不能为负", await RefusedAsync(clerk, Books.Well("北井", 70, "山泉", invested: "-1")), StringComparison.Ordinal);
        Assert.Contains("不在您的管理范围内", await RefusedAsync(clerk, Books.Well("北井", 70, "山泉", place: Site.VillageB1)), StringComparison.Ordinal);

        var other = await site.SignInAsync("clerk-b");
        Assert.Equal("0", Books.Total(await other.PageAsync("/ledgers/wells")));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        Assert.Equal("—", Books.Figures(await other.PageAsync("/ledgers/wells/rollup"))[("合计", "水井")].TextContent);
        var leader = await site.SignInAsync("leader");
        Assert.Equal("1", Books.Total(await leader.PageAsync("/ledgers/wells")));
        Assert.Contains("/denied", (await leader.GetAsync("/ledgers/wells/edit")).Headers.Location!.ToString(), StringComparison.Ordinal);
        var stranger = await site.SignInAsync("department");
        Assert.Contains("/denied", (await stranger.GetAsync("/ledgers/wells/edit")).Headers.Location!.ToString(), StringComparison.Ordinal);
        foreach (var login in new[] { "system-admin", "security-admin", "audit-admin" })
            Assert.Contains("/denied", (await (await site.SignInAsync(login)).GetAsync("/ledgers/wells")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_period_is_reported_agreed_to_by_level_and_frozen_and_what_is_frozen_stays(string database)
    {
        await using var site = await Books.StartAsync(database);
        var (collector, clerk, second, monitor) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"), await site.SignInAsync("clerk-2"), await site.SignInAsync("monitor"));
        Dictionary<string, string> Report(string days) => new() { ["Place"] = $"{Site.VillageA1}", ["f.days_off"] = days, ["f.homes"] = "120", ["f.since"] = "2019" };
        var path = await Books.EnterAsync(collector, Report("2"), "wells-monthly", "?period=20261001");
        Assert.Equal("4", (await monitor.PageAsync("/ledgers/wells-monthly/missing?period=20261101")).QuerySelectorAll(".total b")[1].TextContent);
        Assert.Equal("3", (await monitor.PageAsync("/ledgers/wells-monthly/missing?period=20261001")).QuerySelectorAll(".total b")[1].TextContent);
        async Task<string> ActAsync(Visitor by, string handler, string words = "")
        {
            var version = 0;
            await using (var db = site.Open())
                version = (await db.Set<LedgerRow>().AsNoTracking().SingleAsync()).Version;
            var answer = await by.PostToAsync(path, $"{path}?handler={handler}", new() { ["Version"] = $"{version}", ["Words"] = words });
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            return (await by.PageAsync(path)).Body!.TextContent;
        }
        async Task<IElement?> WaitingAsync(Visitor by) => (await by.PageAsync("/inbox")).QuerySelectorAll("td.head a").FirstOrDefault(a => a.TextContent.Contains("供水月报2026年10月有 ", StringComparison.Ordinal));
        Assert.Contains("已提交审核", await ActAsync(collector, "Submit"), StringComparison.Ordinal);
        // the level whose turn it is finds it in its inbox, and the list behind holds as many rows
        var waits = (await WaitingAsync(clerk))!;
        Assert.Equal("供水月报2026年10月有 1 行待乡镇审核", waits.TextContent);
        Assert.Equal("1", Books.Total(await clerk.PageAsync(waits.GetAttribute("href")!)));
        Assert.Equal("0", Books.Total(await clerk.PageAsync(waits.GetAttribute("href")!.Replace("level=0", "level=1", StringComparison.Ordinal))));
        foreach (var other in new[] { collector, monitor, await site.SignInAsync("clerk-b") })
            Assert.Null(await WaitingAsync(other));
        Assert.Contains("现在该由乡镇审核", await ActAsync(monitor, "Approve"), StringComparison.Ordinal);
        Assert.Contains("请写明退回的原因", await ActAsync(clerk, "Return"), StringComparison.Ordinal);
        Assert.Contains("停水天数与记录不符", await ActAsync(clerk, "Return", "停水天数与记录不符"), StringComparison.Ordinal);
        Assert.Null(await WaitingAsync(clerk));
        await ActAsync(collector, "Submit");
        await ActAsync(second, "Approve");
        Assert.Null(await WaitingAsync(clerk));
        Assert.Equal("供水月报2026年10月有 1 行待县审核", (await WaitingAsync(monitor))!.TextContent);
        Assert.Contains("县审核", await ActAsync(monitor, "Approve", "同意"), StringComparison.Ordinal);
        Assert.Null(await WaitingAsync(monitor));
        await using (var db = site.Open())
            Assert.Equal(RowState.已审核, (await db.Set<LedgerRow>().AsNoTracking().SingleAsync()).State);

        var frozen = await monitor.PostAsync("/ledgers/wells-monthly?period=20261001&handler=Freeze", new() { ["frozen"] = "true", ["why"] = "十月数据上报" });
        Assert.Equal(HttpStatusCode.SeeOther, frozen.StatusCode);
        var edit = path.Replace("/rows/", "/edit/", StringComparison.Ordinal);
        var report = Report("9");
        report["Version"] = "5";
        var refused = await collector.PostAsync(edit, report);
        Assert.Contains("已经冻结", (await Visitor.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已经冻结", (await Visitor.ReadAsync(await clerk.PostAsync("/ledgers/wells-monthly/edit?period=20261001", new(Report("1")) { ["Place"] = $"{Site.VillageA2}" }))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已经冻结", await ActAsync(collector, "Delete", "填错"), StringComparison.Ordinal);
        Assert.Equal("2", Books.Figures(await monitor.PageAsync("/ledgers/wells-monthly/rollup?period=20261001"))[("合计", "停水天数")].TextContent);
        // November knows what October said
        Assert.Equal("120", (await collector.PageAsync("/ledgers/wells-monthly/edit?period=20261101")).QuerySelector("input[name='f.homes']")!.GetAttribute("value"));
    }
}
