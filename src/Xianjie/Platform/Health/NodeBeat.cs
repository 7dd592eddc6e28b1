using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Health;

/// <summary>A process of the product on this database, and when it was last heard of.</summary>
internal sealed class NodeBeat
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required string Version { get; init; }
    /// <summary>It does jobs, alone or beside pages.</summary>
    public required bool Works { get; init; }
    public required bool Serves { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset SeenAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<NodeBeat>
    {
        public void Configure(EntityTypeBuilder<NodeBeat> builder)
        {
            builder.ToTable("node_beat");
            builder.Property(n => n.Name).HasMaxLength(160);
            builder.Property(n => n.Version).HasMaxLength(80);
            builder.HasIndex(n => n.SeenAt); // who is alive
        }
    }
}

internal sealed record NodeRole(bool Works, bool Serves);

/// <summary>Says every few seconds that this process lives, and forgets those that have been silent for a day.</summary>
internal sealed partial class Heartbeat(NodeRole role, Database database, WriteGate gate, Backup.Sets.BackupTurns turns, TimeProvider time, ILogger<Heartbeat> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15), Dead = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly NodeBeat own = new()
    {
        Name = $"{Environment.MachineName}/{Environment.ProcessId}", Version = VersionVerb.Version, Works = role.Works, Serves = role.Serves, StartedAt = time.GetUtcNow(), SeenAt = time.GetUtcNow(),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await BeatAsync(stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    NotHeard(log, error);
                }
                await Task.Delay(Every, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    /// <summary>One beat; two asked for at once follow each other, since both would find no row and add the same one.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            using var turn = await gate.EnterAsync(ct);
            await using var db = database.Open(Scope.All(), time);
            var (now, old) = (time.GetUtcNow(), time.GetUtcNow().AddDays(-1));
            if (await db.Set<NodeBeat>().Where(n => n.Id == own.Id).ExecuteUpdateAsync(s => s.SetProperty(n => n.SeenAt, now), ct) == 0)
            {
                own.SeenAt = now;
                db.Add(own);
                await db.SaveChangesAsync(ct);
            }
            await db.Set<NodeBeat>().Where(n => n.SeenAt < old).ExecuteDeleteAsync(ct);
        }
        finally
        {
            one.Release();
        }
        Meters.BackupAge = (await turns.ReadAsync(ct)).GoodAt is { } good ? (time.GetUtcNow() - good).TotalSeconds : double.NaN;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This process could not say that it lives.")]
    private static partial void NotHeard(ILogger log, Exception error);
}
