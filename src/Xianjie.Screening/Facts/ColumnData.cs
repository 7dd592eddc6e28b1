namespace Xianjie.Screening;

/// <summary>The values of one column of one fact, row by row. Null is 0 in bytes and texts, the least value in ints and longs.</summary>
internal abstract class ColumnData
{
    public const long Null = long.MinValue;

    /// <summary>The value as the engine computes with it; texts give their number in the pool, 0 for null.</summary>
    public abstract long this[int row] { get; }

    /// <summary>Memory that the column takes, in bytes.</summary>
    public abstract long Bytes { get; }

    public static Storage StorageOf(Column column) => column.Type switch
    {
        ColumnType.Bool or ColumnType.Code => Storage.Byte,
        ColumnType.Int or ColumnType.Year or ColumnType.Date or ColumnType.Month => Storage.Int,
        ColumnType.Codes => column.Codes!.Values.Count <= 30 ? Storage.Int : Storage.Long,
        ColumnType.Money or ColumnType.Decimal or ColumnType.CitizenId => Storage.Long,
        _ => Storage.Text,
    };

    /// <summary>A column that was not delivered: all null.</summary>
    public static ColumnData Empty(Column column, int rows)
    {
        switch (StorageOf(column))
        {
            case Storage.Byte: return new ByteData(new byte[rows]);
            case Storage.Text: return new TextData(new int[rows], new TextPool());
            case Storage.Int:
                var ints = new int[rows];
                Array.Fill(ints, int.MinValue);
                return new IntData(ints);
            default:
                var longs = new long[rows];
                Array.Fill(longs, Null);
                return new LongData(longs);
        }
    }
}

internal enum Storage { Byte, Int, Long, Text }

/// <summary>Codes by number from 1; bool as 1 = false, 2 = true.</summary>
internal sealed class ByteData(byte[] values) : ColumnData
{
    public byte[] Values => values;

    public override long Bytes => values.Length;

    public override long this[int row] => values[row] == 0 ? Null : values[row];
}

internal sealed class IntData(int[] values) : ColumnData
{
    public int[] Values => values;

    public override long Bytes => values.Length * 4L;

    public override long this[int row] => values[row] == int.MinValue ? Null : values[row];
}

internal sealed class LongData(long[] values) : ColumnData
{
    public long[] Values => values;

    public override long Bytes => values.Length * 8L;

    public override long this[int row] => values[row];
}

/// <summary>Texts by number within a pool of distinct texts.</summary>
internal sealed class TextData(int[] ids, TextPool pool) : ColumnData
{
    public int[] Ids => ids;

    public TextPool Pool => pool;

    public override long Bytes => ids.Length * 4L + pool.Memory;

    public override long this[int row] => ids[row];

    public string? Get(int row) => ids[row] == 0 ? null : pool[ids[row]];
}
