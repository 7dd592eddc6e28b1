using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Xianjie.Platform.Data;

/// <summary>Inserts many new rows through the mapping of the model, much faster than tracked saves; the caller holds the transaction.</summary>
internal static class Bulk
{
    public static long Insert<T>(XianjieDb db, IEnumerable<T> rows) where T : class
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("A bulk insert needs the caller's transaction.");
        return Insert(db, transaction.Connection!, transaction, rows);
    }

    public static long Insert<T>(XianjieDb db, DbConnection connection, DbTransaction transaction, IEnumerable<T> rows) where T : class
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var wanted = type.GetProperties().Where(p => !p.IsShadowProperty()).Select(p => (Property: p, Read: Reader(p))).ToArray();
        if (rows is IReadOnlyList<T> { Count: >= Many } all)
            wanted = [.. wanted.Where(w => IsFilled(w.Property, w.Read, all))];
        var columns = wanted.Select(w => new BulkColumn(w.Property.GetColumnName(), StoreType(w.Property))).ToArray();
        var count = Database.InsertRows(connection, transaction, type.GetTableName()!, columns, Values(rows, [.. wanted.Select(w => w.Read)]));
        Health.Meters.BulkRows.Add(count, new KeyValuePair<string, object?>("table", type.GetTableName()));
        return count;
    }

    // Collection forms are wide, and files bring few of their columns: what is empty in every row is not sent at all
    private const int Many = 100;

    private static bool IsFilled<T>(IProperty property, Func<object, object?> read, IReadOnlyList<T> rows) where T : class
    {
        if (!property.IsNullable || property.GetDefaultValueSql() is not null)
            return true;
        for (var i = 0; i < rows.Count; i++)
        {
            if (read(rows[i]) is not null)
                return true;
        }
        return false;
    }

    private static IEnumerable<object?[]> Values<T>(IEnumerable<T> rows, Func<object, object?>[] readers) where T : class
    {
        var values = new object?[readers.Length];
        foreach (var row in rows)
        {
            for (var i = 0; i < readers.Length; i++)
                values[i] = readers[i](row);
            yield return values;
        }
    }

    private static string StoreType(IProperty property)
    {
        var type = property.GetRelationalTypeMapping().StoreType;
        var bracket = type.IndexOf('(', StringComparison.Ordinal);
        return bracket < 0 ? type : type[..bracket];
    }

    private static Func<object, object?> Reader(IProperty property)
    {
        var getter = property.GetGetter();
        var converter = property.GetRelationalTypeMapping().Converter;
        return converter is null
            ? row => getter.GetClrValue(row)
            : row => getter.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null;
    }
}
