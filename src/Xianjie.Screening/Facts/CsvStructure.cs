using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Xianjie.Screening;

/// <summary>Where the fields and records of a piece of CSV end. Blocks without quotes are found 64 bytes at a time; a block that has a
/// quote is read byte by byte. A quote opens a quoted field only at the field's start (RFC 4180); elsewhere it is an ordinary character.</summary>
internal sealed class CsvStructure
{
    /// <param name="separator">Between fields.</param>
    /// <param name="quotes">False where a quote is an ordinary character everywhere.</param>
    public CsvStructure(byte separator = (byte)',', bool quotes = true) => (this.separator, this.quotes) = (separator, quotes);

    private readonly byte separator;
    private readonly bool quotes;
    private int[] fieldEnds = new int[1 << 14];
    private int[] recordEnds = new int[1 << 10];
    private int fields, records;

    /// <summary>Positions of the comma or newline that ends each field.</summary>
    public ReadOnlySpan<int> FieldEnds => fieldEnds.AsSpan(0, fields);

    /// <summary>For each record, how many fields there are up to its end.</summary>
    public ReadOnlySpan<int> RecordEnds => recordEnds.AsSpan(0, records);

    /// <summary>Reads a piece that begins at a record's start and ends with a newline outside quotes.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        (fields, records) = (0, 0);
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var at = 0;
        var quoted = false;
        while (at < bytes.Length)
        {
            if (fieldEnds.Length - fields < 128) Array.Resize(ref fieldEnds, fieldEnds.Length * 2);
            if (recordEnds.Length - records < 128) Array.Resize(ref recordEnds, recordEnds.Length * 2);
            if (quoted || bytes.Length - at < 64)
            {
                at = Slow(bytes, at, Math.Min(bytes.Length, at + 64), ref quoted);
                continue;
            }
            var low = Vector256.LoadUnsafe(ref start, (nuint)at);
            var high = Vector256.LoadUnsafe(ref start, (nuint)at + 32);
            if (quotes && Mask(low, high, (byte)'"') != 0)
            {
                at = Slow(bytes, at, at + 64, ref quoted);
                continue;
            }
            var newlines = Mask(low, high, (byte)'\n');
            var ends = Mask(low, high, separator) | newlines;
            for (; newlines != 0; newlines &= newlines - 1)
                recordEnds[records++] = fields + BitOperations.PopCount(ends & (newlines ^ (newlines - 1)));
            var count = BitOperations.PopCount(ends);
            for (var i = fields; ends != 0; ends &= ends - 1) fieldEnds[i++] = at + BitOperations.TrailingZeroCount(ends);
            fields += count;
            at += 64;
        }
    }

    /// <summary>One past the last newline that ends a record; 0 if there is none.</summary>
    public static int LastRecordEnd(ReadOnlySpan<byte> bytes, bool quotes = true)
    {
        if (!quotes) return bytes.LastIndexOf((byte)'\n') + 1;
        var at = 0;
        var last = 0;
        while (true)
        {
            var quote = bytes[at..].IndexOf((byte)'"');
            var plain = quote < 0 ? bytes[at..] : bytes.Slice(at, quote);
            if (plain.LastIndexOf((byte)'\n') is >= 0 and var newline) last = at + newline + 1;
            if (quote < 0) return last;
            quote += at;
            at = quote + 1;
            if (quote > 0 && bytes[quote - 1] is not ((byte)',' or (byte)'\n')) continue;
            if (Close(bytes, at) is var close && close < 0) return last;
            at = close + 1;
        }
    }

    /// <summary>Position of the quote that closes a quoted field; −1 if it is not there.</summary>
    private static int Close(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            var next = bytes[at..].IndexOf((byte)'"');
            if (next < 0) return -1;
            at += next;
            if (at + 1 >= bytes.Length || bytes[at + 1] != '"') return at;
            at += 2;
        }
    }

    private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte wanted)
    {
        var all = Vector256.Create(wanted);
        return Vector256.Equals(low, all).ExtractMostSignificantBits() | (ulong)Vector256.Equals(high, all).ExtractMostSignificantBits() << 32;
    }

    private int Slow(ReadOnlySpan<byte> bytes, int at, int end, ref bool quoted)
    {
        while (at < end)
        {
            if (quoted)
            {
                var close = Close(bytes, at);
                quoted = false;
                at = close < 0 ? bytes.Length : close + 1;
                continue;
            }
            var c = bytes[at];
            if (c == separator || c == '\n') fieldEnds[fields++] = at;
            if (c == '\n') recordEnds[records++] = fields;
            else if (c == '"' && quotes && (at == 0 || bytes[at - 1] == separator || bytes[at - 1] == '\n')) quoted = true;
            at++;
        }
        return at;
    }
}
