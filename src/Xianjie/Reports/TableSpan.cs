using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;

namespace Xianjie.Reports;

/// <summary>How often a table goes up: every ten days, month, quarter or year.</summary>
internal enum TableKind { 旬, 月, 季, 年 }

/// <summary>The period of a table, named by its first day.</summary>
internal readonly record struct TableSpan(TableKind Kind, DateOnly First)
{
    public int Number => (First.Year * 10000) + (First.Month * 100) + First.Day;

    public DateOnly Last => Kind == TableKind.旬 && First.Day < 21 ? First.AddDays(9) : Kind == TableKind.旬 ? MonthEnd(First) : Next.First.AddDays(-1);

    public TableSpan Next => Kind switch
    {
        TableKind.旬 => this with { First = Last.AddDays(1) },
        TableKind.月 => this with { First = First.AddMonths(1) },
        TableKind.季 => this with { First = First.AddMonths(3) },
        _ => this with { First = First.AddYears(1) },
    };

    public TableSpan Before => Holding(Kind, First.AddDays(-1));

    public TableSpan YearBefore => Holding(Kind, First.AddYears(-1));

    public string Title => Kind switch
    {
        TableKind.旬 => $"{First.Year}年{First.Month}月{(First.Day switch { 1 => "上", 11 => "中", _ => "下" })}旬",
        TableKind.月 => $"{First.Year}年{First.Month}月",
        TableKind.季 => $"{First.Year}年第{(First.Month + 2) / 3}季度",
        _ => $"{First.Year}年",
    };

    public static TableSpan Holding(TableKind kind, DateOnly day) => new(kind, kind switch
    {
        TableKind.旬 => new(day.Year, day.Month, day.Day switch { <= 10 => 1, <= 20 => 11, _ => 21 }),
        TableKind.月 => new(day.Year, day.Month, 1),
        TableKind.季 => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        _ => new(day.Year, 1, 1),
    });

    /// <summary>Null where the number names no period of this kind.</summary>
    public static TableSpan? Of(TableKind kind, int number) =>
        DateOnly.TryParseExact(number.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and <= 2100 && Holding(kind, day) is var span && span.First == day ? span : null;

    /// <summary>The periods of a ledger that a figure of this table is counted over.</summary>
    /// <param name="kind">How often rows of the ledger are reported.</param>
    /// <param name="reach">Only the one at the end of the table's period, all in it, or all since January.</param>
    public IReadOnlyList<int> Of(PeriodKind kind, Reach reach)
    {
        if (kind == PeriodKind.None)
            return [0];
        var last = Span.Holding(kind, Last);
        if (reach == Reach.末)
            return [last.Number];
        var first = Span.Holding(kind, reach == Reach.本年 ? new(Last.Year, 1, 1) : First);
        var numbers = new List<int>();
        for (var at = first; at.First <= last.First; at = at.Next)
            numbers.Add(at.Number);
        return numbers;
    }

    /// <summary>Months as yyyyMM in the same way.</summary>
    public IReadOnlyList<int> Months(Reach reach)
    {
        var first = reach switch { Reach.末 => Last, Reach.本年 => new(Last.Year, 1, 1), _ => First };
        var months = new List<int>();
        for (var at = new DateOnly(first.Year, first.Month, 1); at <= Last; at = at.AddMonths(1))
            months.Add((at.Year * 100) + at.Month);
        return months;
    }

    private static DateOnly MonthEnd(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1);
}

/// <summary>Which periods a figure is counted over.</summary>
internal enum Reach { 末, 本期, 本年 }
