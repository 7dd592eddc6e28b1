using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Xianjie.Overview.Maps;

/// <summary>
/// A map as plain SVG in the page: every area is a link, so that mouse, finger and keyboard drill alike, without script, tiles or network, on paper as on the
/// wall.
/// </summary>
/// <param name="Label">Read out for the whole picture.</param>
/// <param name="Href">Where an area leads; null: nowhere.</param>
internal sealed record MapPicture(MapSheet Sheet, string Label, Theme? Theme, IReadOnlyList<Shade> Shades, Func<long, string?> Href, IReadOnlyList<MapLayer> Layers)
{
    private const double Letter = 22, Line = 24;
    // More names than that are a carpet
    private const int MostNames = 80;
    // From this class on names are white
    private const int Dark = 5;

    public IHtmlContent Draw()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"map\" viewBox=\"0 0 1000 {Sheet.To.Height:0.#}\" role=\"group\" aria-label=\"{WebUtility.HtmlEncode(Label)}\"><g>");
        foreach (var area in Sheet.Areas)
            Area(svg, area);
        svg.Append("</g><g class=\"map-names\" aria-hidden=\"true\">");
        foreach (var area in Named())
            Name(svg, area);
        svg.Append("</g>");
        foreach (var (layer, at) in Layers.Select((l, i) => (l, i)))
            Points(svg, layer, at);
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private void Area(StringBuilder svg, MapArea area)
    {
        var value = Theme?.ByPlace.GetValueOrDefault(area.Code);
        var shade = Maps.Shades.Holding(Shades, value?.Value);
        var words = WebUtility.HtmlEncode($"{area.Name}{(Theme is null ? "" : $"：{(value is null ? "没有数据" : value.Text + Unit)}")}");
        var path = $"<path class=\"shade-{(shade is null ? "none" : shade.Number.ToString(CultureInfo.InvariantCulture))}\" d=\"{area.Path}\"/>";
        svg.Append(Href(area.Code) is { } href
            ? $"<a class=\"map-area\" data-code=\"{area.Code}\" href=\"{WebUtility.HtmlEncode(href)}\" aria-label=\"{words}\"><title>{words}</title>{path}</a>"
            : $"<g class=\"map-area\" data-code=\"{area.Code}\"><title>{words}</title>{path}</g>");
    }

    private string Unit => Theme is null || Theme.Unit is "%" or "增速%" or "‰" ? string.Empty : " " + Theme.Unit;

    private void Name(StringBuilder svg, MapArea area)
    {
        var value = Theme?.ByPlace.GetValueOrDefault(area.Code);
        var dark = Maps.Shades.Holding(Shades, value?.Value)?.Number >= Dark;
        svg.Append(dark ? "<g class=\"on-dark\">" : "<g>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{area.X:0.#}\" y=\"{area.Y - (value is null ? 0 : Line / 2):0.#}\">{WebUtility.HtmlEncode(area.Name)}</text>");
        if (value is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"map-value\" x=\"{area.X:0.#}\" y=\"{area.Y + (Line / 2):0.#}\">{WebUtility.HtmlEncode(value.Text)}</text>");
        svg.Append("</g>");
    }

    /// <summary>Names that do not lie over each other, those of the widest areas first.</summary>
    private IEnumerable<MapArea> Named()
    {
        var (taken, lines) = (new List<(double Left, double Top, double Right, double Bottom)>(), Theme is null ? 1 : 2);
        foreach (var area in Sheet.Areas.OrderByDescending(a => a.Room).Take(MostNames))
        {
            var (half, high) = (area.Name.Length * Letter / 2, Line * lines / 2);
            var box = (Left: area.X - half, Top: area.Y - high, Right: area.X + half, Bottom: area.Y + high);
            if (taken.Exists(t => box.Left < t.Right && t.Left < box.Right && box.Top < t.Bottom && t.Top < box.Bottom))
                continue;
            taken.Add(box);
            yield return area;
        }
    }

    private void Points(StringBuilder svg, MapLayer layer, int at)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"map-points point-{at % 4}\">");
        foreach (var point in layer.Points)
        {
            var (x, y) = Sheet.To.At(point.East, point.North);
            if (x < 0 || x > Projection.Width || y < 0 || y > Sheet.To.Height)
                continue;
            var words = WebUtility.HtmlEncode($"{layer.Title}：{point.Title}");
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{WebUtility.HtmlEncode(point.Href)}\" aria-label=\"{words}\"><title>{words}</title>{Mark(at % 4, x, y)}</a>");
        }
        svg.Append("</g>");
    }

    /// <summary>Layers differ by form as well as by colour.</summary>
    private static string Mark(int form, double x, double y) => form switch
    {
        0 => FormattableString.Invariant($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"7\"/>"),
        1 => FormattableString.Invariant($"<rect x=\"{x - 6:0.#}\" y=\"{y - 6:0.#}\" width=\"12\" height=\"12\"/>"),
        2 => FormattableString.Invariant($"<path d=\"M{x:0.#} {y - 9:0.#}L{x + 8:0.#} {y + 6:0.#}L{x - 8:0.#} {y + 6:0.#}Z\"/>"),
        _ => FormattableString.Invariant($"<path d=\"M{x:0.#} {y - 9:0.#}L{x + 9:0.#} {y:0.#}L{x:0.#} {y + 9:0.#}L{x - 9:0.#} {y:0.#}Z\"/>"),
    };
}
