namespace Xianjie.Platform.Indicators;

/// <summary>How a figure stands to its lines. 灰: no data; 无: there is neither target nor red line.</summary>
internal enum Light { 灰, 绿, 黄, 红, 无 }

/// <summary>A figure of an area and day as pages show it.</summary>
/// <param name="Before">At the end of the period before (month, quarter, half-year or year as defined).</param>
/// <param name="YearAgo">At the end of the same month a year before.</param>
/// <param name="Target">In the unit of the figure; null where none is set.</param>
/// <param name="DataAt">When it was worked out; null: just now.</param>
/// <param name="MissingUnits">Places that have not reported the period that it is made of.</param>
internal sealed record IndicatorView(IndicatorDefinition Definition, string By, IndicatorFigure? Now, IndicatorFigure? Before, IndicatorFigure? YearAgo, decimal? Target, decimal? Red, Light Light, DateTimeOffset? DataAt, int MissingUnits)
{
    /// <summary>The days that a view of a day compares with.</summary>
    public static (DateOnly Before, DateOnly YearAgo) Days(string period, DateOnly day)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        var start = period switch { "quarter" => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1), "half-year" => new DateOnly(day.Year, day.Month <= 6 ? 1 : 7, 1), "year" => new DateOnly(day.Year, 1, 1), _ => month };
        return (start.AddDays(-1), month.AddMonths(-11).AddDays(-1));
    }
}
