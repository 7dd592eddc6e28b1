using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

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
                    await work.EnqueueDueAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error) when (Database.IsTransient(error) || error is DbUpdateException)
            {
                DatabaseAway(log, error);
                await Task.Delay(TimeSpan.FromSeconds(30), stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work could not be looked for; trying again.")]
    private static partial void DatabaseAway(ILogger log, Exception error);
}
