using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

public sealed class JobTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private sealed class Naming : IJobHandler
    {
        public string Kind => "naming";
        public Func<JobRun, Task>? Before { get; set; }

        public async Task RunAsync(JobRun run)
        {
            run.Report(50, "half");
            if (Before is not null)
                await Before(run);
            await run.CompleteAsync(async db =>
            {
                var county = await db.Set<Division>().SingleAsync(d => d.Code == Site.County);
                county.Name = run.Payload<string>();
                await db.SaveChangesAsync();
                return new JobResult("renamed", "/");
            });
        }
    }

    private static async Task<(Site Site, Naming Handler, Job Job)> StartAsync(string database)
    {
        var handler = new Naming();
        var site = await Site.StartAsync(database, s => s.AddSingleton<IJobHandler>(handler));
        var job = site.Services.GetRequiredService<JobBoard>().Draft("naming", "改名", "新禾县", Site.County, "monitor");
        await using var db = site.Open();
        db.Add(job);
        await db.SaveChangesAsync();
        return (site, handler, job);
    }

    private static async Task<(Job Job, string Name)> LookAsync(Site site, Guid id)
    {
        await using var db = site.Open();
        return (await db.Set<Job>().SingleAsync(j => j.Id == id), (await db.Set<Division>().SingleAsync(d => d.Code == Site.County)).Name);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_job_ends_with_its_result_in_one_transaction(string database)
    {
        var (site, _, job) = await StartAsync(database);
        await using var _1 = site;
        await site.RunJobsAsync();
        var (after, name) = await LookAsync(site, job.Id);
        Assert.Equal((JobState.Done, 100, "renamed", "新禾县"), (after.State, after.Percent, after.Outcome, name));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_worker_that_lost_its_lease_leaves_nothing_and_the_next_one_finishes(string database)
    {
        var (site, handler, job) = await StartAsync(database);
        await using var _1 = site;
        var board = site.Services.GetRequiredService<JobBoard>();
        Job? second = null;
        handler.Before = async _ =>
        {
            handler.Before = null;
            site.Clock.Move(JobBoard.Lease + TimeSpan.FromSeconds(1));
            second = await board.LeaseAsync("second", default);
        };
        await site.RunJobsAsync();
        var (between, name) = await LookAsync(site, job.Id);
        Assert.Equal((JobState.Running, "青禾县", 2), (between.State, name, second!.Fence));
        site.Clock.Move(JobBoard.Lease + TimeSpan.FromSeconds(1));
        await site.RunJobsAsync();
        (between, name) = await LookAsync(site, job.Id);
        Assert.Equal((JobState.Done, "新禾县", 3), (between.State, name, between.Fence));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_refusal_is_told_in_its_own_words_and_a_crash_without_them(string database)
    {
        var (site, handler, job) = await StartAsync(database);
        await using var _1 = site;
        handler.Before = _ => throw new JobRefusedException("文件里没有数据行，请核对后重新上传。");
        await site.RunJobsAsync();
        Assert.Equal((JobState.Failed, "文件里没有数据行，请核对后重新上传。"), ((await LookAsync(site, job.Id)).Job.State, (await LookAsync(site, job.Id)).Job.Outcome));
        var again = site.Services.GetRequiredService<JobBoard>().Draft("naming", "改名", "新禾县", Site.County, "monitor");
        await using (var db = site.Open())
        {
            db.Add(again);
            await db.SaveChangesAsync();
        }
        handler.Before = _ => throw new FormatException("secret 11010519491231002X");
        await site.RunJobsAsync();
        Assert.DoesNotContain("secret", (await LookAsync(site, again.Id)).Job.Outcome, StringComparison.Ordinal);
    }
}
