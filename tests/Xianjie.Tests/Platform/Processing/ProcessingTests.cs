using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Processing;
using Xianjie.Screening;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Processing;

/// <summary>The record of processing activities and the impact assessments: 个人信息保护法第五十四条至第五十六条.</summary>
public sealed class ProcessingTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_table_that_tells_of_people_stands_in_the_record_and_assessments_come_back_to_the_inbox(string database)
    {
        await using var site = await Site.StartAsync(database);
        var admin = await site.SignInAsync("security-admin");
        var page = await admin.PageAsync("/processing");
        var rows = page.QuerySelectorAll(".list tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim(), r => r.TextContent);
        foreach (var fact in site.Services.GetRequiredService<Catalogue>().Facts.Where(f => f.Columns.Any(c => c.Class != ColumnClass.Plain)))
            Assert.All(fact.Columns.Where(c => c.Class != ColumnClass.Plain), c => Assert.Contains(c.Name, rows[fact.Name], StringComparison.Ordinal));
        Assert.Contains("单独同意", rows["机动车"], StringComparison.Ordinal);
        Assert.Contains("法定职责", rows["低保特困"], StringComparison.Ordinal);
        Assert.Contains("逐字段加密：身份证号、残疾证号、联系电话", rows["成员"], StringComparison.Ordinal);
        Assert.Contains("诊断", rows["大病救治"], StringComparison.Ordinal);
        Assert.DoesNotContain(rows.Keys, k => k.Any(char.IsAsciiLetter));

        var fields = new Dictionary<string, string>
        {
            ["Input.Title"] = "月度比对使用财产数据", ["Input.Occasion"] = ImpactAssessment.Occasions[0], ["Input.Level"] = "中", ["Input.Findings"] = "目的合法、必要，取得授权书。", ["Input.Steps"] = "缺授权书的不比对。",
            ["Input.DoneOn"] = "2026-11-01", ["Input.NextOn"] = "2026-10-01", ["Input.Version"] = "0",
        };
        Assert.Contains("下次复评应在评估日期之后", await (await admin.PostAsync("/processing/assessments/new", fields)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        fields["Input.NextOn"] = "2026-11-20";
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.PostAsync("/processing/assessments/new", fields)).StatusCode);
        var reminder = site.Services.GetRequiredService<ReviewReminder>();
        Assert.Equal(1, await reminder.EnqueueDueAsync(default));
        Assert.Contains("应在 2026-11-20 前复评", (await admin.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);

        // The auditor reads it and takes it away, and changes nothing
        var auditor = await site.SignInAsync("audit-admin");
        await using var db = site.Open();
        var one = await db.Set<ImpactAssessment>().AsNoTracking().SingleAsync();
        Assert.Contains("缺授权书的不比对", (await auditor.PageAsync($"/processing/assessments/{one.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/denied", (await auditor.GetAsync("/processing/assessments/new")).Headers.Location!.AbsolutePath);
        var asked = await auditor.PostToAsync("/processing", "/processing?handler=Export", new() { ["ExportPurpose"] = "督查检查" });
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", asked.Content.Headers.ContentType?.MediaType);
        Assert.Equal("/denied", (await (await site.SignInAsync("monitor")).GetAsync("/processing")).Headers.Location!.AbsolutePath);

        fields["Input.NextOn"] = "2027-11-20";
        fields["Input.Version"] = $"{one.Version}";
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.PostAsync($"/processing/assessments/{one.Id}", fields)).StatusCode);
        site.Clock.Move(TimeSpan.FromDays(1));
        await reminder.EnqueueDueAsync(default);
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().SingleAsync(w => w.Kind == ReviewReminder.Kind)).State);
    }
}
