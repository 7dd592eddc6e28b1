using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>The nightly keeping of figures.</summary>
internal static class Nights
{
    public static async Task KeepAsync(Site site)
    {
        var due = site.Services.GetServices<IDueWork>().OfType<SnapshotSchedule>().Single();
        Assert.Equal((1, 0), (await due.EnqueueDueAsync(default), await due.EnqueueDueAsync(default)));
        await RunAsync(site);
    }

    /// <summary>An explicit recomputation, on any day and where no household is.</summary>
    public static async Task AgainAsync(Site site)
    {
        await using (var db = site.Open())
        {
            db.Add(SnapshotSchedule.Draft(site.Services.GetRequiredService<JobBoard>(), Site.County, site.Services.GetRequiredService<Xianjie.Platform.Time.Clock>().Today, "test"));
            await db.SaveChangesAsync();
        }
        await RunAsync(site);
    }

    private static async Task RunAsync(Site site)
    {
        await site.RunJobsAsync();
        await using var db = site.Open();
        Assert.All(await db.Set<Job>().AsNoTracking().Where(j => j.Kind == SnapshotJob.JobKind).ToListAsync(), j => Assert.True(j.State == JobState.Done, j.Outcome));
    }
}
