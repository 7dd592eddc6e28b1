using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

public sealed class InboxTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<WorkItem> PlantAsync(Site site, string role = Roles.Collector, string by = "县监测员（monitor）", int dueIn = 2)
    {
        await using var db = site.Open();
        var work = new WorkItem
        {
            Kind = "试办", Title = "试办事项", Link = "/clues", Subject = Guid.CreateVersion7(), Division = Site.VillageA1, Role = role, CreatedBy = by, CreatedAt = site.Clock.GetUtcNow(),
            Due = DateOnly.FromDateTime(site.Clock.GetUtcNow().UtcDateTime).AddDays(dueIn),
        };
        db.Add(work);
        db.Act = new Act("test", "plant");
        await db.SaveChangesAsync();
        return work;
    }

    private static async Task<WorkItem> ReadAsync(Site site, Guid id)
    {
        await using var db = site.Open();
        return await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Id == id);
    }

    private static async Task<Guid> ColleagueAsync(Site site, string login, long village = Site.VillageA1)
    {
        await using var db = site.Open();
        var first = await db.Set<User>().AsNoTracking().FirstAsync(u => u.Login == "collector");
        var user = new User { Login = login, Name = "同村采集员", Role = Roles.Collector, Division = village, PasswordHash = first.PasswordHash };
        db.Add(user);
        db.Act = new Act("test", "account");
        await db.SaveChangesAsync();
        return user.Id;
    }

    private static async Task<bool> HasAsync(Visitor visitor, string path = "/inbox") => (await visitor.PageAsync(path)).QuerySelectorAll("tbody tr").Any(r => r.TextContent.Contains("试办事项", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Databases))]
    public async Task Work_is_handed_to_a_colleague_with_a_reason_and_can_come_back(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (work, colleague) = (await PlantAsync(site), await ColleagueAsync(site, "neighbour"));
        var away = await ColleagueAsync(site, "far", Site.VillageA2);
        var (one, other) = (await site.SignInAsync("collector"), await site.SignInAsync("neighbour"));
        Assert.True(await HasAsync(one) && await HasAsync(other));
        Dictionary<string, string> Hand(Guid to, string reason, string version = "0") => new() { ["version"] = version, ["to"] = to.ToString(), ["reason"] = reason };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await one.PostAsync($"/inbox/{work.Id}?handler=Hand", Hand(colleague, " "))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await one.PostAsync($"/inbox/{work.Id}?handler=Hand", Hand(away, "外出"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await one.PostAsync($"/inbox/{work.Id}?handler=Hand", Hand(colleague, "外出培训"))).StatusCode);
        Assert.False(await HasAsync(one));
        Assert.True(await HasAsync(other) && await HasAsync(one, "/inbox?show=started"));
        Assert.Contains("外出培训", (await other.PageAsync($"/inbox/{work.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await other.PostAsync($"/inbox/{work.Id}?handler=Return", new() { ["version"] = "0", ["reason"] = "不熟悉" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await other.PostAsync($"/inbox/{work.Id}?handler=Return", new() { ["version"] = "1", ["reason"] = "不熟悉" })).StatusCode);
        Assert.True(await HasAsync(one));
        Assert.False(await HasAsync(other));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_village_gives_a_clue_back_and_the_township_has_it_again(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await County.DeliverAsync(site, await site.SignInAsync("department"), "medical_settlement", $"{County.MedicalHeader}\n{County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000)}");
        var monitor = await site.SignInAsync("monitor");
        await County.ScreenAsync(site, monitor);
        var clue = await County.MedicalClueAsync(site, home);
        await monitor.PostAsync($"/clues/{clue.Id}?handler=Dispatch", new() { ["version"] = $"{clue.Version}" });
        await using var db = site.Open();
        var work = await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Subject == clue.Id);
        var collector = await site.SignInAsync("collector");
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/inbox/{work.Id}?handler=Return", new() { ["version"] = $"{work.Version}", ["phrase"] = "不是本村农户" })).StatusCode);
        var back = await County.MedicalClueAsync(site, home);
        Assert.Equal((ClueState.待核查, null), (back.State, back.Due));
        var clerk = await site.SignInAsync("clerk");
        Assert.Contains("原因：不是本村农户", (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/clues/{clue.Id}?handler=Dispatch", new() { ["version"] = $"{back.Version}" })).StatusCode);
        Assert.Contains("没有待办", (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("张三", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Pressing_is_for_who_started_or_stands_above_and_at_most_once_a_day(string database)
    {
        await using var site = await Site.StartAsync(database);
        var work = await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var started = await monitor.PageAsync("/inbox?show=started");
        Assert.Contains("催办", started.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var address = started.QuerySelector("tbody form")!.GetAttribute("action")!;
        await monitor.PostToAsync("/inbox?show=started", address, []);
        await monitor.PostToAsync("/inbox?show=started", address, []);
        Assert.Equal(1, (await ReadAsync(site, work.Id)).Reminders);
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync($"/inbox/{work.Id}?handler=Remind", new() { ["version"] = "1" })).StatusCode);
        var collector = await site.SignInAsync("collector");
        Assert.Contains("催办 1 次，今天", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromDays(1));
        var tomorrow = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await tomorrow.PostAsync($"/inbox/{work.Id}?handler=Remind", new() { ["version"] = "1" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await site.SignInAsync("collector")).PostAsync($"/inbox/{work.Id}?handler=Remind", new() { ["version"] = "2" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync($"/inbox/{work.Id}")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-33")]
    public async Task Overdue_work_climbs_to_the_township_then_the_county_then_the_leader(string database)
    {
        await using var site = await Site.StartAsync(database);
        var work = await PlantAsync(site);
        var escalations = site.Services.GetRequiredService<Escalations>();
        Assert.Equal(0, await escalations.EnqueueDueAsync(default));
        // Due on Wednesday the 4th; Thursday is the first working day late
        site.Clock.Move(TimeSpan.FromDays(3));
        Assert.Equal(1, await escalations.EnqueueDueAsync(default));
        Assert.Equal(0, await escalations.EnqueueDueAsync(default));
        Assert.Equal(Roles.Clerk, (await ReadAsync(site, work.Id)).EscalatedTo);
        Assert.True(await HasAsync(await site.SignInAsync("clerk")) && await HasAsync(await site.SignInAsync("collector")));
        Assert.False(await HasAsync(await site.SignInAsync("clerk-b")));
        site.Clock.Move(TimeSpan.FromDays(1));
        await escalations.EnqueueDueAsync(default);
        Assert.Equal(Roles.Monitor, (await ReadAsync(site, work.Id)).EscalatedTo);
        site.Clock.Move(TimeSpan.FromDays(1));
        await escalations.EnqueueDueAsync(default);
        Assert.Equal(Roles.Monitor, (await ReadAsync(site, work.Id)).EscalatedTo);
        site.Clock.Move(TimeSpan.FromDays(2));
        await escalations.EnqueueDueAsync(default);
        Assert.Equal((Roles.Leader, 3), ((await ReadAsync(site, work.Id)).EscalatedTo, (await ReadAsync(site, work.Id)).Escalations));
        site.Clock.Move(TimeSpan.FromDays(7));
        Assert.Equal(0, await escalations.EnqueueDueAsync(default));
    }

    [Fact]
    public async Task The_calendar_shows_holidays_and_make_up_days_and_counts_deadlines_by_them()
    {
        await using var site = await Site.StartAsync("sqlite");
        var page = await (await site.SignInAsync("clerk")).PageAsync("/calendar?year=2026&from=2026-09-30&days=2");
        Assert.Contains("到 2026 年 10 月 9 日 止", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(12, page.QuerySelectorAll("table.month").Length);
        Assert.Equal(5, page.QuerySelectorAll("table.month")[9].QuerySelectorAll(".holiday").Length);
        Assert.Single(page.QuerySelectorAll("table.month")[9].QuerySelectorAll(".makeup"));
    }
}
