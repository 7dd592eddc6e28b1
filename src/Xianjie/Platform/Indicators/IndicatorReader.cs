using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Indicators;

/// <summary>A figure with both sides.</summary>
/// <param name="HasRows">False where only the number of the month was kept.</param>
internal sealed record IndicatorFigure(IndicatorDefinition Definition, string By, long Numerator, long Denominator, bool HasRows)
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

    public string Side(long value) => Definition.Unit is "元" or "增速%" || Definition.Key is "transfer-share" ? Definition.Unit == "元" && value == Denominator ? value.ToString("N0", CultureInfo.InvariantCulture) : (value / 100m).ToString("N2", CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Works indicators out for an area and month, from their rows or from the figures that were kept.</summary>
internal sealed class IndicatorReader(IndicatorBook book, IEnumerable<IIndicatorSource> sources, XianjieDb db, Clock clock)
{
    public IndicatorBook Book => book;

    /// <summary>Rows are there for dated indicators in any month, for others in the present one.</summary>
    public bool HasRows(IndicatorDefinition definition, IndicatorMonth month) => definition.Missing is null && (definition.IsDated || month.Value == IndicatorMonth.Of(clock.Today));

    public async Task<IndicatorSets?> SetsAsync(IndicatorDefinition definition, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (!HasRows(definition, month))
            return null;
        foreach (var source in sources)
        {
            if (await source.SetsAsync(definition.Key, by, month, ct) is { } sets)
                return sets;
        }
        throw new InvalidOperationException($"Nobody gives the rows of {definition.Key}.");
    }

    public async Task<IndicatorFigure?> FigureAsync(IndicatorDefinition definition, string by, long area, IndicatorMonth month, CancellationToken ct)
    {
        var (tops, bottoms, live) = await SidesAsync(definition, by, area, month, ct);
        return tops is null ? null : new(definition, by, tops.Values.Sum(), bottoms!.Values.Sum(), live);
    }

    /// <summary>The figure of each of the places inside an area.</summary>
    public async Task<IReadOnlyDictionary<long, IndicatorFigure>> ByPlaceAsync(IndicatorDefinition definition, string by, long area, IReadOnlyList<long> places, IndicatorMonth month, CancellationToken ct)
    {
        var (tops, bottoms, live) = await SidesAsync(definition, by, area, month, ct);
        return tops is null ? new Dictionary<long, IndicatorFigure>() : places.ToDictionary(p => p, p => new IndicatorFigure(definition, by, Sum(tops, p), Sum(bottoms!, p), live));
    }

    private async Task<(IReadOnlyDictionary<long, long>? Tops, IReadOnlyDictionary<long, long>? Bottoms, bool Live)> SidesAsync(IndicatorDefinition definition, string by, long area, IndicatorMonth month, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        if (await SetsAsync(definition, by, month, ct) is { } sets)
            return (await sets.Numerator.ByDivisionAsync(from, below, ct), sets.Denominator is null ? new Dictionary<long, long>() : await sets.Denominator.ByDivisionAsync(from, below, ct), true);
        var kept = await db.Set<IndicatorValue>().AsNoTracking().Where(v => v.Month == month.Value && v.Key == definition.Key && v.By == by && v.Division >= from && v.Division < below).ToListAsync(ct);
        return kept.Count == 0 ? (null, null, false) : (kept.ToDictionary(v => v.Division, v => v.Numerator), kept.ToDictionary(v => v.Division, v => v.Denominator), false);
    }

    private static long Sum(IReadOnlyDictionary<long, long> values, long place)
    {
        var (from, below) = Scope.Range(place);
        return values.Where(v => v.Key >= from && v.Key < below).Sum(v => v.Value);
    }
}
