using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Xianjie.Platform.Data.Database;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Protection.Rotation;

/// <summary>Counts what each key has sealed: the proof that a key is used up. Reads every sealed value's first byte.</summary>
internal sealed class SealCounts(Database database, FileStore files, Clock clock)
{
    /// <summary>Counts in one snapshot, without holding up any writer.</summary>
    public async Task<List<SealCount>> CountAsync(XianjieDb db, CancellationToken ct)
    {
        var counts = new List<SealCount>();
        await using var transaction = await db.Database.BeginTransactionAsync(database.IsPostgres ? System.Data.IsolationLevel.RepeatableRead : System.Data.IsolationLevel.Serializable, ct);
        foreach (var table in SealedTable.Of(db))
        {
            foreach (var column in table.Columns)
                counts.AddRange((await OfAsync(transaction.GetDbTransaction(), table, column, ct)).Select(c => Count(table.Name, column.Name, c.Key, c.Values, column.Forever)));
        }
        counts.AddRange(files.KeysInUse().GroupBy(k => k).Select(g => Count(SealCount.Files, string.Empty, g.Key, g.Count(), false)));
        return counts;
    }

    private SealCount Count(string place, string column, int key, long values, bool forever) => new() { Place = place, Column = column, Key = key, Values = values, Forever = forever, At = clock.Now };

    private async Task<List<(int Key, long Values)>> OfAsync(System.Data.Common.DbTransaction open, SealedTable table, SealedColumn column, CancellationToken ct)
    {
        var first = database.FirstByte($"\"{column.Name}\"");
        await using var command = Reseal.Command(open, $"SELECT {first}, count(*) FROM \"{table.Name}\" WHERE length(\"{column.Name}\") > 0 GROUP BY {first}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var counts = new List<(int, long)>();
        while (await reader.ReadAsync(ct))
            counts.Add((reader.GetValue(0) is string hex ? int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture), reader.GetInt64(1)));
        return counts;
    }

    /// <summary>Puts new figures in the place of the old ones.</summary>
    public static async Task KeepAsync(XianjieDb db, IReadOnlyList<SealCount> counts, CancellationToken ct)
    {
        await db.Set<SealCount>().ExecuteDeleteAsync(ct);
        db.AddRange(counts);
        await db.SaveChangesAsync(ct);
    }
}
