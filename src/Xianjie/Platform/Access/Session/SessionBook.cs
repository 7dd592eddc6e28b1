using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.Session;

/// <summary>
/// All sessions. What is new or ended is written at once where the database takes it, else within a minute, so that signing in does not wait
/// for a long import; when someone was last seen is written once a minute.
/// </summary>
internal sealed partial class SessionBook(Database database, WriteGate gate, TimeProvider time, Settings settings, ILogger<SessionBook> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Memory = TimeSpan.FromDays(180);

    private readonly ConcurrentDictionary<Guid, UserSession> waiting = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> seen = new();
    private readonly ConcurrentDictionary<Guid, (SessionEnd Why, DateTimeOffset At)> ended = new();
    private readonly SemaphoreSlim one = new(1, 1);
    private DateTimeOffset swept;

    public sealed record Standing(User User, UserSession Session, SessionEnd? Over);

    /// <summary>Opens a session; the oldest beyond the limit of the account end.</summary>
    public async Task OpenAsync(UserSession session, CancellationToken ct)
    {
        waiting[session.Id] = session;
        await TryFlushAsync(ct);
    }

    public async Task EndAsync(Guid id, SessionEnd why, CancellationToken ct)
    {
        ended.TryAdd(id, (why, time.GetUtcNow()));
        await TryFlushAsync(ct);
    }

    /// <summary>Who the session belongs to and whether it is over; null where there is none. The account is always read afresh.</summary>
    public async Task<Standing?> FindAsync(XianjieDb db, Guid id, CancellationToken ct)
    {
        var session = waiting.GetValueOrDefault(id);
        var user = session is null ? null : await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == session.UserId, ct);
        if (session is null)
        {
            var row = await db.Set<UserSession>().AsNoTracking().Where(s => s.Id == id).Join(db.Set<User>(), s => s.UserId, u => u.Id, (s, u) => new { s, u }).SingleOrDefaultAsync(ct);
            (session, user) = (row?.s, row?.u);
        }
        return session is null || user is null ? null : new Standing(user, session, Over(session, user));
    }

    /// <summary>Why a session is over, if it is.</summary>
    public SessionEnd? Over(UserSession session, User user)
    {
        var now = time.GetUtcNow();
        if (session.Ended is not null)
            return session.Ended;
        if (ended.TryGetValue(session.Id, out var end))
            return end.Why;
        if (user.Disabled || user.Stamp != session.Stamp)
            return SessionEnd.账号变更;
        if (now - session.CreatedAt > settings.SignIn.Absolute)
            return SessionEnd.到时退出;
        return now - SeenAt(session) > settings.SignIn.Idle ? SessionEnd.闲置超时 : null;
    }

    public DateTimeOffset SeenAt(UserSession session) => SeenAt(session.Id, session.SeenAt);

    public DateTimeOffset SeenAt(Guid id, DateTimeOffset written) => seen.TryGetValue(id, out var at) && at > written ? at : written;

    public void See(Guid id) => seen[id] = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
                await FlushAsync(stoppingToken);
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Later(log, error);
            }
        }
    }

    /// <summary>The password was shown again.</summary>
    public async Task ProveAsync(XianjieDb db, Guid id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (waiting.TryGetValue(id, out var session))
            session.ProvedAt = now;
        using var turn = await gate.EnterAsync(ct);
        await db.Set<UserSession>().Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.ProvedAt, now), ct);
    }

    /// <summary>Writes what is only in memory; one turn at a time, so that nothing is written twice.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            using var turn = await gate.EnterAsync(ct);
            await WriteAsync(ct);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        await using var db = database.Open(Scope.All(), time);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (fresh, looks, ends) = (waiting.ToArray(), seen.ToArray(), ended.ToArray());
        db.AddRange(fresh.Select(f => f.Value));
        await db.SaveChangesAsync(ct);
        foreach (var user in fresh.Select(f => f.Value.UserId).Distinct())
            await EndOldestAsync(db, user, ct);
        foreach (var (id, at) in looks)
            await db.Set<UserSession>().Where(s => s.Id == id && s.SeenAt < at).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, at), ct);
        foreach (var (id, (why, at)) in ends)
            await db.Set<UserSession>().Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, at).SetProperty(x => x.Ended, why), ct);
        await transaction.CommitAsync(ct);
        Array.ForEach(fresh, f => waiting.TryRemove(f));
        Array.ForEach(looks, l => seen.TryRemove(l));
        Array.ForEach(ends, e => ended.TryRemove(e));
    }

    private async Task EndOldestAsync(XianjieDb db, Guid user, CancellationToken ct)
    {
        var since = time.GetUtcNow() - settings.SignIn.Absolute;
        var open = await db.Set<UserSession>().Where(s => s.UserId == user && s.EndedAt == null && s.CreatedAt > since).OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).ToListAsync(ct);
        var stamp = await db.Set<User>().Where(u => u.Id == user).Select(u => u.Stamp).SingleOrDefaultAsync(ct);
        // The one just opened stays; of the others those used last
        foreach (var extra in open.Take(1).Concat(open.Skip(1).OrderByDescending(SeenAt)).Where(s => s.Stamp == stamp).Skip(settings.MostSessions))
            (extra.EndedAt, extra.Ended) = (time.GetUtcNow(), SessionEnd.登录过多);
        await db.SaveChangesAsync(ct);
    }

    private async Task TryFlushAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // A long writer is at work: the next turn writes it, and until then it holds from memory
        }
    }

    /// <summary>Sessions are kept for half a year, as network logs must be; forms of ended sessions for hours.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now - swept < TimeSpan.FromHours(1))
            return;
        using var turn = await gate.EnterAsync(ct);
        await using var db = database.Open(Scope.All(), time);
        var old = now - Memory;
        await db.Set<UserSession>().Where(s => s.SeenAt < old).ExecuteDeleteAsync(ct);
        await db.Set<KeptForms.KeptForm>().Where(f => f.ExpiresAt < now).ExecuteDeleteAsync(ct);
        swept = now;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await TryFlushAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Later(log, error);
        }
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions could not be written; trying again in a minute.")]
    private static partial void Later(ILogger log, Exception error);
}
