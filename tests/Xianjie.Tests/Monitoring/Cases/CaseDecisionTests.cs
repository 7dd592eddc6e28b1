using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Process;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Cases;

public sealed class CaseDecisionTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_two_decisions_at_once_one_wins_and_the_other_sees_both_versions(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待县级审定, "H-1");
        var version = (await bench.CaseAsync(id)).Version;
        await bench.AsAsync("monitor");
        await bench.AsAsync("monitor-2");
        var answers = await Task.WhenAll(
            bench.TryMoveAsync("monitor", id, CaseTrigger.县级同意, "同意认定", version),
            bench.TryMoveAsync("monitor-2", id, CaseTrigger.县级不同意, "能自主应对", version));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        var words = await CaseBench.WordsAsync(answers.Single(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Contains($"您打开时（第 {version} 版）", words, StringComparison.Ordinal);
        Assert.Contains($"现在（第 {version + 1} 版）", words, StringComparison.Ordinal);
        Assert.Contains("待县级审定", words, StringComparison.Ordinal);
        Assert.Contains("您写的意见（没有保存）", words, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<CaseAct>().CountAsync(a => a.CaseId == id && a.From == CaseStep.待县级审定));
        Assert.Equal(1, await db.Set<StepRecord>().CountAsync(s => s.Subject == id && s.LeftAt == null && s.Step != CaseFile.Whole));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_form_sent_twice_is_one_case_and_one_move(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.OpenAsync(await bench.HouseholdAsync("H-2"));
        var form = Guid.CreateVersion7();
        var version = (await bench.CaseAsync(id)).Version;
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.TryMoveAsync("clerk", id, CaseTrigger.受理, null, version, form)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await bench.TryMoveAsync("clerk", id, CaseTrigger.受理, null, version, form)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await bench.TryMoveAsync("clerk", id, CaseTrigger.受理, null, version)).StatusCode);
        var fields = CaseBench.VisitFields(bench.Day(0), risk: true);
        await bench.PaperAsync("collector", id, "visit", fields);
        await bench.PaperAsync("collector", id, "visit", fields);
        await using var db = site.Open();
        Assert.Equal((1, 1), (await db.Set<CaseAct>().CountAsync(), await db.Set<Xianjie.Monitoring.Cases.Papers.CaseVisit>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    [Requirement("S0-31")]
    public async Task Figures_equal_their_lists_and_ticked_rows_are_decided_together(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var (first, second, third) = (await bench.UpToAsync(CaseStep.待县级审定, "H-3"), await bench.UpToAsync(CaseStep.待县级审定, "H-4"), await bench.UpToAsync(CaseStep.待入户, "H-5"));
        var monitor = await bench.AsAsync("monitor");
        var answer = await monitor.PostAsync("/cases?handler=Decide", new() { ["ids[0]"] = first.ToString(), ["ids[1]"] = second.ToString(), ["ids[2]"] = third.ToString(), ["formKey"] = Guid.CreateVersion7().ToString() });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("已办理 2 件", (await monitor.PageAsync("/cases")).Body!.TextContent, StringComparison.Ordinal);
        await bench.MoveAsync("clerk", first, CaseTrigger.录入);
        site.Clock.Move(TimeSpan.FromDays(4));
        monitor = await bench.AsAsync("monitor");
        var overview = await monitor.PageAsync("/");
        foreach (var (label, expected) in new[] { ("认定在办", "2"), ("认定超期", "2"), ("本月认定", "1") })
        {
            var link = overview.QuerySelectorAll("a").Single(a => a.TextContent.Contains(label, StringComparison.Ordinal));
            Assert.Contains(expected, link.TextContent, StringComparison.Ordinal);
            Assert.Equal(expected, (await monitor.PageAsync(link.GetAttribute("href")!)).QuerySelector(".total b")!.TextContent);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_notice_sheet_shows_masked_names_and_nothing_else_of_a_person(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        await bench.UpToAsync(CaseStep.公示中, "H-6");
        var visitor = await bench.AsAsync("collector");
        var list = await visitor.PageAsync("/notices");
        var sheet = await visitor.PageAsync(list.QuerySelector("td.act a[href^='/notices/print']")!.GetAttribute("href")!);
        var paper = sheet.QuerySelector(".sheet")!.TextContent;
        Assert.Contains("大坪村拟纳入防止返贫致贫对象的公示", paper, StringComparison.Ordinal);
        Assert.Contains("王*", paper, StringComparison.Ordinal);
        Assert.DoesNotContain("王小山", sheet.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("因病", paper, StringComparison.Ordinal);
        Assert.DoesNotContain("H-6", paper, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_paused_clock_moves_the_terms_by_the_days_it_stood(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待入户, "H-7");
        var before = await bench.CaseAsync(id);
        var clerk = await bench.AsAsync("clerk");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync($"/cases/{id}?tab=history&handler=Pause", new() { ["words"] = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/cases/{id}?tab=history&handler=Pause", new() { ["words"] = "暴雨，道路中断" })).StatusCode);
        site.Clock.Move(TimeSpan.FromDays(4));
        Assert.Equal(HttpStatusCode.SeeOther, (await (await bench.AsAsync("clerk")).PostAsync($"/cases/{id}?tab=history&handler=Resume", [])).StatusCode);
        var after = await bench.CaseAsync(id);
        Assert.Equal((before.StepDue!.Value.AddDays(4), before.TotalDue!.Value.AddDays(4)), (after.StepDue!.Value, after.TotalDue!.Value));
    }

    [Fact]
    public void A_name_on_a_notice_can_only_be_masked()
    {
        Assert.Equal(["王*", "欧阳*", "阿*", "*"], new[] { "王小明", "欧阳修", "阿依古丽·买买提", " " }.Select(n => MaskedName.Of(n).ToString()));
        Assert.Throws<FormatException>(() => MaskedName.Stored("王小明"));
        Assert.Throws<ArgumentException>(() => PublicCategory.Of("因病 13800000000"));
        Assert.Equal(["Category", "ClosedOn", "Division", "EndsOn", "Id", "Kind", "Link", "Name", "StartsOn", "State", "Subject", "SuspendedOn", "Version"], typeof(PublicNotice).GetProperties().Select(p => p.Name).Order());
    }
}
