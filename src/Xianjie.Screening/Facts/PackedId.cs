using System.Globalization;

namespace Xianjie.Screening;

/// <summary>Citizen ids packed to 64 bits: the first 17 digits as a number, since the 18th follows from them (GB 11643).</summary>
internal static class PackedId
{
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private static ReadOnlySpan<byte> Checks => "10X98765432"u8;

    /// <summary>Reads an 18-digit id with a right check digit and a real date, or a 15-digit one (raised to 18).</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long id)
    {
        id = 0;
        if (text.Length == 15) return TryRead15(text, out id);
        if (text.Length != 18) return false;
        long number = 0;
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            number = number * 10 + digit;
            sum += digit * Weights[i];
        }
        var check = text[17] == (byte)'x' ? (byte)'X' : text[17];
        if (check != Checks[sum % 11] || BirthDay(number) < 0) return false;
        id = number;
        return true;
    }

    private static bool TryRead15(ReadOnlySpan<byte> text, out long id)
    {
        id = 0;
        long head = 0, tail = 0;
        for (var i = 0; i < 15; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            if (i < 6) head = head * 10 + digit;
            else tail = tail * 10 + digit;
        }
        id = (head * 100 + 19) * 1_000_000_000 + tail;
        return BirthDay(id) >= 0;
    }

    /// <summary>Day number of the date of birth, −1 if the digits are no date.</summary>
    public static int BirthDay(long id)
    {
        var date = (int)(id / 1000 % 100_000_000);
        return Days.Of(date / 10000, date / 100 % 100, date % 100);
    }

    public static bool IsMale(long id) => id % 2 == 1;

    /// <summary>All 18 characters.</summary>
    public static string Text(long id)
    {
        var digits = id.ToString("D17", CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (digits[i] - '0') * Weights[i];
        return digits + (char)Checks[sum % 11];
    }
}

/// <summary>Calendar days as day numbers (<see cref="DateOnly.DayNumber"/>).</summary>
internal static class Days
{
    private static readonly int[] YearStart = [.. Enumerable.Range(0, 301).Select(y => new DateOnly(1800 + y, 1, 1).DayNumber)];

    private static ReadOnlySpan<short> MonthStart => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    private static ReadOnlySpan<byte> MonthLength => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Day number of a date between 1800 and 2100, −1 if there is no such date.</summary>
    public static int Of(int year, int month, int day)
    {
        if ((uint)(year - 1800) > 300 || (uint)(month - 1) > 11 || day < 1) return -1;
        var leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > MonthLength[month] && !(leap && month == 2 && day == 29)) return -1;
        return YearStart[year - 1800] + MonthStart[month] + day - 1 + (leap && month > 2 ? 1 : 0);
    }
}
