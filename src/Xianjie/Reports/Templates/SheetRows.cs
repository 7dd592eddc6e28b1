using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xianjie.Reports.Templates;

/// <summary>Rows of a sheet: those that repeat are copied, cells are filled, formulas follow.</summary>
internal static class SheetRows
{
    public static void Fill(string sheet, WorksheetPart part, Template template, Filling filling, IReadOnlyDictionary<string, RowMap> maps, List<FilledCell> filled)
    {
        if (part.Worksheet.GetFirstChild<SheetData>() is not { } data)
            return;
        var cells = template.Cells.Where(c => c.Sheet == sheet).ToDictionary(c => c.At);
        Unshare(data);
        var map = maps[sheet];
        foreach (var row in data.Elements<Row>().ToList())
        {
            var number = (int)(row.RowIndex?.Value ?? throw new InvalidDataException("A row has no number."));
            var places = template.Repeats.TryGetValue((sheet, number), out var level) ? filling.Places[level] : null;
            var copies = Enumerable.Range(0, map.CopiesOf(number)).Select(_ => (Row)row.CloneNode(true)).ToList();
            OpenXmlElement last = row;
            foreach (var (copy, fresh) in copies.Index())
            {
                last = data.InsertAfter(fresh, last);
                fresh.RowIndex = (uint)(map.First(number) + copy);
                var place = places is null ? filling.Area : copy < places.Count ? places[copy] : 0;
                foreach (var cell in fresh.Elements<Cell>())
                    FillCell(cell, number, copy, place);
            }
            row.Remove();
        }

        void FillCell(Cell cell, int row, int copy, long place)
        {
            if (CellName.Parse(cell.CellReference?.Value) is not { } origin)
                return;
            var at = origin with { Row = map.First(row) + copy };
            cell.CellReference = at.ToString();
            if (cell.CellFormula is { } formula)
            {
                formula.Text = FormulaText.Move(formula.Text, name => name is null ? map : maps.GetValueOrDefault(name, RowMap.Same), row, copy);
                if (formula.Reference?.Value is not null)
                    formula.Reference = at.ToString();
                filled.Add(new(sheet, at, origin, place, null, formula.Text, null));
            }
            else if (cells.GetValueOrDefault(origin) is { } from)
            {
                var value = place == 0 ? null : from.Only is { } ask ? filling.Value(ask, place, copy + 1) : string.Concat(from.Pieces.Select(p => p.Text ?? Reckoner.Words(filling.Value(p.Ask!, place, copy + 1))));
                Put(cell, value);
                filled.Add(new(sheet, at, origin, place, from, null, value));
            }
        }
    }

    /// <summary>The value alone: the style of the cell stays.</summary>
    public static void Put(Cell cell, object? value)
    {
        cell.InlineString = null;
        cell.DataType = value is string ? new EnumValue<CellValues>(CellValues.InlineString) : null;
        cell.CellValue = value is decimal number ? new CellValue(number.ToString("0.##########", CultureInfo.InvariantCulture)) : null;
        if (value is string text)
            cell.InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
    }

    /// <summary>A formula that several cells share is given to each of them, so that each can go its own way.</summary>
    private static void Unshare(SheetData data)
    {
        var masters = new Dictionary<uint, (CellName At, string Text)>();
        foreach (var cell in data.Descendants<Cell>().Where(c => c.CellFormula?.FormulaType?.Value == CellFormulaValues.Shared))
        {
            var (formula, at) = (cell.CellFormula!, CellName.Parse(cell.CellReference?.Value) ?? default);
            var index = formula.SharedIndex?.Value ?? 0;
            if (formula.Text.Length > 0)
                masters[index] = (at, formula.Text);
            else if (masters.TryGetValue(index, out var master))
                formula.Text = FormulaText.Offset(master.Text, at.Row - master.At.Row, at.Column - master.At.Column);
            (formula.FormulaType, formula.SharedIndex, formula.Reference) = (null, null, null);
        }
    }
}
