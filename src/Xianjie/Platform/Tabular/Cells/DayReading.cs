using System.Globalization;
using System.Text.RegularExpressions;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>Reads days, months and years in every form in which offices write them. What could be read in two ways (03/04/2025) is refused.</summary>
internal static partial class DayReading
{
    private const string HowToWrite = "日期应写成 2025-03-15 的样子";

    public static Reading Day(TableCell cell)
    {
        // Nearly every day of a large file stands in this form
        if (DateOnly.TryParseExact(cell.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var plain) && plain.Year is >= 1900 and <= 2100) { return new(plain); }
        if (Serial(cell) is { } serial) { return new(serial); }
        var match = Form().Match(string.Concat(cell.Text.Select(TextForm.HalfWidth)));
        if (!match.Success) { return Reading.Refuse(YearMonth.TryParse(cell.Text, out _, out _) ? "日期缺少“日”，" + HowToWrite : HowToWrite); }
        var (year, month, day) = (Part(match, "y"), Part(match, "m"), Part(match, "d"));
        return year is < 1900 or > 2100 ? Reading.Refuse($"年份 {year} 不在 1900 至 2100 之间")
            : month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) ? Reading.Refuse($"日期 {year}年{month}月{day}日 不存在，请核对")
            : new(new DateOnly(year, month, day));
    }

    public static Reading Month(TableCell cell)
    {
        if (YearMonth.TryParse(cell.Text, out var month, out var reason) && cell.Text.Count(char.IsDigit) <= 6) { return new(month.Value); }
        // A full date stands for its month, but must exist
        return Day(cell).Value is DateOnly day ? new(YearMonth.Of(day).Value) : Reading.Refuse(reason ?? "年月应写成 202503 的样子");
    }

    /// <summary>A year, or that of a full date.</summary>
    public static Reading Year(TableCell cell) =>
        PolicyYear.TryParse(cell.Kind == CellKind.Date ? cell.Text[..4] : cell.Text, out var year, out var reason) ? new(year.Value) : Reading.Refuse(reason);

    // A number cell that lost its date format: 18,264 is 1950, 73,050 is 2099
    private static DateOnly? Serial(TableCell cell) =>
        cell.Kind == CellKind.Number && double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 367 and < 73_415
        && NumberText.Date(Math.Floor(number), from1904: false) is { } moment
            ? DateOnly.FromDateTime(moment)
            : null;

    private static int Part(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>\d{4})(?:(?<m>\d{2})(?<d>\d{2})|\s*[-./年]\s*(?<m>\d{1,2})\s*[-./月]\s*(?<d>\d{1,2})\s*[日号]?)(?:\.0)?(?:[T ]\s*\d{1,2}[:时].*)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
