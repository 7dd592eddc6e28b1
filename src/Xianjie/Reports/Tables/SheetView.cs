using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>A cell as a page shows it.</summary>
internal sealed record ViewCell(string At, string Text, int Columns, int Rows, bool IsNumber, bool IsBold, string? Align);

/// <summary>A sheet as a page shows it, from its first to its last row with anything in it.</summary>
internal sealed record ViewSheet(string Name, IReadOnlyList<IReadOnlyList<ViewCell>> Rows);

/// <summary>Reads a filled workbook for the screen: texts, numbers in their formats, merged cells.</summary>
internal static partial class SheetView
{
    private const int MostColumns = 60, MostRows = 3000;

    public static IReadOnlyList<ViewSheet> Of(byte[] workbook)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(workbook, writable: false), false);
        var (shared, looks) = (WorkbookText.Shared(document), LooksOf(document));
        return [.. WorkbookText.Of(document).Select(s => new ViewSheet(s.Name, Rows(s.Part.Worksheet, shared, looks)))];
    }

    private readonly record struct Look(string? Format, bool IsBold, string? Align);

    private static List<IReadOnlyList<ViewCell>> Rows(Worksheet sheet, IReadOnlyList<string> shared, IReadOnlyList<Look> looks)
    {
        var merges = sheet.Descendants<MergeCell>().Select(m => CellRange.Parse(m.Reference?.Value ?? string.Empty)).OfType<CellRange>().ToList();
        var covered = merges.SelectMany(m => Enumerable.Range(m.From.Row, m.To.Row - m.From.Row + 1).SelectMany(r => Enumerable.Range(m.From.Column, m.To.Column - m.From.Column + 1).Select(c => new CellName(c, r)))).Take(20_000).Except(merges.Select(m => m.From)).ToHashSet();
        var spans = merges.DistinctBy(m => m.From).ToDictionary(m => m.From);
        var rows = new List<IReadOnlyList<ViewCell>>();
        var width = sheet.Descendants<Cell>().Select(c => CellName.Parse(c.CellReference?.Value)?.Column ?? 0).DefaultIfEmpty().Max();
        foreach (var row in sheet.Descendants<Row>().Where(r => r.Hidden?.Value != true).Take(MostRows))
        {
            var number = (int)row.RowIndex!.Value;
            var cells = row.Elements<Cell>().Select(c => (At: CellName.Parse(c.CellReference?.Value), Cell: c)).Where(c => c.At is not null).DistinctBy(c => c.At).ToDictionary(c => c.At!.Value.Column, c => c.Cell);
            var line = new List<ViewCell>();
            for (var column = 0; column <= Math.Min(width, MostColumns); column++)
            {
                var at = new CellName(column, number);
                if (covered.Contains(at))
                    continue;
                var span = spans.TryGetValue(at, out var merge) ? merge : new CellRange(at, at);
                var cell = cells.GetValueOrDefault(column);
                var look = cell?.StyleIndex?.Value is { } style && style < looks.Count ? looks[(int)style] : default;
                var value = cell is null ? null : WorkbookText.Value(cell, shared);
                line.Add(new(at.ToString(), value is decimal amount ? Number(amount, look.Format) : cell?.DataType?.Value == CellValues.Error ? WorkbookText.Text(cell, shared) : Reckoner.Words(value), span.To.Column - column + 1, span.To.Row - number + 1, value is decimal, look.IsBold, look.Align));
            }
            rows.Add(line);
        }
        return rows;
    }

    private static List<Look> LooksOf(SpreadsheetDocument document)
    {
        var sheet = document.WorkbookPart?.WorkbookStylesPart?.Stylesheet;
        var own = sheet?.NumberingFormats?.Elements<NumberingFormat>().Where(f => f.NumberFormatId is not null).DistinctBy(f => f.NumberFormatId!.Value).ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode?.Value) ?? [];
        var fonts = sheet?.Fonts?.Elements<Font>().ToList() ?? [];
        return [.. (sheet?.CellFormats?.Elements<CellFormat>() ?? []).Select(f => new Look(
            f.NumberFormatId?.Value is { } id ? own.GetValueOrDefault(id) ?? id switch { 1 => "0", 2 => "0.00", 3 or 37 or 38 => "#,##0", 4 or 39 or 40 => "#,##0.00", 9 => "0%", 10 => "0.00%", _ => null } : null,
            f.FontId?.Value is { } font && font < fonts.Count && fonts[(int)font].Bold is { } bold && bold.Val?.Value != false, f.Alignment?.Horizontal?.InnerText))];
    }

    /// <summary>The first section of Excel's format without colours and padding is what .NET understands too.</summary>
    private static string Number(decimal value, string? format)
    {
        var plain = format is null ? string.Empty : Padding().Replace(format.Split(';')[0], string.Empty);
        if (!plain.Contains('0', StringComparison.Ordinal) && !plain.Contains('#', StringComparison.Ordinal))
            return value.ToString("0.##########", CultureInfo.InvariantCulture);
        return value.ToString(plain, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\[[^\]]*\]|_.|\*.|\?", RegexOptions.None, 1000)]
    private static partial Regex Padding();
}
