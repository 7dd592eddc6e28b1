using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Periods;

/// <summary>One period of a ledger, named by its first day as yyyyMMdd; 0 for a standing register.</summary>
internal readonly record struct Span(PeriodKind Kind, DateOnly First)
{
    public int Number => Kind == PeriodKind.None ? 0 : (First.Year * 10000) + (First.Month * 100) + First.Day;

    public DateOnly Last => Next.First.AddDays(-1);

    public Span Next => Move(1);
    public Span Before => Move(-1);

    public string Title => Kind switch
    {
        PeriodKind.None => "常设",
        PeriodKind.Day => First.ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
        PeriodKind.Month => $"{First.Year}年{First.Month}月",
        PeriodKind.Quarter => $"{First.Year}年第{(First.Month + 2) / 3}季度",
        PeriodKind.HalfYear => $"{First.Year}年{(First.Month == 1 ? "上" : "下")}半年",
        _ => $"{First.Year}年",
    };

    private Span Move(int by) => Kind switch
    {
        PeriodKind.Day => this with { First = First.AddDays(by) },
        PeriodKind.Month => this with { First = First.AddMonths(by) },
        PeriodKind.Quarter => this with { First = First.AddMonths(3 * by) },
        PeriodKind.HalfYear => this with { First = First.AddMonths(6 * by) },
        PeriodKind.Year => this with { First = First.AddYears(by) },
        _ => this,
    };

    /// <summary>The day as of which expressions over rows of the period are reckoned: its last one, or today where that is still to come or nothing ends.</summary>
    public DateOnly AsOf(DateOnly today) => Kind == PeriodKind.None || Last > today ? today : Last;

    /// <summary>The last day on which rows of the period are in time.</summary>
    public DateOnly DueOn(Ledger ledger, WorkingDays days) => days.Add(Last, ledger.Due);

    public static Span Holding(PeriodKind kind, DateOnly day) => new(kind, kind switch
    {
        PeriodKind.Day => day,
        PeriodKind.Month => new(day.Year, day.Month, 1),
        PeriodKind.Quarter => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        PeriodKind.HalfYear => new(day.Year, day.Month <= 6 ? 1 : 7, 1),
        _ => new(day.Year, 1, 1),
    });

    /// <summary>The period of a row by its number; null where the number names none of this kind.</summary>
    public static Span? Of(PeriodKind kind, int number)
    {
        if (kind == PeriodKind.None)
            return number == 0 ? new Span(kind, new(1, 1, 1)) : null;
        return DateOnly.TryParseExact(number.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Holding(kind, day) is var span && span.First == day ? span : null;
    }

    /// <summary>2025, 202503, 2025Q1, 2025H1 or a day.</summary>
    public static Span? Parse(PeriodKind kind, string text)
    {
        text = text.Trim().ToUpperInvariant();
        if (kind == PeriodKind.None || text.Length < 4 || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1990 or > 2100)
            return null;
        if (text.Length == 4)
            return Holding(kind, new(year, 1, 1));
        if (text.Length == 6 && text[4] is 'Q' or 'H' && text[5] is >= '1' and <= '4')
            return Holding(kind, new(year, text[4] == 'Q' ? ((text[5] - '1') * 3) + 1 : text[5] == '1' ? 1 : 7, 1));
        if (text.Length == 6 && int.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12)
            return Holding(kind, new(year, month, 1));
        return DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Holding(kind, day) : null;
    }
}
