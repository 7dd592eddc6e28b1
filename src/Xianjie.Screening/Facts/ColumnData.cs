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
        ColumnType.Bool or ColumnType.Code or ColumnType.Year => Storage.Byte,
        ColumnType.Int or ColumnType.Date or ColumnType.Month => Storage.Int,
        ColumnType.Codes => column.Codes!.Values.Count <= 30 ? Storage.Int : Storage.Long,
        ColumnType.Money or ColumnType.Decimal => Storage.Small,
        ColumnType.CitizenId => Storage.Long,
        _ => Storage.Text,
    };

    /// <summary>A column that was not delivered: all null.</summary>
    public static ColumnData Empty(Column column, int rows)
    {
        switch (StorageOf(column))
        {
            case Storage.Byte: return new ByteData(new byte[rows], OffsetOf(column));
            case Storage.Small: return new SmallData(Filled(rows, int.MinValue), []);
            case Storage.Text: return new TextData(new int[rows], new TextPool());
            case Storage.Int:
                return new IntData(Filled(rows, int.MinValue));
            default:
                return new LongData(Filled(rows, Null));
        }
    }

    /// <summary>What is added to a byte to get its value: years are held as 1 for 1900.</summary>
    public static int OffsetOf(Column column) => column.Type == ColumnType.Year ? 1899 : 0;

    private static T[] Filled<T>(int rows, T value)
    {
        var values = new T[rows];
        Array.Fill(values, value);
        return values;
    }
}

internal enum Storage { Byte, Int, Small, Long, Text }

/// <summary>Codes by number from 1; bool as 1 = false, 2 = true; years by their distance from an offset.</summary>
internal sealed class ByteData(byte[] values, int offset) : ColumnData
{
    public byte[] Values => values;

    public override long Bytes => values.Length;

    public override long this[int row] => values[row] == 0 ? Null : values[row] + offset;
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

    /// <summary>Whether two texts, named by their numbers (not 0), are the same.</summary>
    public static bool Same(TextData left, int leftId, TextData right, int rightId) => left.Pool.Bytes(leftId).SequenceEqual(right.Pool.Bytes(rightId));

    public string? Get(int row) => ids[row] == 0 ? null : pool[ids[row]];
}

/// <summary>Numbers that nearly always fit 32 bits (money in 分, decimals in 1/10000); the greatest int marks one that stands beside.</summary>
internal sealed class SmallData(int[] values, Dictionary<int, long> large) : ColumnData
{
    public int[] Values => values;

    public Dictionary<int, long> Large => large;

    public override long Bytes => (values.Length * 4L) + (large.Count * 24L);

    public override long this[int row] => values[row] switch
    {
        int.MinValue => Null,
        int.MaxValue => large[row],
        var value => value,
    };
}
