using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Audit;

/// <summary>What to look for: any of them may be empty.</summary>
internal sealed record AuditWish(string? Who, AuditKind? Kind, Guid? Record, DateOnly? From, DateOnly? To);

/// <summary>Events by person, kind, record and time, latest first; each way goes along an index, whatever the number of events.</summary>
internal static class AuditQuery
{
    private const int MostSets = 2000;

    /// <summary>Events of the user's own area, and those of nobody signed in.</summary>
    public static IQueryable<AuditEvent> Visible(XianjieDb db, CurrentUser user)
    {
        var (from, below) = Scope.Range(user.Division);
        return db.Set<AuditEvent>().IgnoreQueryFilters().AsNoTracking().Where(e => (e.Division >= from && e.Division < below) || e.Division == 0);
    }

    /// <param name="after">Id of the last event shown; null for the first page.</param>
    public static async Task<List<AuditEvent>> PageAsync(XianjieDb db, CurrentUser user, AuditWish wish, Guid? after, int size, CancellationToken ct)
    {
        var events = Visible(db, user);
        if (!string.IsNullOrWhiteSpace(wish.Who))
            events = events.Where(e => e.Login == wish.Who.Trim());
        if (wish.Kind is { } kind)
            events = events.Where(e => e.Kind == kind);
        if (wish.Record is { } record)
        {
            var saves = await db.Set<Change>().IgnoreQueryFilters().Where(c => c.ObjectId == record).OrderByDescending(c => c.At).Select(c => c.SetId).Take(MostSets).ToListAsync(ct);
            events = events.Where(e => e.ObjectId == record || saves.Contains(e.Id));
        }
        if (wish.From is { } from && Bound(from) is var first)
            events = events.Where(e => e.Id.CompareTo(first) >= 0);
        if (wish.To is { } to && Bound(to.AddDays(1)) is var end)
            events = events.Where(e => e.Id.CompareTo(end) < 0);
        if (after is { } last)
            events = events.Where(e => e.Id.CompareTo(last) < 0);
        return await events.OrderByDescending(e => e.Id).Take(size).ToListAsync(ct);
    }

    /// <summary>The smallest id of a day in China: an event's id begins with its time.</summary>
    public static Guid Bound(DateOnly day)
    {
        var milliseconds = Math.Max(0, Clock.Start(day).ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);
        return Guid.ParseExact($"{milliseconds[..8]}-{milliseconds[8..]}-7000-8000-000000000000", "D");
    }
}
