namespace Xianjie.Platform.Jobs;

/// <summary>Work that time makes due; asked every minute where jobs run. Several servers may ask, so it must see for itself what waits already.</summary>
internal interface IDueWork
{
    /// <summary>Puts on the board what is due now. Number of jobs.</summary>
    Task<int> EnqueueDueAsync(CancellationToken ct);
}

/// <summary>Asks all due work every minute.</summary>
internal sealed partial class Timetable(IEnumerable<IDueWork> works, ILogger<Timetable> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var work in works)
                    await AskAsync(work, stoppingToken);
                await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>What goes wrong in one kind of work holds up neither the others nor the process.</summary>
    private async Task AskAsync(IDueWork work, CancellationToken ct)
    {
        try
        {
            await work.EnqueueDueAsync(ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            DatabaseAway(log, work.GetType().Name, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work of {Kind} could not be looked for; trying again.")]
    private static partial void DatabaseAway(ILogger log, string kind, Exception error);
}
