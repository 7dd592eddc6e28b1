using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Comparison.Runs;

/// <summary>
/// The rows of one registry fact, read column by column from the database into the engine: no entities, and no column that no rule reads. A
/// county has millions of these rows; through the change-tracking layer they take ten times as long.
/// </summary>
internal sealed class RegistryTable
{
    private readonly XianjieDb db;
    private readonly Seal seal;
    private readonly Cell[] cells;
    private readonly string sql;
    private readonly byte[] utf8 = new byte[64];

    private enum Form { Text, Whole, Money, Division, Decimal, Bool, Day, Box }

    private sealed record Cell(Field Field, Form Form, int At);

    /// <param name="db">Read with its own connection.</param>
    /// <param name="seal">Opens sealed columns.</param>
    /// <param name="fields">The fact's fields that are wanted.</param>
    /// <param name="entity">The entity that holds the fact.</param>
    /// <param name="keys">Properties that come first, for the caller.</param>
    /// <param name="where">More than the county: property and value.</param>
    /// <param name="order">Properties to sort by; none leaves the order open.</param>
    public RegistryTable(XianjieDb db, Seal seal, IEnumerable<Field> fields, Type entity, string[] keys, (string Property, object Value)? where, string[] order)
    {
        (this.db, this.seal) = (db, seal);
        var type = db.Model.FindEntityType(entity)!;
        var at = keys.Length;
        cells = [.. fields.Select(f => new Cell(f, FormOf(f, type), at++))];
        string Name(string property) => $"\"{type.FindProperty(property)!.GetColumnName()}\"";
        var text = new StringBuilder("SELECT ").AppendJoin(", ", keys.Concat(cells.Select(c => c.Field.Property)).Select(Name)).Append(" FROM \"").Append(type.GetTableName())
            .Append("\" WHERE ").Append(Name(nameof(IInDivision.Division))).Append(" >= @county AND ").Append(Name(nameof(IInDivision.Division))).Append(" < @county + 1000000");
        if (where is { } more)
            text.Append(" AND ").Append(Name(more.Property)).Append(" = ").Append(type.FindProperty(more.Property)!.GetRelationalTypeMapping().GenerateSqlLiteral(more.Value));
        if (order.Length > 0)
            text.Append(" ORDER BY ").AppendJoin(", ", order.Select(Name));
        sql = text.ToString();
    }

    /// <summary>The key columns as Guids, row by row; the caller begins a row in the engine and has it filled.</summary>
    public IEnumerable<DbDataReader> Rows(long county, CancellationToken ct)
    {
        db.Database.OpenConnection();
        try
        {
            using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@county", county);
            command.Parameters.Add(parameter);
            using var reader = command.ExecuteReader();
            for (var row = 0; reader.Read(); row++)
            {
                if ((row & 0xFFF) == 0)
                    ct.ThrowIfCancellationRequested();
                yield return reader;
            }
        }
        finally
        {
            db.Database.CloseConnection();
        }
    }

    public void Fill(FactBuilder rows, DbDataReader row)
    {
        foreach (var cell in cells)
        {
            if (!row.IsDBNull(cell.At))
                Fill(rows, cell, row);
        }
    }

    private void Fill(FactBuilder rows, Cell cell, DbDataReader row)
    {
        var (column, at, written) = (cell.Field.Column, cell.At, 0);
        switch (cell.Form)
        {
            case Form.Text: rows.Set(column, row.GetString(at)); return;
            case Form.Box: rows.Set(column, seal.OpenBytes(row.GetFieldValue<byte[]>(at), cell.Field.Kind!.Value).AsSpan()); return;
            case Form.Bool: rows.Set(column, (bool?)row.GetBoolean(at)); return;
            case Form.Day: rows.Set(column, (DateOnly?)row.GetFieldValue<DateOnly>(at)); return;
            case Form.Money: rows.Set(column, (long?)row.GetInt64(at)); return;
            case Form.Division: Utf8Formatter.TryFormat(row.GetInt64(at), utf8, out written, new System.Buffers.StandardFormat('D', 12)); break;
            case Form.Whole: Utf8Formatter.TryFormat(row.GetInt64(at), utf8, out written); break;
            case Form.Decimal: row.GetDecimal(at).TryFormat(utf8, out written, default, CultureInfo.InvariantCulture); break;
        }
        rows.Set(column, utf8.AsSpan(0, written));
    }

    private static Form FormOf(Field field, IEntityType type)
    {
        if (field.IsSealed)
            return Form.Box;
        var clr = type.FindProperty(field.Property)!.ClrType;
        clr = Nullable.GetUnderlyingType(clr) ?? clr;
        return clr == typeof(string) ? Form.Text
            : clr == typeof(bool) ? Form.Bool
            : clr == typeof(DateOnly) ? Form.Day
            : clr == typeof(decimal) ? Form.Decimal
            : clr == typeof(int) ? Form.Whole
            : clr == typeof(long) ? field.Column.Type == ColumnType.Money ? Form.Money : Form.Division
            : throw new InvalidOperationException($"No way to read {field} as {clr.Name}.");
    }
}
