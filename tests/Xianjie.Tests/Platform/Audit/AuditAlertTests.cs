using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit.Alerts;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Audit;

/// <summary>More reveals or refusals than work asks for, and looks at night, come to the audit administrator with the events behind them.</summary>
public sealed class AuditAlertTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Too_many_refusals_of_an_account_are_told_once_a_day_with_the_events_behind(string database)
    {
        await using var site = await Site.StartAsync(database);
        var collector = await site.SignInAsync("collector");
        for (var i = 0; i < 20; i++)
            await collector.GetAsync("/users");
        Assert.Equal(0, await WatchAsync(site));
        await collector.GetAsync("/users");
        Assert.Equal(1, await WatchAsync(site));
        Assert.Equal(0, await WatchAsync(site));
        var work = Assert.Single(await WorksAsync(site));
        Assert.Equal((Roles.AuditAdmin, Site.County), (work.Role, work.Division));
        Assert.Contains("账号 collector 今天拒绝超过 20 次", work.Title, StringComparison.Ordinal);
        var auditor = await site.SignInAsync("audit-admin");
        Assert.Equal(20, (await auditor.PageAsync(work.Link)).QuerySelectorAll("main tbody tr").Length);
        Assert.Contains("更早的记录", (await auditor.PageAsync(work.Link)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(work.Title, (await auditor.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var done = await auditor.PostAsync($"/inbox/{work.Id}?handler=Finish", new() { ["version"] = $"{work.Version}", ["words"] = "新手误点，已告知" });
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal(WorkState.Done, Assert.Single(await WorksAsync(site)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_value_that_is_revealed_at_night_is_told_and_one_by_day_is_not(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, person) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await RevealAsync(site, household, person);
        Assert.Equal(0, await WatchAsync(site));
        site.Clock.Move(TimeSpan.FromHours(13.5));
        await RevealAsync(site, household, person);
        Assert.Equal(1, await WatchAsync(site));
        Assert.Contains("22 点至次日 6 点之间查看原文", Assert.Single(await WorksAsync(site)).Title, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Guessing_at_unknown_accounts_reaches_every_audit_administrator(string database)
    {
        await using var site = await Site.StartAsync(database);
        var stranger = site.Visit();
        for (var i = 0; i < 11; i++)
            await stranger.PostAsync("/login", new() { ["Login"] = $"guess{i}", ["Password"] = "123456" });
        Assert.Equal(1, await WatchAsync(site));
        Assert.Contains("未登录者今天登录失败超过 10 次", Assert.Single(await WorksAsync(site)).Title, StringComparison.Ordinal);
    }

    private static async Task RevealAsync(Site site, Guid household, Guid person)
    {
        var answer = await (await site.SignInAsync("clerk")).PostAsync($"/households/{household}/reveal/member/{person}/citizen_id", new() { ["Purpose"] = "入户核实" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<int> WatchAsync(Site site)
    {
        await Chained.TurnAsync(site);
        return await site.Services.GetServices<IDueWork>().OfType<AuditAlerts>().Single().EnqueueDueAsync(CancellationToken.None);
    }

    private static async Task<List<WorkItem>> WorksAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == AuditAlerts.Kind).ToListAsync();
    }
}
