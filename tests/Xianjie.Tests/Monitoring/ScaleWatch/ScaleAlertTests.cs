using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.ScaleWatch;
using Xianjie.Platform.Access;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Monitoring.Cases;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.ScaleWatch;

public sealed class ScaleAlertTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-37")]
    public async Task Many_newly_identified_households_in_one_month_are_told_once_to_monitors_and_leaders_with_the_list_behind(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var watch = site.Services.GetServices<IDueWork>().OfType<ScaleAlerts>().Single();
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(0, await watch.EnqueueDueAsync(CancellationToken.None));
            var id = await bench.UpToAsync(CaseStep.待县级审定, $"H-{i}");
            await bench.MoveAsync("monitor", id, CaseTrigger.县级同意, "同意认定");
            await bench.MoveAsync("clerk", id, CaseTrigger.录入);
        }
        site.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(3, await watch.EnqueueDueAsync(CancellationToken.None));
        site.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(0, await watch.EnqueueDueAsync(CancellationToken.None));
        await using var db = site.Open();
        var told = await db.Set<WorkItem>().Where(w => w.Kind == ScaleAlerts.Kind).OrderBy(w => w.Division).ToListAsync();
        Assert.Equal([Roles.Leader, Roles.Monitor, Roles.Monitor], told.Select(w => w.Role));
        Assert.All(told, w => Assert.Contains("新认定 3 户", w.Title, StringComparison.Ordinal));
        var list = await (await site.SignInAsync("monitor")).PageAsync(told[^1].Link);
        Assert.Contains("3", list.QuerySelector(".total")!.TextContent, StringComparison.Ordinal);
        var monitor = await site.SignInAsync("monitor");
        var work = told[^1];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await monitor.PostAsync($"/inbox/{work.Id}?handler=Finish", new() { ["version"] = $"{work.Version}" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"/inbox/{work.Id}?handler=Finish", new() { ["version"] = $"{work.Version}", ["words"] = "三户均因同一场水灾，已启动专项帮扶" })).StatusCode);
        await using var later = site.Open();
        Assert.Equal((WorkState.Done, "三户均因同一场水灾，已启动专项帮扶"), await later.Set<WorkItem>().Where(w => w.Id == work.Id).Select(w => new ValueTuple<WorkState, string?>(w.State, w.Outcome)).SingleAsync());
    }
}
