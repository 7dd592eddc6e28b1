using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Audit;

/// <summary>Gives every event its place in the chain, a second or so after it happened, and tells the anchors.</summary>
internal sealed partial class AuditChain(AuditJournal journal, Anchors anchors, Database database, WriteGate gate, TimeProvider time, ILogger<AuditChain> log) : BackgroundService
{
    private const int MostRows = 2000;
    private readonly SemaphoreSlim turns = new(1, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
                await TurnAsync(stoppingToken);
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

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        journal.Dispose();
    }

    /// <summary>Brings the journal in and seals until nothing waits.</summary>
    public async Task TurnAsync(CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            await journal.BringInAsync(ct);
            while (await SealAsync(ct) == MostRows)
            {
            }
        }
        finally
        {
            turns.Release();
        }
    }

    public override void Dispose()
    {
        turns.Dispose();
        base.Dispose();
    }

    private async Task<int> SealAsync(CancellationToken ct)
    {
        await using var db = database.Open(Scope.All(), time);
        if (!await db.Set<AuditEvent>().AnyAsync(e => e.Chain == null, ct))
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var head = await db.Set<AuditEvent>().AsNoTracking().Where(e => e.Chain != null).OrderByDescending(e => e.Chain).Select(e => new { e.Chain, e.Hash }).FirstOrDefaultAsync(ct);
        var (place, hash) = (head?.Chain ?? 0, head?.Hash ?? Digest.None);
        var waiting = await db.Set<AuditEvent>().Where(e => e.Chain == null).OrderBy(e => e.Id).Take(MostRows).ToListAsync(ct);
        foreach (var told in waiting)
            (told.Chain, told.Hash) = (++place, hash = Digest.Link(place, hash, told));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (waiting.Count > 0)
            anchors.Write(new Anchor(time.GetUtcNow(), place, Convert.ToHexStringLower(hash)));
        return waiting.Count;
    }

    // Two servers on one database may want the same place; the second tries again
    [LoggerMessage(Level = LogLevel.Warning, Message = "Audit events wait for the database.")]
    private static partial void Later(ILogger log, Exception error);
}
