using System.Text;

namespace Xianjie.Screening;

/// <summary>Reads single values from UTF-8 bytes, in the spellings that department files use.</summary>
internal static class Cell
{
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (cell.Length > 0 && cell[0] <= ' ') cell = cell[1..];
        while (cell.Length > 0 && cell[^1] <= ' ') cell = cell[..^1];
        return cell;
    }

    /// <summary>A decimal number times 10^<paramref name="places"/>. Thousands commas are allowed; digits after the places must be zero
    /// for whole numbers and money, and are rounded half up for four places.</summary>
    public static CellFault Number(ReadOnlySpan<byte> cell, int places, out long value)
    {
        value = 0;
        var at = cell[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var digits = 0;
        for (; at < cell.Length && cell[at] != '.'; at++)
        {
            var digit = cell[at] - '0';
            if (cell[at] == ',' && digits > 0) continue;
            if ((uint)digit > 9) return CellFault.Malformed;
            if (++digits > 13) return CellFault.TooLarge;
            value = value * 10 + digit;
        }
        var fault = Fraction(cell[Math.Min(at + 1, cell.Length)..], places, ref value, ref digits);
        if (digits == 0) return CellFault.Malformed;
        if (cell[0] == '-') value = -value;
        return fault;
    }

    private static CellFault Fraction(ReadOnlySpan<byte> fraction, int places, ref long value, ref int digits)
    {
        var fault = CellFault.None;
        for (var i = 0; i < Math.Max(fraction.Length, places); i++)
        {
            var digit = i < fraction.Length ? fraction[i] - '0' : 0;
            if ((uint)digit > 9) return CellFault.Malformed;
            if (i < fraction.Length) digits++;
            if (i < places) value = value * 10 + digit;
            else if (digit != 0 && places != 4) fault = CellFault.TooPrecise;
            else if (i == places && digit >= 5) value++;
        }
        return fault;
    }

    public static CellFault Bool(ReadOnlySpan<byte> cell, out long value)
    {
        if (cell.SequenceEqual("是"u8) || cell is [(byte)'1'] || cell.SequenceEqual("true"u8) || cell is [(byte)'Y'] || cell.SequenceEqual("有"u8)) value = 2;
        else if (cell.SequenceEqual("否"u8) || cell is [(byte)'0'] || cell.SequenceEqual("false"u8) || cell is [(byte)'N'] || cell.SequenceEqual("无"u8)) value = 1;
        else
        {
            value = ColumnData.Null;
            return CellFault.Malformed;
        }
        return CellFault.None;
    }

    /// <summary>Several codes in one cell become a bit set: bit n−1 for code number n.</summary>
    public static CellFault Codes(ReadOnlySpan<byte> cell, CodeList list, out long value)
    {
        value = list.NumberOf(cell) is > 0 and var whole ? 1L << (whole - 1) : 0;
        if (value != 0) return CellFault.None;
        foreach (var part in Encoding.UTF8.GetString(cell).Split(['、', ',', '，', ';', '；', '|', '/', '+', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var number = list.NumberOf(part);
            if (number == 0) return CellFault.UnknownCode;
            value |= 1L << (number - 1);
        }
        return CellFault.None;
    }

    /// <summary>Day number of 2026-01-31, 2026/1/31, 20260131, 2026.1.31 or 2026年1月31日, with or without a time of day.</summary>
    public static bool Date(ReadOnlySpan<byte> cell, out long value)
    {
        int day;
        if (cell.Length == 10 && cell[4] == '-' && cell[7] == '-')
        {
            day = Days.Of(Two(cell, 0) * 100 + Two(cell, 2), Two(cell, 5), Two(cell, 8));
        }
        else if (cell.Length == 8 && Two(cell, 0) >= 0 && Two(cell, 2) >= 0 && Two(cell, 4) >= 0)
        {
            day = Days.Of(Two(cell, 0) * 100 + Two(cell, 2), Two(cell, 4), Two(cell, 6));
        }
        else
        {
            Span<int> parts = stackalloc int[3];
            day = Parts(cell, parts) == 3 ? Days.Of(parts[0], parts[1], parts[2]) : -1;
        }
        value = day < 0 ? ColumnData.Null : day;
        return day >= 0;
    }

    /// <summary>Day number of the first of 202601, 2026-01, 2026年1月 or of a whole date.</summary>
    public static bool Month(ReadOnlySpan<byte> cell, out long value)
    {
        int day;
        if (cell.Length == 6 && Two(cell, 0) >= 0 && Two(cell, 2) >= 0)
        {
            day = Days.Of(Two(cell, 0) * 100 + Two(cell, 2), Two(cell, 4), 1);
        }
        else if (cell.Length == 8 && Two(cell, 0) >= 0 && Two(cell, 4) >= 0 && Two(cell, 6) >= 0)
        {
            day = Days.Of(Two(cell, 0) * 100 + Two(cell, 2), Two(cell, 4), Two(cell, 6)) < 0 ? -1 : Days.Of(Two(cell, 0) * 100 + Two(cell, 2), Two(cell, 4), 1);
        }
        else
        {
            Span<int> parts = stackalloc int[3];
            var count = Parts(cell, parts);
            day = count == 2 || (count == 3 && Days.Of(parts[0], parts[1], parts[2]) >= 0) ? Days.Of(parts[0], parts[1], 1) : -1;
        }
        value = day < 0 ? ColumnData.Null : day;
        return day >= 0;
    }

    private static int Two(ReadOnlySpan<byte> cell, int at)
    {
        int tens = cell[at] - '0', ones = cell[at + 1] - '0';
        return (uint)tens > 9 || (uint)ones > 9 ? -10_000 : tens * 10 + ones;
    }

    /// <summary>The first three numbers of a cell, parted by - / . 年 月 日; stops at a time of day. 0 if something else stands between.</summary>
    private static int Parts(ReadOnlySpan<byte> cell, Span<int> parts)
    {
        var (count, at) = (0, 0);
        while (at < cell.Length && count < 3)
        {
            var (start, number) = (at, 0);
            for (; at < cell.Length && (uint)(cell[at] - '0') <= 9 && at - start < 5; at++) number = number * 10 + cell[at] - '0';
            if (at == start || at - start > 4) return 0;
            parts[count++] = number;
            var mark = Separator(cell[at..]);
            if (mark < 0) return 0;
            at += mark;
        }
        return parts[0] > 999 && (at >= cell.Length || cell[at] is (byte)' ' or (byte)'T') ? count : 0;
    }

    /// <summary>Bytes of the mark that parts two numbers; 0 at the end and before a time of day, −1 if it is no such mark.</summary>
    private static int Separator(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] is (byte)' ' or (byte)'T') return 0;
        if (rest[0] is (byte)'-' or (byte)'/' or (byte)'.') return rest.Length > 1 ? 1 : -1;
        return rest.StartsWith("年"u8) || rest.StartsWith("月"u8) || rest.StartsWith("日"u8) ? 3 : -1;
    }
}
