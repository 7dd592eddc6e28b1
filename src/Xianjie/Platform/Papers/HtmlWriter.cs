using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Xianjie.Platform.Papers;

/// <summary>Draws papers as sheets of a print page; widths stand in the columns, since the security policy allows no styles here.</summary>
internal static class HtmlWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static HtmlString Write(IEnumerable<Paper> papers)
    {
        var html = new StringBuilder(8192);
        foreach (var paper in papers)
        {
            html.Append(CultureInfo.InvariantCulture, $"<article class=\"sheet {(paper.Layout == PaperLayout.公文 ? "sheet-letter" : "sheet-form")}{(paper.IsLandscape ? " sheet-landscape" : "")}\"><h2 class=\"sheet-title\">").Append(Text(paper.Title)).Append("</h2>");
            foreach (var block in paper.Blocks)
                Add(html, block);
            html.Append("</article>");
        }
        return new HtmlString(html.ToString());
    }

    private static void Add(StringBuilder html, Block block)
    {
        switch (block)
        {
            case Line line:
                html.Append("<p class=\"").Append(Class(line.Kind)).Append("\">").Append(Text(line.Text)).Append("</p>");
                break;
            case Grid grid:
                Add(html, grid);
                break;
            case Signs signs:
                html.Append("<div class=\"sheet-signs\">").AppendJoin("", signs.Places.Select(p => $"<span>{Text(p)}</span>")).Append("</div>");
                break;
            case SealPlace seal:
                html.Append("<p class=\"sheet-seal\">").Append(Text(seal.Body)).Append("（盖章）<br>").Append(Text(seal.Day)).Append("</p>");
                break;
            case NewPage:
                html.Append("<hr class=\"sheet-break\">");
                break;
            default:
                throw new InvalidOperationException($"{block.GetType().Name} cannot be drawn.");
        }
    }

    private static void Add(StringBuilder html, Grid grid)
    {
        html.Append("<table><colgroup>").AppendJoin("", grid.Widths.Select(w => string.Create(CultureInfo.InvariantCulture, $"<col width=\"{100.0 * w / grid.Whole:0.##}%\">"))).Append("</colgroup>");
        var (head, body) = (grid.Rows.Where(r => r.IsHead).ToList(), grid.Rows.Where(r => !r.IsHead).ToList());
        if (head.Count > 0)
            Add(html.Append("<thead>"), head).Append("</thead>");
        Add(html.Append("<tbody>"), body).Append("</tbody></table>");
    }

    private static StringBuilder Add(StringBuilder html, List<GridRow> rows)
    {
        foreach (var row in rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr{(row.Lines > 1 ? $" height=\"{row.Lines * 24}\"" : "")}>");
            foreach (var cell in row.Cells)
                Add(html, cell);
            html.Append("</tr>");
        }
        return html;
    }

    private static void Add(StringBuilder html, GridCell cell)
    {
        var tag = cell.Kind is CellKind.标签 or CellKind.表头 ? "th" : "td";
        html.Append('<').Append(tag);
        if (cell.Span > 1)
            html.Append(CultureInfo.InvariantCulture, $" colspan=\"{cell.Span}\"");
        if (cell.Kind is CellKind.数字 or CellKind.长文 || cell.Sign is not null)
            html.Append(cell.Kind == CellKind.数字 ? " class=\"num\"" : " class=\"long\"");
        html.Append('>').Append(Text(cell.Text));
        if (cell.Sign is { } sign)
            html.Append("<span class=\"sheet-cellsign\">").Append(Text(sign)).Append("</span>");
        html.Append("</").Append(tag).Append('>');
    }

    private static string Class(LineKind kind) => kind switch
    {
        LineKind.正文 => "sheet-words",
        LineKind.顶格 => "sheet-plain",
        LineKind.小标题 => "sheet-section",
        LineKind.居中 => "sheet-center",
        LineKind.右对齐 => "sheet-right",
        _ => "sheet-note",
    };

    private static string Text(string text) => Encoder.Encode(text).Replace("&#xA;", "<br>", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);
}
