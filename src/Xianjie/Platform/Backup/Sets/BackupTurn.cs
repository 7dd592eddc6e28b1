using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>The one row that says which process is making a backup now, when the last one was good, and since when they fail.</summary>
internal sealed class BackupTurn
{
    public const int Only = 1;
    public int Id { get; init; } = Only;
    public string? HeldBy { get; set; }
    public DateTimeOffset? HeldUntil { get; set; }
    public DateTimeOffset? GoodAt { get; set; }
    public string? GoodPart { get; set; }
    public DateTimeOffset? FailedAt { get; set; }
    /// <summary>Words for the administrator.</summary>
    public string? Failure { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BackupTurn>
    {
        public void Configure(EntityTypeBuilder<BackupTurn> builder)
        {
            builder.ToTable("backup_turn");
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.Property(t => t.HeldBy).HasMaxLength(160);
            builder.Property(t => t.GoodPart).HasMaxLength(160);
            builder.Property(t => t.Failure).HasMaxLength(400);
        }
    }
}

/// <summary>Gives the turn to one process at a time, also across machines; a process that died loses it within a minute.</summary>
internal sealed partial class BackupTurns(Database database, WriteGate gate, TimeProvider time, ILogger<BackupTurns> log) : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly string name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7():N}";
    private readonly SemaphoreSlim own = new(1, 1);

    public void Dispose() => own.Dispose();

    private XianjieDb Open() => database.Open(Scope.All(), time);

    public async Task<BackupTurn> ReadAsync(CancellationToken ct)
    {
        await using var db = Open();
        return await db.Set<BackupTurn>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == BackupTurn.Only, ct) ?? new BackupTurn();
    }

    /// <summary>Does the work under the turn and notes how it ended; false where another process has the turn.</summary>
    public async Task<bool> RunAsync(Func<CancellationToken, Task<MadePart>> work, CancellationToken ct)
    {
        await own.WaitAsync(ct);
        try
        {
            if (!await TakeAsync(ct))
                return false;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var renewing = RenewAsync(stop);
            try
            {
                var made = await work(stop.Token);
                await NoteAsync(s => s.SetProperty(t => t.GoodAt, made.Line.At).SetProperty(t => t.GoodPart, made.Name).SetProperty(t => t.Failure, (string?)null).SetProperty(t => t.FailedAt, (DateTimeOffset?)null));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or System.Data.Common.DbException)
            {
                Failed(log, error);
                var words = BackupWords.Of(error);
                var now = time.GetUtcNow();
                await NoteAsync(s => s.SetProperty(t => t.Failure, words).SetProperty(t => t.FailedAt, t => t.FailedAt ?? now));
                throw;
            }
            finally
            {
                await stop.CancelAsync();
                await renewing;
                await NoteAsync(s => s.SetProperty(t => t.HeldUntil, (DateTimeOffset?)null));
            }
            return true;
        }
        finally
        {
            own.Release();
        }
    }

    private async Task<bool> TakeAsync(CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = Open();
        if (!await db.Set<BackupTurn>().AnyAsync(ct))
        {
            db.Add(new BackupTurn());
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException twice) when (Database.IsDuplicate(twice))
            {
                return false;
            }
        }
        var (now, until) = (time.GetUtcNow(), time.GetUtcNow() + Lease);
        // A lease further ahead than any is given is left from a clock that was set back
        return await db.Set<BackupTurn>().Where(t => t.HeldUntil == null || t.HeldUntil < now || t.HeldUntil > until || t.HeldBy == name)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.HeldBy, name).SetProperty(t => t.HeldUntil, until), ct) == 1;
    }

    private async Task RenewAsync(CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Lease / 4, stop.Token);
                var until = time.GetUtcNow() + Lease;
                await NoteAsync(s => s.SetProperty(t => t.HeldUntil, until));
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception error) when (Database.IsTransient(error))
        {
            await stop.CancelAsync();
        }
    }

    private async Task NoteAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<BackupTurn>> set)
    {
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await using var db = Open();
        await db.Set<BackupTurn>().Where(t => t.HeldBy == name).ExecuteUpdateAsync(set);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup did not come about.")]
    private static partial void Failed(ILogger log, Exception error);
}
