using System.Globalization;

namespace Xianjie.Platform.Indicators;

/// <summary>A figure with both sides; it opens to its rows in any month.</summary>
internal sealed record IndicatorFigure(IndicatorDefinition Definition, string By, long Numerator, long Denominator)
{
    /// <summary>For 百分点: the growth of elsewhere in %; null where it is not known.</summary>
    public decimal? Less { get; init; }

    /// <summary>With its unit; — where the denominator is nought.</summary>
    public string Text => Rate(Definition.Unit is "倍" or "百分点" ? 2 : 1) switch
    {
        null => "—",
        { } rate when Definition.Unit is "%" or "增速%" => rate.ToString("0.0", CultureInfo.InvariantCulture) + "%",
        { } rate when Definition.Unit == "‰" => rate.ToString("0.0", CultureInfo.InvariantCulture) + "‰",
        { } rate => rate.ToString("#,0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>For charts and sheets; null where the denominator is nought.</summary>
    public decimal? Rate(int digits) => (Definition.Unit, Definition.IsRatio) switch
    {
        (_, true) when Denominator == 0 => null,
        ("%", _) => Math.Round(100m * Numerator / Denominator, digits),
        ("增速%", _) => Math.Round(100m * (Numerator - Denominator) / Denominator, digits),
        ("‰", _) => Math.Round(1000m * Numerator / Denominator, digits),
        ("百分点", _) => Less is { } elsewhere ? Math.Round((100m * (Numerator - Denominator) / Denominator) - elsewhere, digits) : null,
        ("元", true) => Math.Round(Numerator / 100m / Denominator, 2),
        (_, true) => Math.Round((decimal)Numerator / Denominator, digits),
        _ when Definition.SumsMoney => Numerator / 100m,
        _ => Numerator,
    };

    public string Top => Side(Numerator, isNumerator: true);

    public string Bottom => Side(Denominator, isNumerator: false);

    /// <summary>A side (or one row of it) in 元 where amounts are added up, else plain.</summary>
    public string Side(long value, bool isNumerator) => Definition.IsMoney(isNumerator) ? (value / 100m).ToString("N2", CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture);
}
