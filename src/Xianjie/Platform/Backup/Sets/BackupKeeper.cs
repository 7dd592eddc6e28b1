using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>Makes a part every few minutes where jobs run, one process at a time, and removes sets whose time has ended.</summary>
internal sealed partial class BackupKeeper(BackupTurns turns, SetMaker maker, BackupPlan plan, TimeProvider time, ILogger<BackupKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (plan.Folder is null)
            return;
        try
        {
            while (true)
            {
                await OnceAsync(stoppingToken);
                await Task.Delay(plan.Every < Look ? plan.Every : Look, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>One part if it is time; failures are noted and shown, and tried again after a minute.</summary>
    public async Task<bool> OnceAsync(CancellationToken ct)
    {
        try
        {
            var turn = await turns.ReadAsync(ct);
            var (now, tried) = (time.GetUtcNow(), turn.GoodAt);
            // a clock that was set back must not stop the backups until it has caught up
            if (tried is { } at && at <= now && now - at < plan.Every)
                return false;
            var made = await turns.RunAsync(stop => maker.MakeAsync(plan.Folder!, fresh: false, null, stop), ct);
            if (made)
                Sweep();
            return made;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or System.Data.Common.DbException or InvalidOperationException)
        {
            NotMade(log, error.Message);
            await Task.Delay(TimeSpan.FromSeconds(30), ct);
            return false;
        }
    }

    private void Sweep()
    {
        foreach (var ended in Retention.Ended(BackupSet.In(plan.Folder!), plan, Clock.Day(time.GetUtcNow())))
        {
            Ended(log, ended.Name);
            ended.Delete();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No backup was made: {Reason}")]
    private static partial void NotMade(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The time of backup set {Name} has ended; it was deleted.")]
    private static partial void Ended(ILogger log, string name);
}
