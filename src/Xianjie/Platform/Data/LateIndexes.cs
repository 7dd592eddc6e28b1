using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Xianjie.Platform.Data;

/// <summary>
/// For a load into tables that are still empty: their plain indexes are taken off and built at the end by sorting, which a million rows
/// repay many times. All of it lies in the caller's transaction, so that a load that breaks off leaves the tables as they were; unique
/// indexes stay, so that a doubled key is noticed at its row. Does nothing on PostgreSQL (see <see cref="Database.PlainIndexes"/>).
/// </summary>
internal sealed class LateIndexes
{
    private readonly List<string> build = [];

    public static async Task<LateIndexes> TakeOffAsync(XianjieDb db, IEnumerable<Type> emptyEntities, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("A load needs the caller's transaction.");
        var late = new LateIndexes();
        foreach (var table in emptyEntities.Select(e => db.Model.FindEntityType(e)!.GetTableName()!))
        {
            foreach (var (name, sql) in Database.PlainIndexes(transaction, table))
            {
                late.build.Add(sql);
                await RunAsync(db, $"DROP INDEX \"{name}\"", ct);
            }
        }
        return late;
    }

    public async Task BuildAsync(XianjieDb db, CancellationToken ct)
    {
        foreach (var sql in build)
            await RunAsync(db, sql, ct);
        build.Clear();
    }

    private static Task RunAsync(XianjieDb db, string sql, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(sql, ct);
}
