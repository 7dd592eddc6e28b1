using System.Globalization;
using Microsoft.AspNetCore.Html;
using Xianjie.Overview.Pictures;
using Xianjie.Platform.Indicators;

namespace Xianjie.Overview.Leader;

/// <summary>A figure of a place below the one shown.</summary>
internal sealed record PlaceFigure(long Code, string Name, IndicatorFigure First, IndicatorFigure? Second);

/// <summary>One of the 25 figures, ready to be shown.</summary>
/// <param name="Views">As the tile names them, the most important first.</param>
/// <param name="Trends">Twelve months of the first indicators, the latest last; null: no data.</param>
/// <param name="Places">Only for pictures that show places.</param>
internal sealed record TileView(LeaderTile Tile, IReadOnlyList<IndicatorView> Views, IReadOnlyList<IReadOnlyList<decimal?>> Trends, IReadOnlyList<PlaceFigure> Places)
{
    private const int Ranked = 6;

    public IndicatorView First => Views[0];

    /// <summary>The worst of its lights.</summary>
    public Light Light => Views.Select(v => v.Light).OrderBy(l => l switch { Light.红 => 0, Light.黄 => 1, Light.绿 => 2, Light.灰 => 3, _ => 4 }).First();

    public IEnumerable<IndicatorView> Reds => Views.Where(v => v.Light == Light.红);

    /// <summary>When the oldest of its figures was worked out; null: just now.</summary>
    public DateTimeOffset? DataAt => Views.Min(v => v.DataAt);

    public int MissingUnits => Views.Max(v => v.MissingUnits);

    public IHtmlContent Picture()
    {
        var label = $"{Tile.Title}，近十二个月";
        return Tile.Chart switch
        {
            "gauge" => Miniature.Gauge($"{First.Definition.Title}，目标 {First.Target?.ToString("0.##", CultureInfo.InvariantCulture) ?? "未设"}", First.Now?.Rate(2), First.Target, First.Definition.Unit == "%" ? 100 : Math.Max(First.Target ?? 0, First.Now?.Rate(2) ?? 0)),
            "bars" when Trends.Count > 0 => Miniature.Bars(label, Trends),
            "ring" => Ring(),
            "stack" => Miniature.Stack(Tile.Title, [.. Views.Select(v => (v.Definition.Title, (decimal)(v.Now?.Numerator ?? 0), (decimal)(v.Now?.Denominator ?? 0)))]),
            "funnel" => Miniature.Funnel(Tile.Title, [.. Views.Select(v => Math.Max(0, v.Now?.Rate(2) ?? 0)).OrderDescending()]),
            "histogram" => Miniature.Bars(Tile.Title, [[.. Views.Skip(1).Select(v => v.Now?.Rate(2))]]),
            "rank" when Places.Count > 0 => Miniature.Rank($"各地{First.Definition.Title}", [.. Places.Where(p => p.First.Rate(2) is not null).OrderByDescending(p => p.First.Rate(2)).Take(Ranked).Select(p => (p.Name, p.First.Rate(2)!.Value))]),
            "bubble" when Places.Count > 0 => Miniature.Bubbles($"各地{Tile.Title}", [.. Places.Where(p => p.First.Rate(2) is not null).Select(p => (p.Name, p.First.Rate(2)!.Value, p.Second?.Rate(2) ?? 0, (decimal)p.First.Denominator))]),
            _ => Trends.Count > 0 ? Miniature.Line(label, Trends[0], First.Target) : HtmlString.Empty,
        };
    }

    /// <summary>Shares of one whole where the tile has them after its first number; else how much of each is reached.</summary>
    private IHtmlContent Ring()
    {
        var parts = Views.Skip(1).Where(v => v.Definition.IsRatio).ToList();
        return First.Definition.IsRatio
            ? Miniature.Stack(Tile.Title, [.. Views.Where(v => v.Definition.IsRatio).Select(v => (v.Definition.Title, (decimal)(v.Now?.Numerator ?? 0), (decimal)(v.Now?.Denominator ?? 0)))])
            : Miniature.Ring(Tile.Title, [.. parts.Select(v => (v.Definition.Title, (decimal)(v.Now?.Numerator ?? 0)))]);
    }
}

/// <summary>How figures compare, in words.</summary>
internal static class FigureWords
{
    public static string Change(IndicatorFigure? now, IndicatorFigure? then)
    {
        if (now?.Rate(2) is not { } a || then?.Rate(2) is not { } b)
            return string.Empty;
        var off = Math.Round(a - b, now.Definition.IsPercent ? 1 : 2);
        return off == 0 ? "持平" : $"{(off > 0 ? "+" : "−")}{Math.Abs(off).ToString("#,0.##", CultureInfo.InvariantCulture)}";
    }

    /// <summary>A target or line with the unit of its figure.</summary>
    public static string Line(decimal? line, IndicatorDefinition definition) => line is { } value ? $"{value.ToString("#,0.##", CultureInfo.InvariantCulture)}{(definition.Unit is "增速%" ? "%" : definition.Unit is "%" or "‰" ? definition.Unit : string.Empty)}" : "—";

    /// <summary>The unit behind a number; percentages carry theirs already.</summary>
    public static string Unit(IndicatorDefinition definition) => definition.Unit is "%" or "增速%" or "‰" ? string.Empty : definition.Unit;

    /// <summary>数据截止 X 月 X 日，缺报 N 个乡镇.</summary>
    public static string AsOf(DateTimeOffset? at, DateOnly day, int missing, string unit = "乡镇")
    {
        var on = at is { } kept && Platform.Time.Clock.Day(kept) is var written && written < day ? written : day;
        return $"数据截止 {on.Month} 月 {on.Day} 日，{(missing == 0 ? $"没有缺报的{unit}" : $"缺报 {missing:N0} 个{unit}")}";
    }
}
