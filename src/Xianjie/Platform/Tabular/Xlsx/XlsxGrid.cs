using System.Globalization;
using System.Xml;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>
/// A workbook since Excel 2007, streamed. Own reader rather than a library: it tells formulas without a value, bounds what it unpacks, and is more than
/// twice as fast as the library at hand.
/// </summary>
internal sealed class XlsxGrid : ITableGrid
{
    private readonly XlsxPackage _package;
    private readonly XlsxWorkbook _workbook;
    private readonly List<string> _shared;
    private readonly TableLimits _limits;
    private readonly string _part;

    public XlsxGrid(Stream content, TableLimits limits, string? sheet)
    {
        _limits = limits;
        _package = new XlsxPackage(content, limits);
        try
        {
            _workbook = XlsxWorkbook.Read(_package);
            _shared = XlsxText.ReadShared(_package, _workbook.SharedStrings, limits);
            if (_workbook.Sheets.Count == 0) { throw new TableRefusedException("工作簿里没有工作表，可能已损坏"); }
            (var index, Notices) = SheetChoice.Pick([.. _workbook.Sheets.Select(s => (s.Name, s.Visible, HasCells(s.Part)))], sheet);
            _part = _workbook.Sheets[index].Part;
            Merged = XlsxMerges.Read(_package, _part, limits);
        }
        catch
        {
            _package.Dispose();
            throw;
        }
    }

    public MergedAreas Merged { get; }

    public IReadOnlyList<string> Notices { get; }

    public IEnumerable<TableRow> Rows()
    {
        using var xml = _package.Xml(_part);
        var number = 0;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") { continue; }
            number = RowNumber(xml, number);
            yield return new TableRow(number, xml.IsEmptyElement ? [] : ReadRow(xml, number));
        }
    }

    public void Dispose() => _package.Dispose();

    private bool HasCells(string part)
    {
        if (!_package.Has(part)) { return false; }
        using var xml = _package.Xml(part);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "v" or "is" or "f") { return true; }
        }
        return false;
    }

    private static int RowNumber(XmlReader xml, int previous)
    {
        if (xml.GetAttribute("r") is not { } text) { return previous + 1; }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > previous && number <= 1_048_576
            ? number
            : throw new TableRefusedException($"工作表第 {previous + 1} 行附近的行号混乱，文件可能已损坏；请用 Excel 打开后另存再上传");
    }

    private TableCell[] ReadRow(XmlReader xml, int row)
    {
        var depth = xml.Depth;
        var cells = new List<TableCell>();
        var column = 0;
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
            {
                if (!xml.Read()) { break; }
                continue;
            }
            column = ColumnOf(xml.GetAttribute("r"), column);
            var cell = ReadCell(xml, row);
            if (!cell.IsBlank || cell.Text.Length > 0) { Put(cells, column, cell, row); }
            column++;
        }
        return [.. cells];
    }

    private void Put(List<TableCell> cells, int column, TableCell cell, int row)
    {
        if (column >= _limits.Columns)
        {
            if (cell.IsBlank) { return; }
            throw new TableRefusedException($"第 {row} 行超过 {_limits.Columns} 列的上限，请删去不用的列");
        }
        while (cells.Count < column) { cells.Add(default); }
        if (cells.Count == column) { cells.Add(cell); }
        else { cells[column] = cell; }
    }

    // Without a reference a cell follows its neighbour
    private static int ColumnOf(string? reference, int next)
    {
        if (reference is null) { return next; }
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c)) { break; }
            column = column * 26 + (c - 'A' + 1);
            if (column > 16_384) { throw new TableRefusedException("工作表的列号混乱，文件可能已损坏；请用 Excel 打开后另存再上传"); }
        }
        return column == 0 ? next : column - 1;
    }

    private TableCell ReadCell(XmlReader xml, int row)
    {
        var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return default;
        }
        var depth = xml.Depth;
        var formula = false;
        string? value = null;
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) { xml.Read(); }
            else if (xml.LocalName == "v") { value = xml.ReadElementContentAsString(); }
            else if (xml.LocalName == "is") { (value, type) = (XlsxText.ReadRich(xml), "inlineStr"); }
            else
            {
                formula |= xml.LocalName == "f";
                xml.Skip();
            }
        }
        xml.Read();
        if (value is null || (value.Length == 0 && formula && type != "str")) { return formula ? new TableCell("", CellKind.Formula) : default; }
        return Typed(value, type, style, row);
    }

    private TableCell Typed(string value, string? type, string? style, int row)
    {
        var cell = type switch
        {
            "s" => TableCell.Of(SharedText(value)),
            "inlineStr" => TableCell.Of(value),
            "str" => TableCell.Of(XlsxText.Decode(value)),
            "b" => new TableCell(value is "1" or "true" ? "TRUE" : "FALSE", CellKind.Bool),
            "e" => new TableCell(value, CellKind.Error),
            "d" when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => new TableCell(NumberText.Of(moment), CellKind.Date),
            _ => Number(value, style),
        };
        return cell.Text.Length <= _limits.CellCharacters ? cell : throw new TableRefusedException($"第 {row} 行有一格超过 {_limits.CellCharacters:N0} 个字，不能读取");
    }

    private string SharedText(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _shared.Count
            ? _shared[index]
            : throw new TableRefusedException("工作簿内部的文字索引错误，文件已损坏；请用 Excel 打开后另存再上传");

    private TableCell Number(string value, string? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) { return TableCell.Of(value); }
        if (int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && _workbook.IsDate(index)
            && NumberText.Date(number, _workbook.From1904) is { } moment)
        {
            return new TableCell(NumberText.Of(moment), CellKind.Date);
        }
        return new TableCell(NumberText.Of(number), CellKind.Number);
    }
}
