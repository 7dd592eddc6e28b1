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
        ("%", _) => Share(100, digits),
        ("增速%", _) => Math.Round(100m * (Numerator - Denominator) / Denominator, digits),
        ("‰", _) => Share(1000, digits),
        ("百分点", _) => Less is { } elsewhere ? Math.Round((100m * (Numerator - Denominator) / Denominator) - elsewhere, digits) : null,
        ("元", true) => Math.Round(Numerator / 100m / Denominator, 2),
        (_, true) => Math.Round((decimal)Numerator / Denominator, digits),
        _ when Definition.SumsMoney => Numerator / 100m,
        _ => Numerator,
    };

    /// <summary>What falls short of the whole is not rounded up to it, and a few are not rounded down to none: 4006 of 4008 are 99.9 %.</summary>
    private decimal Share(int whole, int digits)
    {
        var step = new decimal(1, 0, 0, false, (byte)digits);
        return Math.Round((decimal)whole * Numerator / Denominator, digits) switch
        {
            var rounded when rounded == whole && Numerator < Denominator => whole - step,
            0 when Numerator > 0 && Denominator > 0 => step,
            var rounded => rounded,
        };
    }

    public string Top => Side(Numerator, isNumerator: true);

    public string Bottom => Side(Denominator, isNumerator: false);

    /// <summary>A side (or one row of it) in 元 where amounts are added up, else plain.</summary>
    public string Side(long value, bool isNumerator) => Definition.IsMoney(isNumerator) ? (value / 100m).ToString("N2", CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture);
}
