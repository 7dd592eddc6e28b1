using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Xianjie.Demo.Writing;

/// <summary>Rows of one CSV file as UTF-8 bytes, comma, LF, quoted only where needed. Numbers and dates are written without culture.</summary>
internal sealed class CsvBuffer
{
    private static readonly SearchValues<char> needQuotes = SearchValues.Create(",\"\r\n");
    private byte[] bytes = new byte[4096];
    private int length;
    private int rowStart;

    public long Rows { get; private set; }
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);
    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, length);

    public void Clear() => (length, rowStart, Rows) = (0, 0, 0);

    public CsvBuffer Text(ReadOnlySpan<char> value)
    {
        Room(value.Length * 3 + 8);
        if (value.IndexOfAny(needQuotes) >= 0)
            return Quoted(value);
        length += Encoding.UTF8.GetBytes(value, bytes.AsSpan(length));
        bytes[length++] = (byte)',';
        return this;
    }

    public CsvBuffer Blank() => Text(default);

    public CsvBuffer YesNo(bool value) => Text(value ? "是" : "否");

    public CsvBuffer Number(long value)
    {
        Digits(value);
        return Close();
    }

    public CsvBuffer NumberOrBlank(int? value) => value is { } v ? Number(v) : Blank();

    /// <summary>Hundredths as 元: 123 or 123.45.</summary>
    public CsvBuffer Money(long fen)
    {
        Digits(fen / 100);
        if (fen % 100 != 0)
            Hundredths((int)Math.Abs(fen % 100));
        return Close();
    }

    /// <summary>Tenths as a decimal: 12 or 12.3.</summary>
    public CsvBuffer Tenths(int value)
    {
        Digits(value / 10);
        if (value % 10 != 0)
        {
            bytes[length++] = (byte)'.';
            bytes[length++] = (byte)('0' + value % 10);
        }
        return Close();
    }

    public CsvBuffer Date(DateOnly date, char separator = '-', bool padded = true)
    {
        Room(16);
        Digits(date.Year);
        Part(date.Month, separator, padded);
        Part(date.Day, separator, padded);
        return Close();
    }

    public CsvBuffer DateOrBlank(DateOnly? date) => date is { } d ? Date(d) : Blank();

    public CsvBuffer Month(int yyyymm) => yyyymm == 0 ? Blank() : Number(yyyymm);

    /// <summary>Ends the row: the last comma becomes the line end.</summary>
    public void EndRow()
    {
        bytes[length - 1] = (byte)'\n';
        rowStart = length;
        Rows++;
    }

    /// <summary>Ends the row and writes it a second time.</summary>
    public void EndRowTwice()
    {
        var start = rowStart;
        EndRow();
        var size = length - start;
        Room(size);
        bytes.AsSpan(start, size).CopyTo(bytes.AsSpan(length));
        length += size;
        rowStart = length;
        Rows++;
    }

    private CsvBuffer Quoted(ReadOnlySpan<char> value)
    {
        var text = string.Concat("\"", value.ToString().Replace("\"", "\"\"", StringComparison.Ordinal), "\"");
        Room(text.Length * 3 + 8);
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
        return Close();
    }

    private void Digits(long value)
    {
        Room(24);
        Utf8Formatter.TryFormat(value, bytes.AsSpan(length), out var written);
        length += written;
    }

    private void Hundredths(int value)
    {
        bytes[length++] = (byte)'.';
        bytes[length++] = (byte)('0' + value / 10);
        bytes[length++] = (byte)('0' + value % 10);
    }

    private void Part(int value, char separator, bool padded)
    {
        if (separator != '\0')
            bytes[length++] = (byte)separator;
        if (padded && value < 10)
            bytes[length++] = (byte)'0';
        Digits(value);
    }

    private CsvBuffer Close()
    {
        bytes[length++] = (byte)',';
        return this;
    }

    private void Room(int more)
    {
        if (length + more > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more));
    }
}
