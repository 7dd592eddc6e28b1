using System.Globalization;
using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

/// <summary>
/// How one database writes types, literals and functions. In both dialects money is whole 分, a code its number in the list (from 1),
/// several codes a bit set (bit n − 1 for code n), and a month its first day.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>PostgreSQL 12 or later.</summary>
    public static SqlDialect PostgreSql { get; } = new PostgreSqlDialect();

    /// <summary>SQLite 3.46 or later: dates as ISO text, decimals as whole ten-thousandths. Patterns need a function <c>regexp</c>.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>Name for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Decimals are whole numbers at a scale that is known when the SQL is written.</summary>
    internal abstract bool IsFixedPoint { get; }

    internal abstract string TypeOf(ColumnType type);

    internal abstract string Literal(DateOnly date);

    internal abstract string Literal(bool flag);

    internal abstract string Year(string date);

    internal abstract string Month(string date);

    internal abstract string Day(string date);

    internal abstract string AddDays(string date, string days);

    internal abstract string AddMonths(string date, string months);

    internal abstract string DaysBetween(string from, string to);

    internal abstract string MakeDate(string year, string month, string day);

    internal abstract string Position(string text, string wanted);

    internal abstract string Matches(string text, string pattern);

    internal abstract string Any(string condition);

    internal abstract string Every(string condition);

    internal abstract string Sum(string value, ValueKind kind);

    internal abstract string Average(string value, ValueKind kind);

    internal abstract string Divide(string left, string right);

    internal abstract string Round(string value, int scale, string digits);

    internal abstract string Floor(string value, int scale);

    internal abstract string MoneyToDecimal(string value);

    internal abstract string SmallMax(string left, string right, bool max);

    /// <summary>A null of the kind, typed where the database wants it.</summary>
    internal abstract string Null(ValueKind kind);

    /// <summary>A value to sort by: texts by their code points.</summary>
    internal virtual string Ordered(string value, ValueKind kind) => value;

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    internal static string Literal(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public override string ToString() => Name;
}
