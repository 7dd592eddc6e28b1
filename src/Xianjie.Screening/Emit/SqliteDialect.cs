using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

internal sealed class SqliteDialect : SqlDialect
{
    public override string Name => "SQLite";

    internal override bool IsFixedPoint => true;

    internal override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Bool or ColumnType.Int or ColumnType.Money or ColumnType.Code or ColumnType.Year or ColumnType.Decimal or ColumnType.Codes => "integer",
        _ => "text",
    };

    internal override string Literal(DateOnly date) => $"'{date:yyyy-MM-dd}'";

    internal override string Literal(bool flag) => flag ? "1" : "0";

    internal override string Year(string date) => $"cast(substr({date}, 1, 4) as integer)";

    internal override string Month(string date) => $"cast(substr({date}, 6, 2) as integer)";

    internal override string Day(string date) => $"cast(substr({date}, 9, 2) as integer)";

    internal override string AddDays(string date, string days) => $"date({date}, ({days}) || ' days')";

    internal override string AddMonths(string date, string months) => $"date({date}, ({months}) || ' months', 'floor')";

    internal override string DaysBetween(string from, string to) => $"cast(julianday({to}) - julianday({from}) as integer)";

    // date() carries a day that does not exist over into the next month: then the text differs from what was asked.
    internal override string MakeDate(string year, string month, string day)
    {
        var text = $"printf('%04d-%02d-%02d', {year}, {month}, {day})";
        return $"(case when {year} between 1800 and 2100 and {month} is not null and {day} is not null and date({text}, '+0 days') = {text} then {text} end)";
    }

    internal override string Position(string text, string wanted) => $"instr({text}, {wanted})";

    internal override string Matches(string text, string pattern) => $"({text} regexp {pattern})";

    internal override string Any(string condition) => $"coalesce(max({condition}), 0)";

    internal override string Every(string condition) => $"coalesce(min(coalesce({condition}, 0)), 1)";

    internal override string Sum(string value, ValueKind kind) => $"sum({value})";

    internal override string Average(string value, ValueKind kind) => throw Inexact("avg");

    internal override string Divide(string left, string right) => throw Inexact("“/”");

    internal override string Round(string value, int scale, string digits)
    {
        if (!int.TryParse(digits, out var kept) || kept < 0) throw Inexact("round 的位数");
        if (kept >= scale) return value;
        var unit = Power(scale - kept);
        return $"((abs({value}) * 2 + {unit}) / {SqlDialect.Literal(2 * unit)} * sign({value}))";
    }

    // Whole-number division truncates towards zero; below zero a remainder takes one more off.
    internal override string Floor(string value, int scale)
    {
        if (scale == 0) return value;
        var unit = Power(scale);
        return $"({value} / {unit} - ({value} < 0 and {value} % {unit} <> 0))";
    }

    internal override string MoneyToDecimal(string value) => value;

    internal override string SmallMax(string left, string right, bool max) => $"{(max ? "max" : "min")}({left}, {right})";

    internal override string Null(ValueKind kind) => "null";

    internal static long Power(int digits)
    {
        var unit = 1L;
        while (digits-- > 0) unit *= 10;
        return unit;
    }

    private static CannotSayException Inexact(string what) => new($"SQLite 没有精确小数，{what}不能保持原意");
}
