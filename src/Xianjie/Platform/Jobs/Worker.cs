using System.Diagnostics;
using Xianjie.Platform.Data;
using Xianjie.Platform.Health;

namespace Xianjie.Platform.Jobs;

/// <summary>Runs jobs one after the other; several workers, in one process or in many, share the work by leases.</summary>
internal sealed partial class Worker(JobBoard board, IServiceScopeFactory scopes, ILogger<Worker> log) : BackgroundService
{
    private readonly string name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7():N}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunNextAsync(stoppingToken))
                    await Task.Delay(500, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // whatever it was: a worker that ends would take the whole process with it
                DatabaseAway(log, error);
                await Task.Delay(3000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Runs jobs until none waits, for verbs and demos that wait for their work.</summary>
    public async Task RunAllAsync(CancellationToken ct)
    {
        while (await RunNextAsync(ct))
        {
        }
    }

    /// <summary>Leases and runs one job. False where none waits.</summary>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await board.LeaseAsync(name, ct) is not { } job)
            return false;
        var (started, end) = (Stopwatch.GetTimestamp(), "done");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beats = BeatAsync(job, stop);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetServices<IJobHandler>().First(h => h.Kind == job.Kind);
            await handler.RunAsync(new JobRun(job, scope.ServiceProvider, board, stop.Token));
        }
        catch (JobRefusedException refused)
        {
            end = "refused";
            await board.FailAsync(job, JobState.Failed, refused.Message);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            end = "released";
            await board.ReleaseAsync(job);
            throw;
        }
        catch (OperationCanceledException)
        {
            end = "cancelled";
            await board.FailAsync(job, JobState.Cancelled, "已取消，未留下任何半成品数据。");
        }
        catch (Exception error) when (Database.IsTransient(error))
        {
            // the lease runs out, and then the job is done anew
            end = "away";
            DatabaseAway(log, error);
            await Task.Delay(1000, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            end = "failed";
            Failed(log, job.Id, job.Kind, error);
            await board.FailAsync(job, JobState.Failed, $"处理时出错，数据未改动。请稍后重试；仍不行请把编号 {job.Id:N} 告诉系统管理员。");
        }
        finally
        {
            await stop.CancelAsync();
            await beats;
            Meters.Jobs.Record(Meters.Since(started), new("kind", job.Kind), new("end", end));
        }
        return true;
    }

    private async Task BeatAsync(Job job, CancellationTokenSource stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(2), stop.Token);
                if (!await board.BeatAsync(job, stop.Token))
                    await stop.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error) when (Database.IsTransient(error))
            {
                DatabaseAway(log, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Id} of kind {Kind} failed.")]
    private static partial void Failed(ILogger log, Guid id, string kind, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; trying again.")]
    private static partial void DatabaseAway(ILogger log, Exception error);
}
