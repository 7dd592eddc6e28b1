using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xianjie.Reports.Templates;

/// <summary>A filled cell: where it stands now and in the template, for which place, and what came of it.</summary>
internal sealed record FilledCell(string Sheet, CellName At, CellName Origin, long Place, TemplateCell? From, string? Formula, object? Value);

/// <summary>What the cells of a template become.</summary>
/// <param name="Places">Places of the rows that repeat, by their level.</param>
/// <param name="Value">Value of an expression for a place; the number counts the rows that repeat from 1.</param>
/// <param name="Area">The place of rows that stand once.</param>
internal sealed record Filling(IReadOnlyDictionary<PlaceLevel, IReadOnlyList<long>> Places, Func<Ask, long, int, object?> Value, long Area);

/// <summary>
/// Fills a template: rows that repeat are copied with their styles, cells are given their values, formulas follow the rows and are reckoned.
/// Parts of the workbook that hold nothing to fill are left as they are.
/// </summary>
internal static class TableFiller
{
    public static (byte[] Workbook, IReadOnlyList<FilledCell> Cells) Fill(Template template, Filling filling)
    {
        using var buffer = new MemoryStream();
        buffer.Write(template.Content);
        var filled = new List<FilledCell>();
        IReadOnlyList<string> shared;
        // Read apart, so that the table of texts itself is not written anew
        using (var reading = SpreadsheetDocument.Open(new MemoryStream(template.Content, writable: false), false))
            shared = WorkbookText.Shared(reading);
        using (var document = SpreadsheetDocument.Open(buffer, true))
        {
            var sheets = WorkbookText.Of(document).ToList();
            var maps = sheets.ToDictionary(s => s.Name, s => MapOf(template, s.Name, filling), StringComparer.OrdinalIgnoreCase);
            foreach (var (name, part) in sheets)
            {
                SheetRows.Fill(name, part, template, filling, maps, filled);
                SheetRanges.Move(part.Worksheet, maps[name]);
                SheetNotes.Move(part, maps[name], template.Cells.Where(c => c.Sheet == name && c.IsComment).Select(c => c.At).ToHashSet());
            }
            WorkbookNames.Move(document, sheets.ConvertAll(s => s.Name), maps);
            var reckoned = WorkbookValues.Reckon(sheets, shared, document);
            filled = filled.ConvertAll(c => c.Formula is null ? c : c with { Value = reckoned.GetValueOrDefault((c.Sheet, c.At)) });
        }
        return (buffer.ToArray(), filled);
    }

    private static RowMap MapOf(Template template, string sheet, Filling filling) =>
        new(template.Repeats.Where(r => r.Key.Sheet == sheet).ToDictionary(r => r.Key.Row, r => Math.Max(1, filling.Places[r.Value].Count)));
}

/// <summary>Names of the workbook, such as the print area.</summary>
internal static class WorkbookNames
{
    public static void Move(SpreadsheetDocument document, IReadOnlyList<string> sheets, IReadOnlyDictionary<string, RowMap> maps)
    {
        if (document.WorkbookPart is not { } workbook)
            return;
        foreach (var name in workbook.Workbook.DefinedNames?.Elements<DefinedName>() ?? [])
            name.Text = FormulaText.Move(name.Text, sheet => sheet is not null && maps.TryGetValue(sheet, out var map) ? map : RowMap.Same, 0, 0);
        // Excel makes the order of reckoning anew
        if (sheets.Any(s => maps[s] != RowMap.Same) && workbook.CalculationChainPart is { } chain)
            workbook.DeletePart(chain);
    }
}
