using System.Text;
using ExcelDataReader;

namespace Xianjie.Platform.Tabular.Xls;

/// <summary>A workbook of Excel 97–2003 (also what WPS writes as .et), read through ExcelDataReader.</summary>
internal sealed class XlsGrid : ITableGrid
{
    // The format itself ends here; a broken file can claim billions of rows, which the library would deliver as blank
    private const int MostColumns = 256;
    private const int MostRows = 65_536;

    private readonly Stream _content;
    private readonly int _sheet;

    public XlsGrid(Stream content, TableLimits limits, string? sheet)
    {
        _content = content;
        using var reader = Open();
        var sheets = new List<(string Name, bool Visible, bool HasRows)>();
        do { sheets.Add((reader.Name, reader.VisibleState == "visible", reader.RowCount > 0)); } while (reader.NextResult());
        (_sheet, Notices) = SheetChoice.Pick(sheets, sheet);
        using var again = Open();
        for (var i = 0; i < _sheet; i++) { again.NextResult(); }
        if (again.FieldCount > MostColumns || again.RowCount > MostRows) { throw new TableRefusedException("工作表声明的行列数超出格式允许，文件可能已损坏；请用 Excel 打开后另存为 xlsx 再上传"); }
        Merged = new MergedAreas((again.MergeCells ?? []).Take(limits.MergedAreas)
            .Select(range => new MergedArea(range.FromRow + 1, range.FromColumn, range.ToRow + 1, range.ToColumn)));
    }

    public MergedAreas Merged { get; }

    public IReadOnlyList<string> Notices { get; }

    public IEnumerable<TableRow> Rows()
    {
        using var reader = Open();
        for (var i = 0; i < _sheet; i++) { reader.NextResult(); }
        for (var number = 1; reader.Read(); number++)
        {
            var cells = new List<TableCell>();
            for (var column = 0; column < reader.FieldCount; column++)
            {
                var cell = Cell(reader, column);
                if (cell.IsBlank) { continue; }
                while (cells.Count < column) { cells.Add(default); }
                cells.Add(cell);
            }
            yield return new TableRow(number, [.. cells]);
        }
    }

    public void Dispose()
    {
    }

    private IExcelDataReader Open()
    {
        _content.Position = 0;
        return ExcelReaderFactory.CreateBinaryReader(_content, new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(936), LeaveOpen = true });
    }

    // ExcelDataReader gives an error cell as blank
    private static TableCell Cell(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => default,
        string text => TableCell.Of(text),
        DateTime moment => new TableCell(NumberText.Of(moment), CellKind.Date),
        TimeSpan time => TableCell.Of(time.ToString(@"hh\:mm\:ss", null)),
        bool truth => new TableCell(truth ? "TRUE" : "FALSE", CellKind.Bool),
        double number => new TableCell(NumberText.Of(number), CellKind.Number),
        int number => new TableCell(NumberText.Of(number), CellKind.Number),
        var other => TableCell.Of(other.ToString() ?? ""),
    };
}
