using System.Globalization;

namespace Xianjie.Platform.Indicators;

/// <summary>A figure with both sides; it opens to its rows in any month.</summary>
internal sealed record IndicatorFigure(IndicatorDefinition Definition, string By, long Numerator, long Denominator)
{
    /// <summary>With its unit; — where the denominator is nought.</summary>
    public string Text => Rate(1) is { } rate ? Definition.Unit is "%" or "增速%" ? rate.ToString("0.0", CultureInfo.InvariantCulture) + "%" : rate.ToString("#,0.##", CultureInfo.InvariantCulture) : "—";

    /// <summary>For charts and sheets; null where the denominator is nought.</summary>
    public decimal? Rate(int digits) => (Definition.Unit, Definition.IsRatio) switch
    {
        (_, true) when Denominator == 0 => null,
        ("%", _) => Math.Round(100m * Numerator / Denominator, digits),
        ("增速%", _) => Math.Round(100m * (Numerator - Denominator) / Denominator, digits),
        ("元", true) => Math.Round(Numerator / 100m / Denominator, 2),
        _ => Numerator,
    };

    public string Top => Side(Numerator, isNumerator: true);

    public string Bottom => Side(Denominator, isNumerator: false);

    /// <summary>A side (or one row of it) in 元 where amounts are added up, else plain.</summary>
    public string Side(long value, bool isNumerator) => Definition.IsMoney(isNumerator) ? (value / 100m).ToString("N2", CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture);
}
