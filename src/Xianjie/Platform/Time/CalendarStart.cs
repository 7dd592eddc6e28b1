using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Time;

/// <summary>Lays the imported calendar days over the embedded ones when the program starts, and again every ten minutes (Health/Followers sooner) for imports made by the command line.</summary>
internal sealed class CalendarStart(Database database, WorkingDays days, TimeProvider time) : BackgroundService
{
    public static async Task OverlayAsync(XianjieDb db, WorkingDays days, CancellationToken ct)
    {
        var imported = await db.Set<CalendarDay>().AsNoTracking().ToListAsync(ct);
        days.Overlay(imported.Select(d => KeyValuePair.Create(d.Day, d.IsWorkday)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await RefreshAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromMinutes(10), stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task RefreshAsync(CancellationToken ct)
    {
        try
        {
            await using var db = database.Open(Scope.All(), time);
            await OverlayAsync(db, days, ct);
        }
        catch (Exception error) when (Database.IsTransient(error))
        {
            // The calendar of before stays in force; the next round asks again
            return;
        }
    }
}
