using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Reminders;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>调度: the county sends a form of its own to the townships by month or quarter, knows who owes it, and adds up what comes.</summary>
public sealed class DispatchTests
{
    private static string Form(string key, string title, string period) => $$"""
        key: {{key}}
        title: {{title}}
        module: 规划调度
        owner: 农业农村局
        grain: division
        level: township
        basis: 县调度通知
        period: {{period}}
        due: 5
        approvals: [县]
        fields:
          - {name: {{title}}开工项目, english: begun, type: int, required: true, min: 0, unit: 个}
        rollups:
          - {title: 开工项目, measure: sum({{title}}开工项目), unit: 个}
          - {title: 已报乡镇, measure: count(), unit: 个}
        """;

    public static TheoryData<string, string, string, string> Spans
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var database in (string[])(TestDatabases.HasPostgres ? ["sqlite", "postgres"] : ["sqlite"]))
            {
                data.Add(database, "month", "20261001", "2026年10月");
                data.Add(database, "quarter", "20260701", "2026年第3季度");
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Spans)), Requirement("S4-71")]
    public async Task A_form_sent_out_for_a_month_or_quarter_is_asked_of_every_township_and_added_up(string database, string period, string number, string title)
    {
        await using var site = await Site.StartAsync(database);
        var (clerk, other, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("clerk-b"), await site.SignInAsync("monitor"));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/ledgers/dispatch")).StatusCode);
        var sent = await monitor.PostAsync("/ledgers/define", new() { ["Text"] = Form("dispatch", "项目开工调度表", period), ["Why"] = "县调度通知第 1 号" });
        Assert.True(sent.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(sent)).QuerySelector("#form-errors, main")?.TextContent);

        // every township has the form, on screen and as a file, and owes it
        var at = "?period=" + number;
        Assert.NotNull((await clerk.PageAsync("/ledgers/dispatch/edit" + at)).QuerySelector("input[name='f.begun']"));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/ledgers/dispatch/import" + at + "&handler=Template")).StatusCode);
        var missing = (await monitor.PageAsync("/ledgers/dispatch/missing" + at)).QuerySelector("main")!.TextContent;
        Assert.Contains("白石镇", missing, StringComparison.Ordinal);
        Assert.Contains("云岭乡", missing, StringComparison.Ordinal);
        var row = await RowWalk.EnterAsync(site, clerk, "dispatch", new() { ["Place"] = $"{Site.TownA}", ["begun"] = "7" }, at);
        site.Clock.Move(TimeSpan.FromDays(1));
        await site.Services.GetRequiredService<ReportWork>().EnqueueDueAsync(CancellationToken.None);
        Assert.Contains($"项目开工调度表{title}", (await other.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("项目开工调度表" + title, (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        var csv = Encoding.UTF8.GetBytes("*区划,*项目开工调度表开工项目\n云岭乡,5\n");
        Assert.Equal(HttpStatusCode.SeeOther, (await other.PostAsync("/ledgers/dispatch/import" + at, [], ("upload", "表.csv", csv))).StatusCode);
        Assert.DoesNotContain("项目开工调度表" + title, (await other.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);

        await row.ActAsync(clerk, "Submit");
        await row.ActAsync(monitor, "Approve", "同意");
        var figures = Books.Figures(await monitor.PageAsync("/ledgers/dispatch/rollup" + at));
        Assert.Equal(("7", "5", "12", "2"), (figures[("白石镇", "开工项目")].TextContent, figures[("云岭乡", "开工项目")].TextContent, figures[("合计", "开工项目")].TextContent, figures[("合计", "已报乡镇")].TextContent));
        var agreed = Books.Figures(await monitor.PageAsync("/ledgers/dispatch/rollup" + at + "&approved=true"));
        Assert.Equal("7", agreed[("合计", "开工项目")].TextContent);
    }
}
