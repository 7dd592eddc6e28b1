using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Xianjie.Platform.Tabular;

namespace Xianjie.Reports.Templates;

/// <summary>Makes the workbook of a table that ships: title, unit line, head, one row that repeats, total, notes; A4 landscape. The same layout always gives the same bytes.</summary>
internal static partial class TableMaker
{
    private const int GroupRow = 3, HeadRow = 4, PlaceRow = 5, TotalRow = 6;
    private static readonly DateTimeOffset Stamp = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Make(TableLayout layout)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in TableParts.Fixed(layout.Title))
                Write(archive, name, content);
            Write(archive, "xl/worksheets/sheet1.xml", Sheet(layout));
        }
        return buffer.ToArray();
    }

    private static void Write(ZipArchive archive, string name, string content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Stamp;
        using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false));
        writer.Write(content);
    }

    private static string Sheet(TableLayout layout)
    {
        var (count, text) = (layout.Columns.Count + 2, new StringBuilder());
        var end = NumberText.ColumnLetters(count - 1);
        var merges = new List<string> { $"A1:{end}1", $"A2:{NumberText.ColumnLetters(Math.Max(1, count / 2))}2", $"A{GroupRow}:A{HeadRow}", $"B{GroupRow}:B{HeadRow}", $"A{TotalRow}:B{TotalRow}" };
        if (count / 2 + 2 < count)
            merges.Add($"{NumberText.ColumnLetters(count / 2 + 1)}2:{end}2");
        text.Append("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>""")
            .Append(CultureInfo.InvariantCulture, $"<dimension ref=\"A1:{end}{TotalRow + 1 + layout.Notes.Count}\"/><sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"><pane xSplit=\"2\" ySplit=\"{HeadRow}\" topLeftCell=\"C{PlaceRow}\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"18\"/><cols><col min=\"1\" max=\"1\" width=\"6\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"16\" customWidth=\"1\"/><col min=\"3\" max=\"{count}\" width=\"{Math.Clamp(110 / Math.Max(1, count - 2), 9, 16)}\" customWidth=\"1\"/></cols><sheetData>");
        Row(text, 1, 34, [("A", Style.Title, "{{单位}}" + layout.Title)]);
        Row(text, 2, 20, [("A", Style.Left, "填报单位：{{单位}}　　期间：{{期间}}"), (NumberText.ColumnLetters(count / 2 + 1), Style.Right, $"填表日期：{{{{填表日期}}}}{(layout.Unit is null ? "" : "　　单位：" + layout.Unit)}")]);
        Heads(text, layout, merges);
        Row(text, PlaceRow, 20, [("A", Style.Center, "{{序号}}"), ("B", Style.Center, "{{乡镇}}"), .. layout.Columns.Select((c, at) => (NumberText.ColumnLetters(at + 2), StyleOf(c), c.Formula is { } formula ? "=" + Cells(formula, layout, PlaceRow) : $"{{{{{c.Cell}}}}}"))]);
        Row(text, TotalRow, 20, [("A", Style.Total, "合计"), ("B", Style.Total, null), .. layout.Columns.Select((c, at) => (NumberText.ColumnLetters(at + 2), StyleOf(c) + Style.Bold, Total(c, at, layout)))]);
        foreach (var (at, note) in layout.Notes.Index())
        {
            merges.Add($"A{TotalRow + 1 + at}:{end}{TotalRow + 1 + at}");
            Row(text, TotalRow + 1 + at, 18, [("A", Style.Left, note)]);
        }
        text.Append("</sheetData>").Append(CultureInfo.InvariantCulture, $"<mergeCells count=\"{merges.Count}\">{string.Concat(merges.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>")
            .Append("""<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页　共 &amp;N 页</oddFooter></headerFooter></worksheet>""");
        return text.ToString();
    }

    private static void Heads(StringBuilder text, TableLayout layout, List<string> merges)
    {
        var (upper, lower) = (new List<(string, int, string?)> { ("A", Style.Head, "序号"), ("B", Style.Head, "乡镇") }, new List<(string, int, string?)> { ("A", Style.Head, null), ("B", Style.Head, null) });
        foreach (var (at, column) in layout.Columns.Index())
        {
            var letters = NumberText.ColumnLetters(at + 2);
            var title = column.Unit is null ? column.Title : $"{column.Title}（{column.Unit}）";
            var begins = column.Group is not null && (at == 0 || layout.Columns[at - 1].Group != column.Group);
            upper.Add((letters, Style.Head, column.Group is null ? title : begins ? column.Group : null));
            lower.Add((letters, Style.Head, column.Group is null ? null : title));
            if (column.Group is null)
                merges.Add($"{letters}{GroupRow}:{letters}{HeadRow}");
            else if (begins && layout.Columns.Skip(at).TakeWhile(c => c.Group == column.Group).Count() is > 1 and var wide)
                merges.Add($"{letters}{GroupRow}:{NumberText.ColumnLetters(at + 1 + wide)}{GroupRow}");
        }
        Row(text, GroupRow, 24, upper);
        Row(text, HeadRow, 34, lower);
    }

    private static string? Total(TableColumn column, int at, TableLayout layout)
    {
        var letters = NumberText.ColumnLetters(at + 2);
        return column.Total is { } total ? total.Length == 0 ? null : $"{{{{{total}}}}}" : column.Formula is { } formula ? "=" + Cells(formula, layout, TotalRow) : column.Format == "text" ? null : $"=SUM({letters}{PlaceRow}:{letters}{PlaceRow})";
    }

    /// <summary>[title] becomes the cell of that column in the row; [group/title] where two columns share a title.</summary>
    private static string Cells(string formula, TableLayout layout, int row) => Bracket().Replace(formula, match =>
    {
        var name = match.Groups[1].Value;
        var at = layout.Columns.ToList().FindIndex(c => c.Title == name || $"{c.Group}/{c.Title}" == name);
        return at < 0 ? throw new InvalidDataException($"{layout.Title}: no column [{name}]") : string.Create(CultureInfo.InvariantCulture, $"{NumberText.ColumnLetters(at + 2)}{row}");
    });

    private static void Row(StringBuilder text, int number, int height, IReadOnlyList<(string Letters, int Style, string? Text)> cells)
    {
        text.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\">");
        foreach (var (letters, style, content) in cells)
            text.Append(CultureInfo.InvariantCulture, $"<c r=\"{letters}{number}\" s=\"{style}\"").Append(content is null ? "/>" : content[0] == '=' ? $"><f>{SecurityElement.Escape(content[1..])}</f></c>" : $" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(content)}</t></is></c>");
        text.Append("</row>");
    }

    private static int StyleOf(TableColumn column) => column.Format switch { "int" => Style.Whole, "decimal" => Style.Decimal, "money" => Style.Money, "percent" => Style.Percent, "text" => Style.Center, _ => throw new InvalidDataException($"{column.Title}: no format {column.Format}") };

    [GeneratedRegex(@"\[([^\]]+)\]", RegexOptions.None, 1000)]
    private static partial Regex Bracket();
}
