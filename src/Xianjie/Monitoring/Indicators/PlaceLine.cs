using System.Globalization;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;

namespace Xianjie.Monitoring.Indicators;

/// <summary>A place under an indicator: its figure, how it stands among its neighbours, and what it was a year before.</summary>
/// <param name="Rank">From 1, equal figures alike; null where the figure has no better way or no value.</param>
internal sealed record PlaceLine(Places.Place Place, IndicatorFigure Figure, int? Rank, IndicatorFigure? YearAgo)
{
    public string Change => ChangeOf(Figure, YearAgo);

    public static IReadOnlyList<PlaceLine> Of(IndicatorDefinition definition, IReadOnlyList<Places.Place> places, IReadOnlyDictionary<long, IndicatorFigure> now, IReadOnlyDictionary<long, IndicatorFigure> before)
    {
        var rates = places.Select(p => now[p.Code].Rate(4)).OfType<decimal>().ToList();
        int? RankOf(decimal? rate) => rate is not { } mine ? null : definition.Better switch { Better.Up => rates.Count(r => r > mine) + 1, Better.Down => rates.Count(r => r < mine) + 1, _ => null };
        return [.. places.Select(p => new PlaceLine(p, now[p.Code], RankOf(now[p.Code].Rate(4)), before.GetValueOrDefault(p.Code)))];
    }

    /// <summary>Percentage points between two rates; of sums and counts the growth in %.</summary>
    public static string ChangeOf(IndicatorFigure? now, IndicatorFigure? before)
    {
        if (now?.Rate(2) is not { } present || before?.Rate(2) is not { } past)
            return "—";
        var (value, unit) = now.Definition.IsPercent ? (present - past, " 个百分点") : past == 0 ? ((decimal?)null, string.Empty) : ((present - past) * 100m / past, "%");
        return value is { } change ? (change > 0 ? "+" : string.Empty) + change.ToString("0.0", CultureInfo.InvariantCulture) + unit : "—";
    }
}
