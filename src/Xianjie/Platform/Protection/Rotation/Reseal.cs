using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;

namespace Xianjie.Platform.Protection.Rotation;

/// <summary>
/// Seals the values of a table anew with the active key and builds their indexes again, some rows at a time in a transaction of their own. A
/// value that somebody changed in between is left as it is: it is under the new key already. May be stopped and begun again at any time.
/// </summary>
internal sealed class Reseal(Seal seal, JobBoard board, WriteGate gate)
{
    private const int Rows = 500;

    /// <returns>How many values were sealed anew.</returns>
    public async Task<long> TableAsync(SealedTable table, Action<long> progress, CancellationToken ct)
    {
        var columns = table.Columns.Where(c => !c.Forever).ToList();
        if (columns.Count == 0)
            return 0;
        var (done, after) = (0L, (object?)null);
        while (true)
        {
            var (last, changed) = await SomeAsync(table, columns, after, ct);
            done += changed;
            progress(done);
            if (last is null)
                return done;
            after = last;
        }
    }

    private async Task<(object? Last, int Changed)> SomeAsync(SealedTable table, List<SealedColumn> columns, object? after, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var open = transaction.GetDbTransaction();
        var rows = await ReadAsync(open, table, columns, after, ct);
        var changed = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (row[i + 1] is byte[] { Length: >= Seal.Overhead } box && Seal.KeyOf(box) != seal.Active && Seal.KeyOf(box) != 0)
                    changed += await WriteAsync(open, table, columns[i], row[0]!, box, ct);
            }
        }
        await transaction.CommitAsync(ct);
        return (rows.Count < Rows ? null : rows[^1][0], changed);
    }

    private static async Task<List<object?[]>> ReadAsync(DbTransaction open, SealedTable table, List<SealedColumn> columns, object? after, CancellationToken ct)
    {
        var list = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var where = after is null ? string.Empty : $"WHERE \"{table.Key}\" > @after ";
        await using var command = Command(open, string.Create(CultureInfo.InvariantCulture, $"SELECT \"{table.Key}\", {list} FROM \"{table.Name}\" {where}ORDER BY \"{table.Key}\" LIMIT {Rows}"));
        if (after is not null)
            Give(command, "@after", after);
        var rows = new List<object?[]>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[columns.Count + 1];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }
        return rows;
    }

    private async Task<int> WriteAsync(DbTransaction open, SealedTable table, SealedColumn column, object key, byte[] box, CancellationToken ct)
    {
        var bytes = seal.OpenBytes(box, column.Kind);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        var sets = new List<string> { $"\"{column.Name}\" = @box" };
        if (column.Index is not null)
            sets.Add($"\"{column.Index}\" = CASE WHEN \"{column.Index}\" IS NULL THEN NULL ELSE @index END");
        if (column.Tail is not null)
            sets.Add($"\"{column.Tail}\" = CASE WHEN \"{column.Tail}\" IS NULL THEN NULL ELSE @tail END");
        await using var command = Command(open, $"UPDATE \"{table.Name}\" SET {string.Join(", ", sets)} WHERE \"{table.Key}\" = @key AND \"{column.Name}\" = @old");
        Give(command, "@box", seal.Close(bytes, column.Kind));
        Give(command, "@key", key);
        Give(command, "@old", box);
        if (column.Index is not null)
            Give(command, "@index", seal.Index(text, column.Kind));
        if (column.Tail is not null)
            Give(command, "@tail", SealedTable.TailOf(text) is { } tail ? seal.Index(tail, column.Kind) : []);
        return await command.ExecuteNonQueryAsync(ct);
    }

    // Names of tables and columns come from the model, never from outside
#pragma warning disable CA2100
    public static DbCommand Command(DbTransaction open, string sql)
    {
        var command = open.Connection!.CreateCommand();
        (command.Transaction, command.CommandText) = (open, sql);
        return command;
    }
#pragma warning restore CA2100

    private static void Give(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
