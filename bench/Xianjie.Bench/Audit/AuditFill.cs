using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;

namespace Xianjie.Bench.Audit;

/// <summary>Years of audit events of a province: accounts, records and kinds as they occur, written without the indexes, which are then built.</summary>
internal sealed class AuditFill(Database database, long events)
{
    public const int Accounts = 3000, Records = 400_000, Counties = 20;
    public static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const int Part = 500_000;
    private static readonly (AuditKind Kind, int Share)[] Kinds = [(AuditKind.查看, 55), (AuditKind.写入, 25), (AuditKind.查询, 10), (AuditKind.登录, 5), (AuditKind.查看原文, 2), (AuditKind.导出, 1), (AuditKind.拒绝, 1), (AuditKind.登录失败, 1)];

    public TimeSpan Step => TimeSpan.FromMicroseconds(Math.Floor(3 * 365.0 * 86400 * 1e6 / events));

    public static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number:D5}");

    public static Guid Record(int number) => new(number, 0x17, 0x7a00, [0x80, 1, 2, 3, 4, 5, 6, 7]);

    public static long County(int number) => (9901L + number) * 100_000_000;

    /// <summary>Fills an empty database.</summary>
    public async Task RunAsync(CancellationToken ct = default)
    {
        Migrator.Migrate(database);
        var clock = Stopwatch.StartNew();
        var indexes = await DropAsync(ct);
        for (var from = 0L; from < events; from += Part)
        {
            await using var db = database.Open(Platform.Access.Scope.All(), TimeProvider.System);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            Bulk.Insert(db, Rows(from, (int)Math.Min(Part, events - from)));
            await transaction.CommitAsync(ct);
            if (from / Part % 10 == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {from + Part:N0} events, {clock.Elapsed.TotalSeconds:0} s"));
        }
        foreach (var index in indexes)
            await ExecuteAsync(index, ct);
        if (database.IsPostgres)
            await ExecuteAsync("VACUUM ANALYZE audit_event", ct);
        else
            await ExecuteAsync("ANALYZE", ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events written and indexed in {clock.Elapsed.TotalMinutes:0.0} min"));
    }

    private IEnumerable<AuditEvent> Rows(long from, int count)
    {
        var random = new Random((int)(from / Part));
        var hash = new byte[32];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(hash);
            var (at, account) = (First + ((from + i) * Step), random.Next(Accounts));
            var kind = Kind(random.Next(100));
            yield return new AuditEvent
            {
                Id = Guid.CreateVersion7(at), At = at, Kind = kind, By = $"某人（{Account(account)}）", Login = Account(account), Division = County(account % Counties), What = kind.ToString(),
                Object = "Household", ObjectId = Record((int)(Records * Math.Pow(random.NextDouble(), 2))), Address = "10.0.0.1", Count = 1, Chain = from + i + 1, Suite = "SHA-256", Hash = [.. hash],
            };
        }
    }

    private static AuditKind Kind(int at)
    {
        foreach (var (kind, share) in Kinds)
        {
            if ((at -= share) < 0)
                return kind;
        }
        return AuditKind.查看;
    }

    private async Task<List<string>> DropAsync(CancellationToken ct)
    {
        await using var db = database.Open(Platform.Access.Scope.All(), TimeProvider.System);
        var made = await db.Database.SqlQueryRaw<string>(database.IsPostgres
            ? "SELECT indexdef AS \"Value\" FROM pg_indexes WHERE tablename = 'audit_event' AND indexname LIKE 'ix_%'"
            : "SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'index' AND tbl_name = 'audit_event' AND sql IS NOT NULL").ToListAsync(ct);
        foreach (var name in made.Select(m => m.Split(' ').First(w => w.Trim('"').StartsWith("ix_", StringComparison.Ordinal))))
            await ExecuteAsync($"DROP INDEX {name}", ct);
        return made;
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var db = database.Open(Platform.Access.Scope.All(), TimeProvider.System);
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.ExecuteSqlRawAsync(sql, ct);
    }
}
