using System.Globalization;

namespace Xianjie.Overview.Maps;

/// <summary>One class of a shaded map: from, to and including, and how the legend says it.</summary>
internal sealed record Shade(int Number, decimal From, decimal To, string Label);

/// <summary>How the values of a map are put into classes: as many areas in each (分位), or equal steps (等距). Nought stands alone.</summary>
internal static class Shades
{
    public const int Most = 6;
    public const string Quantiles = "分位", Steps = "等距";

    public static IReadOnlyList<Shade> Of(IEnumerable<decimal> values, string how)
    {
        var all = values.ToList();
        var sorted = all.Where(v => v != 0).Order().ToList();
        var shades = new List<Shade>();
        if (all.Contains(0))
            shades.Add(new(0, 0, 0, "0"));
        if (sorted.Count > 0)
            shades.AddRange((how == Steps ? InSteps(sorted) : InQuantiles(sorted)).Select((c, i) => new Shade(i + 1, c.From, c.To, Label(c.From, c.To))));
        // Few classes take the darker ends too, so that they can be told apart
        var classes = shades.Count(s => s.Number > 0);
        return [.. shades.Select(s => s.Number == 0 || classes == Most ? s : s with { Number = classes == 1 ? 3 : 1 + (int)Math.Round((s.Number - 1) * (Most - 1) / (double)(classes - 1)) })];
    }

    /// <summary>Null: no value.</summary>
    public static Shade? Holding(IReadOnlyList<Shade> shades, decimal? value) => value is not { } number ? null : shades.FirstOrDefault(s => number >= s.From && number <= s.To);

    private static List<(decimal From, decimal To)> InQuantiles(List<decimal> sorted)
    {
        var classes = new List<(decimal, decimal)>();
        var pieces = Math.Min(Most, sorted.Distinct().Count());
        var start = 0;
        for (var i = 1; i <= pieces && start < sorted.Count; i++)
        {
            var end = Math.Max(start, (int)Math.Ceiling(sorted.Count * i / (double)pieces) - 1);
            // Equal values are never parted
            while (end + 1 < sorted.Count && sorted[end + 1] == sorted[end])
                end++;
            classes.Add((sorted[start], sorted[end]));
            start = end + 1;
        }
        return classes;
    }

    private static List<(decimal From, decimal To)> InSteps(List<decimal> sorted)
    {
        var (low, high) = (sorted[0], sorted[^1]);
        var step = Round((high - low) / (Most - 1));
        if (step == 0)
            return [(low, high)];
        var classes = new List<(decimal, decimal)>();
        for (var from = Math.Floor(low / step) * step; from <= high; from += step)
        {
            var inside = sorted.Where(v => v >= from && v < from + step).ToList();
            if (inside.Count > 0)
                classes.Add((inside[0], inside[^1]));
        }
        return classes;
    }

    /// <summary>Up to 1, 2 or 5 times a power of ten, so that limits read well.</summary>
    private static decimal Round(decimal step)
    {
        if (step <= 0)
            return 0;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)step)));
        return new[] { 1, 2, 5, 10 }.Select(m => m * power).First(m => m >= step);
    }

    private static string Label(decimal from, decimal to) => from == to ? Text(from) : $"{Text(from)} ~ {Text(to)}";

    private static string Text(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
