using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Files;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Households;
using Xianjie.Reports.Own;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Reports;

public sealed class OwnReportTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<Site> StartAsync(string database)
    {
        var site = await Books.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        await Books.EnterAsync(clerk, Books.Well("东井", 1200, "井水", invested: "36000.5", phone: "13800000001"));
        await Books.EnterAsync(clerk, Books.Well("西井", 300, "山泉", treated: "是", place: Site.VillageA2));
        await Books.EnterAsync(monitor, Books.Well("南井", 80, "地下水", treated: "是", phone: "13800000002", place: Site.VillageB1));
        await using var db = site.Open();
        db.Act = new("test", "plant");
        foreach (var (number, division, kind) in new[] { ("1", Site.VillageA1, "未消除风险监测户"), ("2", Site.VillageA2, "脱贫户"), ("3", Site.VillageB1, "未消除风险监测户") })
            db.Add(new Household { HouseholdNo = $"户{number}", Division = division, County = 990101, HeadName = $"人{number}", HouseholdType = "普通农户", RiskState = kind, MemberCount = int.Parse(number, CultureInfo.InvariantCulture), IdentifiedMonth = 202600 + int.Parse(number, CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync();
        return site;
    }

    private static async Task<string> SaveAsync(Visitor by, string source, Dictionary<string, string> more)
    {
        var fields = new Dictionary<string, string> { ["Source"] = source, ["Title"] = "我的报表", ["Every"] = "不定时" };
        foreach (var (key, value) in more)
            fields[key] = value;
        var answer = await by.PostAsync($"/reports/own/edit?source={source}", fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors, main")?.TextContent);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<List<List<string>>> LinesAsync(Visitor by, string path) => [.. (await by.PageAsync(path)).QuerySelectorAll("table.grid tbody tr").Select(r => r.QuerySelectorAll("th, td").Select(c => c.TextContent.Trim()).ToList())];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_counts_and_adds_by_place_field_or_time_under_conditions_and_opens_to_its_rows(string database)
    {
        await using var site = await StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var byPlace = await SaveAsync(monitor, "wells", new() { ["Group"] = "地区", ["m0.function"] = "个数", ["m1.function"] = "合计", ["m1.field"] = "people", ["m2.function"] = "平均", ["m2.field"] = "invested", ["m3.function"] = "最大", ["m3.field"] = "people", ["Sort"] = "2", ["Falling"] = "true" });
        Assert.Equal([["白石镇", "2", "2", "1,500", "36,000.5", "1,200"], ["云岭乡", "1", "1", "80", "—", "80"], ["合计", "3", "3", "1,580", "36,000.5", "1,200"]], await LinesAsync(monitor, byPlace));
        foreach (var link in (await monitor.PageAsync(byPlace)).QuerySelectorAll("table.grid tbody tr td:nth-child(2) a"))
            Assert.Equal(link.TextContent, Books.Total(await monitor.PageAsync(link.GetAttribute("href")!)));
        var byField = await SaveAsync(monitor, "wells", new() { ["Group"] = "water_source", ["f0.field"] = "people", ["f0.operator"] = "大于等于", ["f0.value"] = "100", ["f1.field"] = "well_name", ["f1.operator"] = "包含", ["f1.value"] = "井" });
        Assert.Equal([["地下水", "1", "1"], ["山泉", "1", "1"], ["合计", "2", "2"]], await LinesAsync(monitor, byField));
        var byTime = await SaveAsync(monitor, "households", new() { ["Group"] = "identified_month:月", ["m0.function"] = "合计", ["m0.field"] = "member_count", ["f0.field"] = "risk_state", ["f0.operator"] = "是", ["f0.value"] = "未消除风险监测户" });
        Assert.Equal([["202601", "1", "1"], ["202603", "1", "3"], ["合计", "2", "4"]], await LinesAsync(monitor, byTime));
        // two things at once, the second within the first; every figure opens to its rows
        var byBoth = await SaveAsync(monitor, "wells", new() { ["Group"] = "地区", ["Then"] = "water_source", ["m0.function"] = "合计", ["m0.field"] = "people" });
        Assert.Equal([["白石镇 · 地下水", "1", "1,200"], ["白石镇 · 山泉", "1", "300"], ["云岭乡 · 地下水", "1", "80"], ["合计", "3", "1,580"]], await LinesAsync(monitor, byBoth));
        foreach (var link in (await monitor.PageAsync(byBoth)).QuerySelectorAll("table.grid tbody tr td:nth-child(2) a"))
            Assert.Equal(link.TextContent, Books.Total(await monitor.PageAsync(link.GetAttribute("href")!)));
        Assert.Contains("与第一层不同", (await Visitor.ReadAsync(await monitor.PostAsync("/reports/own/edit?source=wells", new() { ["Source"] = "wells", ["Title"] = "试", ["Every"] = "不定时", ["Group"] = "地区", ["Then"] = "地区" }))).Body!.TextContent, StringComparison.Ordinal);
        foreach (var (field, op, value, words) in new[] { ("people", "是", "1) or (1=1", "应是整数"), ("well_name", "是", "x' or 'a' = 'a", "不带引号的文字"), ("water_source", "是", "海水", "应是这些值之一"), ("keeper_phone", "是", "13800000001", "不加密的字段"), ("well_name", "大于等于", "甲", "不能比大小") })
        {
            var answer = await monitor.PostAsync("/reports/own/edit?source=wells", new() { ["Source"] = "wells", ["Title"] = "试", ["Every"] = "不定时", ["Group"] = "地区", ["f0.field"] = field, ["f0.operator"] = op, ["f0.value"] = value });
            Assert.Contains(words, (await Visitor.ReadAsync(answer)).Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Whoever_opens_a_report_sees_only_their_own_area_and_fields_and_never_what_its_owner_sees(string database)
    {
        await using var site = await StartAsync(database);
        var (monitor, second, clerk, other) = (await site.SignInAsync("monitor"), await site.SignInAsync("monitor-2"), await site.SignInAsync("clerk"), await site.SignInAsync("clerk-b"));
        var list = new Dictionary<string, string> { ["Columns"] = "keeper_phone", ["Shared"] = "true" };
        var path = await SaveAsync(clerk, "wells", list);
        Assert.Equal(["东井", "西井"], (await LinesAsync(clerk, path)).Select(l => l[0]));
        var page = (await clerk.PageAsync(path)).DocumentElement.OuterHtml;
        Assert.Contains("138****0001", page, StringComparison.Ordinal);
        Assert.DoesNotContain("13800000001", page, StringComparison.Ordinal);
        // a colleague of the unit opens it, another township does not
        Assert.Equal(2, (await LinesAsync(await site.SignInAsync("clerk-2"), path)).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("我的报表", (await other.PageAsync("/reports/own")).Body!.TextContent, StringComparison.Ordinal);
        var ofOther = await SaveAsync(other, "wells", list);
        Assert.Equal(["南井"], (await LinesAsync(other, ofOther)).Select(l => l[0]));
        // what is not shared stays one's own, and only its owner changes it
        var secret = await SaveAsync(monitor, "households", new() { ["Columns"] = "phone" });
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync(secret)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-2")).GetAsync(path.Replace("/own/", "/own/edit/", StringComparison.Ordinal))).StatusCode);
        // a department sees no fields of people: it can't take from the registry, saved or typed
        var officer = await site.SignInAsync("department");
        Assert.Contains("请选择取数的台账或名册", (await Visitor.ReadAsync(await officer.PostAsync("/reports/own/edit", new() { ["Source"] = "households", ["Title"] = "试", ["Every"] = "不定时", ["Columns"] = "head_name" }))).Body!.TextContent, StringComparison.Ordinal);
        await using (var db = site.Open())
        {
            db.Act = new("test", "plant");
            var me = await db.Set<Xianjie.Platform.Access.User>().SingleAsync(u => u.Login == "department");
            var planted = new OwnReport { Title = "户", Query = (OwnQuery.Empty("households") with { Columns = ["head_name"] }).ToText(), OwnerId = me.Id, Owner = "x", Division = me.Division, Department = me.Department };
            db.Add(planted);
            await db.SaveChangesAsync();
            path = $"/reports/own/{planted.Id}";
        }
        Assert.Contains("您的岗位看不到“农户名册”", (await officer.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("人1", (await officer.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_is_exported_with_purpose_and_number_and_masked(string database)
    {
        await using var site = await StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var path = await SaveAsync(clerk, "wells", new() { ["Columns"] = "keeper_phone" });
        Assert.Contains("用途", await (await clerk.PostToAsync(path, $"{path}?handler=Export", new() { ["format"] = "csv" })).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var text = await (await clerk.PostToAsync(path, $"{path}?handler=Export", new() { ["format"] = "csv", [PurposeAsk.Kind] = "日常工作核对" })).Content.ReadAsStringAsync();
        Assert.Contains("138****0001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("13800000001", text, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(2, (await db.Set<ExportRecord>().AsNoTracking().SingleAsync()).Rows);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_by_schedule_comes_once_a_period_survives_a_resend_and_is_made_as_its_owner_is_that_day(string database)
    {
        await using var site = await StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await SaveAsync(clerk, "wells", new() { ["Columns"] = "well_name", ["Every"] = "每周", ["Purpose"] = "周报核对" });
        var schedule = site.Services.GetServices<IDueWork>().OfType<OwnSchedule>().Single();
        Assert.Equal(1, await schedule.EnqueueDueAsync(default));
        Assert.Equal(0, await schedule.EnqueueDueAsync(default));
        await site.RunJobsAsync();
        await using (var db = site.Open())
        {
            var (job, file) = (await db.Set<Job>().AsNoTracking().SingleAsync(j => j.Kind == OwnJob.JobKind), await db.Set<StoredFile>().AsNoTracking().SingleAsync(f => f.Purpose == StoredFile.Export));
            Assert.True(job.State == JobState.Done, job.Outcome);
            Assert.Equal((2, "周报核对"), ((await db.Set<ExportRecord>().AsNoTracking().SingleAsync(r => r.FileId == file.Id)).Rows, (await db.Set<ExportRecord>().AsNoTracking().SingleAsync(r => r.FileId == file.Id)).Purpose));
            Assert.Single(await db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == OwnJob.WorkKind).ToListAsync());
        }
        Assert.Contains("我的报表", (await clerk.PageAsync("/downloads")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("定时报表“我的报表”已生成", (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("定时报表", (await (await site.SignInAsync("clerk-2")).PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromDays(6));
        Assert.Equal(0, await schedule.EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(1, await schedule.EnqueueDueAsync(default));
        // the owner has left: nothing is made
        await using (var db = site.Open())
        {
            db.Act = new("test", "leave");
            (await db.Set<Xianjie.Platform.Access.User>().SingleAsync(u => u.Login == "clerk")).Disabled = true;
            await db.SaveChangesAsync();
        }
        await site.RunJobsAsync();
        await using (var db = site.Open())
            Assert.Contains("账号已经停用", (await db.Set<Job>().AsNoTracking().Where(j => j.Kind == OwnJob.JobKind).OrderByDescending(j => j.CreatedAt).FirstAsync()).Outcome, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_taken_up_again_after_a_crash_goes_on_with_the_export_number_it_took(string database)
    {
        await using var site = await StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await SaveAsync(clerk, "wells", new() { ["Columns"] = "well_name", ["Every"] = "每周", ["Purpose"] = "周报核对" });
        Assert.Equal(1, await site.Services.GetServices<IDueWork>().OfType<OwnSchedule>().Single().EnqueueDueAsync(default));
        var board = site.Services.GetRequiredService<JobBoard>();
        var dead = (await board.LeaseAsync("dead worker", default))!;
        site.Clock.Move(JobBoard.Lease + TimeSpan.FromSeconds(1));
        var live = (await board.LeaseAsync("live worker", default))!;
        Assert.Equal((dead.Id, OwnJob.JobKind), (live.Id, live.Kind));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(dead));
        await using (var db = site.Open())
            Assert.Equal(ExportState.生成中, (await db.Set<ExportRecord>().AsNoTracking().SingleAsync()).State);
        await RunAsync(live);
        await using var after = site.Open();
        var record = await after.Set<ExportRecord>().AsNoTracking().SingleAsync();
        Assert.Equal((1, ExportState.可下载, 2), (record.Number, record.State, record.Rows));
        Assert.NotNull(record.FileId);
        Assert.Single(await after.Set<Xianjie.Platform.Changes.Change>().AsNoTracking().Where(c => c.What == "导出我的报表").ToListAsync());
        Assert.Contains("第1份", (await after.Set<StoredFile>().AsNoTracking().SingleAsync(f => f.Id == record.FileId)).Name, StringComparison.Ordinal);

        async Task RunAsync(Job job)
        {
            await using var scope = site.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetServices<IJobHandler>().Single(h => h.Kind == OwnJob.JobKind).RunAsync(new JobRun(job, scope.ServiceProvider, board, default));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_formula_that_looks_into_another_ledger_is_counted_with_filtered_and_sorted_by_as_it_comes_to_now(string database)
    {
        await using var site = await Pumps.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        foreach (var (name, place) in new[] { ("一号", Site.VillageA1), ("二号", Site.VillageA2), ("三号", Site.VillageA2) })
            await Books.EnterAsync(clerk, Pumps.Pump(name, place: place), "pumps");
        foreach (var visit in new[] { Pumps.Visit("一号", true), Pumps.Visit("一号", false), Pumps.Visit("三号", true, Site.VillageA2) })
            await Books.EnterAsync(clerk, visit, "visits", "?period=20261101");
        var list = await SaveAsync(clerk, "pumps", new() { ["Columns"] = "visits", ["Sort"] = "visits", ["Falling"] = "true" });
        Assert.Equal(["2", "1", "0"], (await LinesAsync(clerk, list)).Select(l => l[^1]));
        var file = await (await clerk.PostToAsync(list, $"{list}?handler=Export", new() { ["format"] = "csv", [PurposeAsk.Kind] = "日常工作核对" })).Content.ReadAsStringAsync();
        Assert.Contains("大坪村,2", file, StringComparison.Ordinal);
        var some = await SaveAsync(clerk, "pumps", new() { ["Group"] = "村", ["m0.function"] = "合计", ["m0.field"] = "visits", ["m1.function"] = "最大", ["m1.field"] = "whole", ["f0.field"] = "visits", ["f0.operator"] = "大于等于", ["f0.value"] = "1" });
        Assert.Equal(["合计", "2", "3", "3"], (await LinesAsync(clerk, some))[^1]);
    }
}
