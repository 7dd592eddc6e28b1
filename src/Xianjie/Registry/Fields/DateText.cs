using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Fields;

/// <summary>Dates as offices write them: 2025-03-01, 2025/3/1, 2025.3.1, 20250301, 2025年3月1日, with or without a time.</summary>
internal static class DateText
{
    private static readonly DateOnly First = new(1880, 1, 1), Last = new(2100, 12, 31);

    public static Reading Read(Column column, ReadOnlySpan<char> text, DateOnly today)
    {
        if (!TryParse(text, out var day))
            return Reading.Refuse($"“{column.Name}”应写成 2025-03-01 的样子，现在是“{text}”");
        if (day < First || day > Last)
            return Reading.Refuse($"“{column.Name}”的年份 {day.Year} 不对");
        return column.English == "birth_date" && day > today ? Reading.Refuse($"“{column.Name}”{day:yyyy-MM-dd} 晚于今天") : new(day);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly day)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return true;
        var time = text.IndexOfAny(' ', 'T');
        Span<char> room = stackalloc char[24];
        var plain = TextForm.Plain(time > 7 ? text[..time] : text, room);
        if (plain.EndsWith(".0"))
            plain = plain[..^2];
        if (plain.Length == 8 && DateOnly.TryParseExact(plain, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return true;
        Span<int> parts = stackalloc int[3];
        var count = 0;
        foreach (var range in plain.SplitAny(['-', '/', '.', '年', '月', '日', '号']))
        {
            if (plain[range].IsEmpty)
                continue;
            if (count == 3 || !int.TryParse(plain[range], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count++]))
                return false;
        }
        if (count != 3 || parts[0] is < 1 or > 9999 || parts[1] is < 1 or > 12 || parts[2] < 1 || parts[2] > DateTime.DaysInMonth(parts[0], parts[1]))
            return false;
        day = new DateOnly(parts[0], parts[1], parts[2]);
        return true;
    }
}
