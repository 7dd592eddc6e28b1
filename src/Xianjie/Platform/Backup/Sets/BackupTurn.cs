using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>Which process is making a backup now, when the last one was good, and since when they fail: one row on PostgreSQL, a file beside an SQLite
/// database, whose one writer may be an import for minutes.</summary>
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
internal sealed partial class BackupTurns(Database database, TimeProvider time, ILogger<BackupTurns> log) : IDisposable
{
    private readonly TurnFile? file = database.IsPostgres ? null : new TurnFile(Path.GetFullPath(database.Connection));
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly string name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7():N}";
    private readonly SemaphoreSlim own = new(1, 1);

    public void Dispose() => own.Dispose();

    private XianjieDb Open() => database.Open(Scope.All(), time);

    public async Task<BackupTurn> ReadAsync(CancellationToken ct)
    {
        if (file is not null)
            return file.Read();
        await using var db = Open();
        return await db.Set<BackupTurn>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == BackupTurn.Only, ct) ?? new BackupTurn();
    }

    /// <summary>Does the work under the turn and notes how it ended; false where another process has the turn.</summary>
    public async Task<bool> RunAsync(Func<CancellationToken, Task<MadePart>> work, CancellationToken ct)
    {
        await own.WaitAsync(ct);
        try
        {
            using var held = file?.Take();
            if (file is null ? !await TakeAsync(ct) : held is null)
                return false;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var renewing = RenewAsync(stop);
            try
            {
                var made = await work(stop.Token);
                await EndAsync(t => (t.GoodAt, t.GoodPart, t.Failure, t.FailedAt) = (made.Line.At, made.Name, null, null));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or System.Data.Common.DbException)
            {
                Failed(log, error);
                var words = BackupWords.Of(error);
                var now = time.GetUtcNow();
                await EndAsync(t => (t.Failure, t.FailedAt) = (words, t.FailedAt ?? now));
                throw;
            }
            finally
            {
                await stop.CancelAsync();
                await renewing;
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
                if (file is not null)
                    continue;
                var until = time.GetUtcNow() + Lease;
                await using var db = Open();
                await db.Set<BackupTurn>().Where(t => t.HeldBy == name).ExecuteUpdateAsync(s => s.SetProperty(t => t.HeldUntil, until), stop.Token);
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

    /// <summary>Notes how it ended and gives the turn back.</summary>
    private async Task EndAsync(Action<BackupTurn> note)
    {
        if (file is not null)
        {
            file.Change(note);
            return;
        }
        await using var db = Open();
        if (await db.Set<BackupTurn>().SingleOrDefaultAsync(t => t.Id == BackupTurn.Only && t.HeldBy == name) is not { } turn)
            return;
        note(turn);
        turn.HeldUntil = null;
        await db.SaveChangesAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup did not come about.")]
    private static partial void Failed(ILogger log, Exception error);
}
