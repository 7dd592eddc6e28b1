using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string Name => "PostgreSQL";

    internal override bool IsFixedPoint => false;

    internal override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Bool => "boolean",
        ColumnType.Int or ColumnType.Money or ColumnType.Codes => "bigint",
        ColumnType.Code or ColumnType.Year => "integer",
        ColumnType.Decimal => "numeric(18,4)",
        ColumnType.Date or ColumnType.Month => "date",
        _ => "text",
    };

    internal override string Literal(DateOnly date) => $"date '{date:yyyy-MM-dd}'";

    internal override string Literal(bool flag) => flag ? "true" : "false";

    internal override string Year(string date) => $"extract(year from {date})::bigint";

    internal override string Month(string date) => $"extract(month from {date})::bigint";

    internal override string Day(string date) => $"extract(day from {date})::bigint";

    internal override string AddDays(string date, string days) => $"({date} + ({days})::integer)";

    internal override string AddMonths(string date, string months) => $"({date} + make_interval(months => ({months})::integer))::date";

    internal override string DaysBetween(string from, string to) => $"({to} - {from})::bigint";

    // make_date fails on a day that does not exist. Only a CASE promises that what stands behind THEN is not computed before.
    internal override string MakeDate(string year, string month, string day) =>
        $"(case when {year} between 1800 and 2100 and {month} between 1 and 12 then (case when {day} between 1 and extract(day from "
        + $"make_date(({year})::integer, ({month})::integer, 1) + interval '1 month' - interval '1 day') "
        + $"then make_date(({year})::integer, ({month})::integer, ({day})::integer) end) end)";

    internal override string Position(string text, string wanted) => $"strpos({text}, {wanted})";

    internal override string Matches(string text, string pattern) => $"({text} ~ {pattern})";

    internal override string Any(string condition) => $"coalesce(bool_or({condition}), false)";

    internal override string Every(string condition) => $"coalesce(bool_and(coalesce({condition}, false)), true)";

    internal override string Sum(string value, ValueKind kind) => kind == ValueKind.Decimal ? $"sum({value})" : $"sum({value})::bigint";

    internal override string Average(string value, ValueKind kind) => kind == ValueKind.Money ? $"(avg({value}) / 100)" : $"avg({value})";

    internal override string Divide(string left, string right) => $"({left}::numeric / nullif({right}::numeric, 0))";

    internal override string Round(string value, int scale, string digits) => $"round({value}, ({digits})::integer)";

    internal override string Floor(string value, int scale) => $"floor({value})";

    internal override string MoneyToDecimal(string value) => $"({value} * 0.01)";

    internal override string SmallMax(string left, string right, bool max) =>
        $"(case when {left} is not null and {right} is not null then {(max ? "greatest" : "least")}({left}, {right}) end)";

    internal override string Ordered(string value, ValueKind kind) => kind is ValueKind.Text or ValueKind.Id ? $"{value} collate \"C\"" : value;

    internal override string Null(ValueKind kind) => kind switch
    {
        ValueKind.Bool => "null::boolean",
        ValueKind.Int or ValueKind.Money or ValueKind.Code => "null::bigint",
        ValueKind.Decimal => "null::numeric",
        ValueKind.Date or ValueKind.Month => "null::date",
        _ => "null::text",
    };
}
