using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xianjie.Reports.Templates;

/// <summary>Reckons the formulas of a filled workbook and writes their values beside them.</summary>
internal static class WorkbookValues
{
    /// <summary>Formulas that lean on each other, one on the other.</summary>
    private const int MostDeep = 200;

    public static IReadOnlyDictionary<(string Sheet, CellName At), object?> Reckon(IReadOnlyList<(string Name, WorksheetPart Part)> sheets, IReadOnlyList<string> shared, SpreadsheetDocument document)
    {
        var cells = sheets.SelectMany(s => s.Part.Worksheet.Descendants<Cell>().Select(c => (s.Name, At: CellName.Parse(c.CellReference?.Value), Cell: c))).Where(c => c.At is not null).DistinctBy(c => (c.Name.ToUpperInvariant(), c.At)).ToDictionary(c => (c.Name.ToUpperInvariant(), c.At!.Value), c => c.Cell);
        var (known, open, unknown) = (new Dictionary<(string, CellName), object?>(), new HashSet<(string, CellName)>(), false);
        var values = new Dictionary<(string, CellName), object?>();
        foreach (var (name, part) in sheets)
        {
            foreach (var cell in part.Worksheet.Descendants<Cell>().Where(c => c.CellFormula is not null))
            {
                var at = CellName.Parse(cell.CellReference?.Value) ?? default;
                try
                {
                    var value = Of(name, at);
                    Put(cell, value);
                    values[(name, at)] = value;
                }
                catch (FormulaException error)
                {
                    unknown |= !error.IsError;
                    cell.DataType = error.IsError ? new EnumValue<CellValues>(CellValues.Error) : null;
                    cell.CellValue = error.IsError ? new CellValue(error.Message) : null;
                }
            }
        }
        if (unknown && document.WorkbookPart is { } workbook)
            (workbook.Workbook.CalculationProperties ??= new CalculationProperties()).FullCalculationOnLoad = true;
        return values;

        object? Of(string sheet, CellName at)
        {
            var key = (sheet.ToUpperInvariant(), at);
            if (known.TryGetValue(key, out var value) || !cells.TryGetValue(key, out var cell))
                return value;
            if (cell.CellFormula is not { } formula)
                return known[key] = WorkbookText.Value(cell, shared);
            if (!open.Add(key) || open.Count > MostDeep)
                throw new FormulaException("公式互相引用，或层层引用太深", false);
            try
            {
                return known[key] = new Reckoner((other, name) => Of(other ?? sheet, name)).Of(formula.Text);
            }
            catch (OverflowException)
            {
                throw new FormulaException("#NUM!", true);
            }
            finally
            {
                open.Remove(key);
            }
        }
    }

    private static void Put(Cell cell, object? value)
    {
        cell.DataType = value switch { string => new EnumValue<CellValues>(CellValues.String), bool => new EnumValue<CellValues>(CellValues.Boolean), _ => null };
        cell.CellValue = new CellValue(value switch { string text => text, bool flag => flag ? "1" : "0", decimal number => number.ToString("0.##########", CultureInfo.InvariantCulture), _ => "0" });
    }
}
