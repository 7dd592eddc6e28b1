using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Guarantees;

public sealed class GuaranteeTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S3-27"), Requirement("S3-74"), Requirement("S2-30"), Requirement("S3-70")]
    public async Task Gaps_open_by_the_check_and_close_when_data_prove_them_and_counts_equal_lists(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.PlantAsync(site, Site.VillageA1, "G-1", null, Homes.Adult("赵一", insured: false), Homes.Adult("钱二", "配偶"));
        await Homes.AddAsync(site, new Living { HouseholdId = id, Division = Site.VillageA1, HouseGrade = "C级", WaterSafe = true });
        var (collector, monitor) = (await site.SignInAsync("collector"), await site.SignInAsync("monitor"));
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/guarantees", [])).StatusCode);
        await site.RunJobsAsync();
        var list = await collector.PageAsync("/guarantees");
        Assert.Equal(["赵一", "赵一"], list.QuerySelectorAll("tbody tr th").Select(t => t.TextContent));
        foreach (var (kind, count) in new[] { ("医保参保", 1), ("住房安全", 1), ("饮水水质", 0) })
        {
            var page = await collector.PageAsync($"/guarantees?kind={Uri.EscapeDataString(kind)}");
            Assert.Equal(count, page.QuerySelectorAll("tbody tr").Length);
            Assert.Contains($"共 {count} 项", page.Body!.TextContent.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        await ProveAsync(collector, id, "住房安全", "A级");
        await SaveAsync(site, id, family => family.Members.Single(m => m.Name == "赵一").MedResident = true);
        Assert.Empty((await collector.PageAsync("/guarantees")).QuerySelectorAll("tbody tr"));
        var closed = (await collector.PageAsync("/guarantees?view=closed")).Body!.TextContent;
        Assert.Contains("住房A级（走访 2026-11-02）", closed, StringComparison.Ordinal);
        Assert.Contains("参加城乡居民医保（档案）", closed, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(2, await db.Set<Gap>().CountAsync(g => g.ClosedOn != null));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-26"), Requirement("S2-24"), Requirement("S2-25"), Requirement("S1-34"), Requirement("S3-67")]
    public async Task A_child_out_of_school_becomes_an_order_with_two_lines_of_duty_and_is_followed_after_the_return(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await Homes.PlantAsync(site, Site.VillageA1, "S-1", null, Homes.Adult("赵一"), Homes.Child("赵小", new(2014, 5, 1), "小学"));
        var collector = await site.SignInAsync("collector");
        await SaveAsync(site, id, family => (family.Members.Single(m => m.Name == "赵小").SchoolState, family.Members.Single(m => m.Name == "赵小").DropoutReason) = ("非在校生", "厌学"));
        await using var db = site.Open();
        var order = await db.Set<DropoutOrder>().AsNoTracking().SingleAsync();
        Assert.Equal((new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 5), new DateOnly(2026, 11, 7)), (order.VerifyBy, order.PersuadeBy, order.SettleBy));
        Assert.Contains("劝返：赵小", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        var one = await PostAsync(collector, id, "Duty", new() { ["order"] = order.Id.ToString(), ["education"] = "王校长", ["administration"] = "" });
        Assert.Contains("双线责任", await one.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await OkAsync(collector, id, "Duty", new() { ["order"] = order.Id.ToString(), ["education"] = "王校长", ["administration"] = "李副乡长", ["words"] = "上门劝返一次" });
        var exempt = await PostAsync(collector, id, "Settle", new() { ["order"] = order.Id.ToString(), ["Settle.Outcome"] = "身体原因豁免", ["Settle.On"] = "2026-11-02", ["Settle.Words"] = "病" });
        Assert.Contains("身体原因豁免须附证明", await exempt.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await OkAsync(collector, id, "Settle", new() { ["order"] = order.Id.ToString(), ["Settle.Outcome"] = "已返校", ["Settle.On"] = "2026-11-02", ["Settle.Words"] = "已回中心小学" });
        Assert.Equal(0, await db.Set<Gap>().CountAsync(g => g.ClosedOn == null && g.Kind == GuaranteeKind.义务教育));
        Assert.Equal(0, await db.Set<WorkItem>().CountAsync(w => w.State == WorkState.Open));
        await OkAsync(collector, id, "Look", new() { ["order"] = order.Id.ToString(), ["there"] = "false" });
        Assert.Equal(2, await db.Set<DropoutOrder>().CountAsync());
        Assert.Contains("返校后又离校", (await collector.PageAsync($"/guarantees/{id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-35"), Requirement("S2-28")]
    public async Task Follow_ups_that_a_department_delivers_open_and_close_the_gap(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await County.SettleAsync(site, 7, "赵一", Site.VillageA1, state: Homes.Monitored);
        var monitor = await site.SignInAsync("monitor");
        const string header = "身份证号,姓名,慢病类型,建档日期,末次随访日期,统计日期";
        await County.DeliverAsync(site, monitor, "慢病随访", $"{header}\n{County.Id(7)},赵一,高血压,2025-01-01,2026-06-01,2026-09-30\n", "九月.csv");
        Assert.Equal(1, await site.Services.GetServices<IDueWork>().OfType<RefreshSchedule>().Single().EnqueueDueAsync(default));
        await site.RunJobsAsync();
        await using var db = site.Open();
        var gap = await db.Set<Gap>().AsNoTracking().SingleAsync(g => g.Kind == GuaranteeKind.慢病随访);
        Assert.Equal((household, GapState.缺口), (gap.HouseholdId, gap.State));
        Assert.Equal(0, await site.Services.GetServices<IDueWork>().OfType<RefreshSchedule>().Single().EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromMinutes(1));
        await County.DeliverAsync(site, monitor, "慢病随访", $"{header}\n{County.Id(7)},赵一,高血压,2025-01-01,2026-10-20,2026-10-31\n", "十月.csv");
        Assert.Equal(1, await site.Services.GetServices<IDueWork>().OfType<RefreshSchedule>().Single().EnqueueDueAsync(default));
        await site.RunJobsAsync();
        gap = await db.Set<Gap>().AsNoTracking().SingleAsync(g => g.Kind == GuaranteeKind.慢病随访);
        Assert.Equal(new DateOnly(2026, 11, 2), gap.ClosedOn);
        Assert.Contains("卫健局 2026-10-20", gap.ClosedBy, StringComparison.Ordinal);
    }

    private static async Task SaveAsync(Site site, Guid id, Action<Family> change)
    {
        using var services = site.Services.CreateScope();
        services.ServiceProvider.GetRequiredService<Scope>().Narrow(Site.County);
        var db = services.ServiceProvider.GetRequiredService<XianjieDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var book = services.ServiceProvider.GetRequiredService<HouseholdBook>();
        change((await book.OpenAsync(id, default))!);
        await book.SaveAsync(new Act("test", "修改成员"), default);
        await transaction.CommitAsync();
    }

    private static async Task ProveAsync(Visitor visitor, Guid id, string kind, string value) =>
        await OkAsync(visitor, id, "Proof", new() { ["Proof.Kind"] = kind, ["Proof.On"] = "2026-11-02", ["Proof.Value"] = value });

    private static Task<HttpResponseMessage> PostAsync(Visitor visitor, Guid id, string handler, Dictionary<string, string> fields) => visitor.PostAsync($"/guarantees/{id}?handler={handler}", fields);

    private static async Task OkAsync(Visitor visitor, Guid id, string handler, Dictionary<string, string> fields)
    {
        var answer = await PostAsync(visitor, id, handler, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{handler}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
