using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Xianjie.Overview.Pictures;

/// <summary>
/// Small charts as SVG made on the server: no script, sharp at any size, the same on paper, on the phone and on the wall. Colours come from the style sheet;
/// what they show stands in words beside them.
/// </summary>
internal static class Miniature
{
    public const double Width = 160, Height = 64;
    private const double Foot = 60, Top = 5;

    /// <summary>Values over time; gaps stay gaps.</summary>
    public static IHtmlContent Line(string label, IReadOnlyList<decimal?> values, decimal? target = null) => Svg(label, svg =>
    {
        if (Scale(values.Append(target)) is not { } y)
            return;
        if (target is { } aim)
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mini-aim\" d=\"M0 {y(aim):0.#}H{Width}\"/>");
        var (path, pen) = (new StringBuilder(), 'M');
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                pen = 'M';
                continue;
            }
            path.Append(CultureInfo.InvariantCulture, $"{pen}{X(i, values.Count):0.#} {y(value):0.#}");
            pen = 'L';
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mini-line\" d=\"{path}\"/>");
        if (values[^1] is { } last)
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"mini-dot\" cx=\"{X(values.Count - 1, values.Count):0.#}\" cy=\"{y(last):0.#}\" r=\"3.2\"/>");
    });

    /// <summary>One or two values a month, beside each other; what is below nought hangs from the line.</summary>
    public static IHtmlContent Bars(string label, IReadOnlyList<IReadOnlyList<decimal?>> series) => Svg(label, svg =>
    {
        var months = series.Max(s => s.Count);
        var all = series.SelectMany(s => s).Select(v => v ?? 0).Append(0).ToList();
        var (most, least) = (all.Max(), all.Min());
        var ground = most == least ? Foot : Foot - ((Foot - Top) * (double)(-least / (most - least)));
        var slot = Width / Math.Max(1, months);
        var wide = slot * 0.8 / series.Count;
        foreach (var (values, at) in series.Select((s, i) => (s, i)))
        {
            for (var i = 0; i < values.Count; i++)
            {
                var high = most == least ? 0 : (double)((values[i] ?? 0) / (most - least)) * (Foot - Top);
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"mini-{at}\" x=\"{(i * slot) + (slot * 0.1) + (at * wide):0.#}\" y=\"{ground - Math.Max(0, high):0.#}\" width=\"{wide:0.##}\" height=\"{Math.Abs(high):0.#}\"/>");
            }
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mini-axis\" d=\"M0 {ground:0.#}H{Width}\"/>");
    });

    /// <summary>A half circle from 0 to <paramref name="most"/>, with a stroke at the target.</summary>
    public static IHtmlContent Gauge(string label, decimal? value, decimal? target, decimal most) => Svg(label, svg =>
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mini-rest\" d=\"{Arc(0, 1)}\"/>");
        if (value is { } now && most > 0 && Share(now, most) is > 0 and var share)
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mini-arc\" d=\"{Arc(0, share)}\"/>");
        if (target is { } aim && most > 0)
        {
            var (angle, cx, cy) = (Math.PI * (1 - Share(aim, most)), Width / 2, Foot - 2);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mini-aim\" d=\"M{cx + (34 * Math.Cos(angle)):0.#} {cy - (34 * Math.Sin(angle)):0.#}L{cx + (54 * Math.Cos(angle)):0.#} {cy - (54 * Math.Sin(angle)):0.#}\"/>");
        }
    });

    /// <summary>Parts of a whole; their names and shares stand beside it.</summary>
    public static IHtmlContent Ring(string label, IReadOnlyList<(string Name, decimal Value)> parts) => Svg(label, svg =>
    {
        var whole = parts.Sum(p => Math.Max(0, p.Value));
        if (whole == 0)
            return;
        var (cx, cy, radius, from) = (Width / 2, Height / 2, 23.0, 0.0);
        foreach (var (part, at) in parts.Select((p, i) => (p, i)))
        {
            var share = (double)(Math.Max(0, part.Value) / whole) * 2 * Math.PI * radius;
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"mini-ring ring-{at % 6}\" cx=\"{cx}\" cy=\"{cy}\" r=\"{radius}\" stroke-dasharray=\"{share:0.##} 200\" stroke-dashoffset=\"{-from:0.##}\"><title>{WebUtility.HtmlEncode(part.Name)}</title></circle>");
            from += share;
        }
    });

    /// <summary>How much of each whole is done.</summary>
    public static IHtmlContent Stack(string label, IReadOnlyList<(string Name, decimal Top, decimal Bottom)> rows) => Svg(label, svg =>
    {
        var slot = Height / Math.Max(1, rows.Count);
        foreach (var (row, at) in rows.Select((r, i) => (r, i)))
        {
            var (y, high) = ((at * slot) + (slot * 0.15), slot * 0.7);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"mini-back\" x=\"0\" y=\"{y:0.#}\" width=\"{Width}\" height=\"{high:0.#}\"/>");
            if (row.Bottom > 0)
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"mini-0\" x=\"0\" y=\"{y:0.#}\" width=\"{Width * Share(row.Top, row.Bottom):0.#}\" height=\"{high:0.#}\"><title>{WebUtility.HtmlEncode(row.Name)}</title></rect>");
        }
    });

    /// <summary>Bars from the middle, the largest first.</summary>
    public static IHtmlContent Funnel(string label, IReadOnlyList<decimal> values) => Svg(label, svg =>
    {
        var (most, slot) = (values.DefaultIfEmpty(0).Max(), Height / Math.Max(1, values.Count));
        foreach (var (value, at) in values.Select((v, i) => (v, i)))
        {
            var wide = most <= 0 ? 0 : Width * Share(value, most);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"mini-0\" x=\"{(Width - wide) / 2:0.#}\" y=\"{(at * slot) + (slot * 0.1):0.#}\" width=\"{wide:0.#}\" height=\"{slot * 0.8:0.#}\"/>");
        }
    });

    /// <summary>Lying bars, one a place.</summary>
    public static IHtmlContent Rank(string label, IReadOnlyList<(string Name, decimal Value)> rows) => Svg(label, svg =>
    {
        var (most, slot) = (rows.Select(r => r.Value).DefaultIfEmpty(0).Max(), Height / Math.Max(1, rows.Count));
        foreach (var (row, at) in rows.Select((r, i) => (r, i)))
        {
            var wide = most <= 0 ? 0 : Width * Share(row.Value, most);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"mini-0\" x=\"0\" y=\"{(at * slot) + (slot * 0.15):0.#}\" width=\"{wide:0.#}\" height=\"{slot * 0.7:0.#}\"><title>{WebUtility.HtmlEncode(row.Name)}</title></rect>");
        }
    });

    /// <summary>One bubble a place: to the right the first figure, upward the second.</summary>
    public static IHtmlContent Bubbles(string label, IReadOnlyList<(string Name, decimal X, decimal Y, decimal Size)> places) => Svg(label, svg =>
    {
        if (Scale(places.Select(p => (decimal?)p.Y)) is not { } y)
            return;
        var (low, high, most) = (places.Min(p => p.X), places.Max(p => p.X), places.Max(p => p.Size));
        foreach (var place in places)
        {
            var x = high == low ? Width / 2 : 8 + ((Width - 16) * (double)((place.X - low) / (high - low)));
            var radius = most <= 0 ? 3 : 3 + (6 * Math.Sqrt(Share(place.Size, most)));
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"mini-bubble\" cx=\"{x:0.#}\" cy=\"{10 + ((y(place.Y) - Top) * 0.72):0.#}\" r=\"{radius:0.#}\"><title>{WebUtility.HtmlEncode(place.Name)}</title></circle>");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mini-axis\" d=\"M0 {Foot}H{Width}\"/>");
    });

    private static HtmlString Svg(string label, Action<StringBuilder> draw)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"mini\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        draw(svg);
        return new(svg.Append("</svg>").ToString());
    }

    private static double X(int at, int count) => count < 2 ? Width / 2 : 4 + ((Width - 8) * at / (count - 1));

    private static double Share(decimal part, decimal whole) => (double)Math.Clamp(part / whole, 0, 1);

    /// <summary>Heights for values between the least and the most; null where there are none.</summary>
    private static Func<decimal, double>? Scale(IEnumerable<decimal?> values)
    {
        var all = values.OfType<decimal>().ToList();
        if (all.Count == 0)
            return null;
        var (low, high) = (all.Min(), all.Max());
        return value => high == low ? (Top + Foot) / 2 : Foot - ((Foot - Top) * (double)((value - low) / (high - low)));
    }

    private static string Arc(double from, double to)
    {
        var (cx, cy, radius) = (Width / 2, Foot - 2, 44.0);
        var (a, b) = (Math.PI * (1 - from), Math.PI * (1 - to));
        return FormattableString.Invariant($"M{cx + (radius * Math.Cos(a)):0.##} {cy - (radius * Math.Sin(a)):0.##}A{radius} {radius} 0 0 1 {cx + (radius * Math.Cos(b)):0.##} {cy - (radius * Math.Sin(b)):0.##}");
    }
}
