using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Health;

/// <summary>
/// What this process keeps in memory follows what others write: another server, or a command. Places and the calendar are small; they are looked
/// at every few seconds and forgotten where they changed. Everything else is read from the database for each request.
/// </summary>
internal sealed partial class Followers(Database database, Places places, WorkingDays days, TimeProvider time, ILogger<Followers> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private byte[]? known;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, stoppingToken);
                try
                {
                    await FollowAsync(stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    Behind(log, error);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async Task FollowAsync(CancellationToken ct)
    {
        await using var db = database.Open(Scope.All(), time);
        var now = new StringBuilder();
        await foreach (var place in db.Set<Division>().AsNoTracking().OrderBy(d => d.Code).Select(d => new { d.Code, d.Name, d.Parent, d.ValidTo }).AsAsyncEnumerable().WithCancellation(ct))
            now.Append(place);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(now.ToString()));
        if (known is not null && !hash.AsSpan().SequenceEqual(known))
            places.Forget();
        known = hash;
        await CalendarStart.OverlayAsync(db, days, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of other processes could not be followed; trying again.")]
    private static partial void Behind(ILogger log, Exception error);
}
