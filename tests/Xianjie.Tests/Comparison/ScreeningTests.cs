using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;
using static Xianjie.Tests.Comparison.TwoBills;

namespace Xianjie.Tests.Comparison;

/// <summary>Runs: scheduled, cancelled, taken over, counted.</summary>
public sealed class ScreeningTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_run_that_is_cancelled_leaves_nothing_and_another_worker_finishes_what_a_dead_one_began(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var board = site.Services.GetRequiredService<JobBoard>();
        var order = new ScreeningOrder(Site.County, new DateOnly(2026, 10, 31), false, "test");
        var job = board.Draft(ScreeningOrder.JobKind, order.Title, order, Site.County, "monitor");
        await using (var db = site.Open())
        {
            db.Add(job);
            await db.SaveChangesAsync();
        }
        var dead = await board.LeaseAsync("dead worker", default);
        Assert.Equal(job.Id, dead!.Id);
        await site.RunJobsAsync();
        Assert.Empty(await County.CluesAsync(site));
        site.Clock.Move(JobBoard.Lease + TimeSpan.FromSeconds(1));
        await site.RunJobsAsync();
        var clues = await County.CluesAsync(site);
        Assert.NotEmpty(clues);
        await using var scope = site.Services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<IJobHandler>().Single(h => h.Kind == ScreeningOrder.JobKind);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handler.RunAsync(new JobRun(dead, scope.ServiceProvider, board, default)));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handler.RunAsync(new JobRun(dead, scope.ServiceProvider, board, stopped.Token)));
        await using var after = site.Open();
        Assert.Equal(1, await after.Set<ScreeningRun>().CountAsync());
        Assert.Equal(clues.Count, await after.Set<Clue>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_figure_shows_the_count_of_the_list_behind_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        var run = await County.ScreenAsync(site, monitor);
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().Narrow(Site.County);
        await using var db = site.Open();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(CurrentUser.Principal(await db.Set<User>().SingleAsync(u => u.Login == "monitor")));
        foreach (var source in scope.ServiceProvider.GetServices<IFigures>().Where(f => f.GetType().Namespace!.Contains("Comparison", StringComparison.Ordinal)))
        {
            foreach (var figure in await source.FiguresAsync(default))
                Assert.Contains($"共 {figure.Value:N0} 条", (await monitor.PageAsync(figure.Href)).Body!.TextContent, StringComparison.Ordinal);
        }
        Assert.Contains("白石镇", (await monitor.PageAsync($"/screening/{run.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/rules?scores=true")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/screening")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_monthly_schedule_enqueues_last_month_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/screening?handler=Schedule", new() { ["day"] = "6", ["hour"] = "2", ["on"] = "true" })).StatusCode);
        var schedules = site.Services.GetRequiredService<Schedules>();
        Assert.Equal(0, await schedules.EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromDays(5));
        Assert.Equal(1, await schedules.EnqueueDueAsync(default));
        Assert.Equal(0, await schedules.EnqueueDueAsync(default));
        await site.RunJobsAsync();
        await using var db = site.Open();
        Assert.Equal(new DateOnly(2026, 10, 31), (await db.Set<ScreeningRun>().SingleAsync()).AsOf);
    }
}
