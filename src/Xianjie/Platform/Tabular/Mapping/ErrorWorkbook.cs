using System.Globalization;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>
/// The rows that were refused, as they came and under their own titles, the bad cells red and the reasons behind them: corrected, the same workbook can be
/// imported again, since the two added columns are left aside.
/// </summary>
internal static class ErrorWorkbook
{
    public const string ReasonTitle = "错误原因";
    public const string RowTitle = "原行号";

    /// <summary>Writes to <paramref name="output"/>, which stays open. Rows without errors are passed over. Returns how many were written.</summary>
    public static int Write(Stream output, TableHeader header, IEnumerable<MappedRow> rows)
    {
        using var writer = new XlsxWriter(output);
        var columns = header.Columns.Where(column => !MappingGuess.OwnTitles.Contains(column.Text)).ToList();
        var layout = new SheetLayout("错误数据", [.. columns.Select(column => new SheetColumn(column.Text, Math.Clamp(column.Text.Length * 2 + 4, 10, 30))),
            new SheetColumn(ReasonTitle, 60), new SheetColumn(RowTitle, 10)]);
        var sheet = writer.AddSheet(layout);
        var cells = new OutCell[columns.Count + 2];
        var written = 0;
        foreach (var row in rows.Where(row => !row.IsGood))
        {
            if (sheet.Rows == XlsxWriter.MostRows) { sheet = writer.AddSheet(layout); }
            for (var i = 0; i < columns.Count; i++)
            {
                var cell = OutCell.Text(row.Source[columns[i].Index].Text);
                cells[i] = row.Errors.Any(error => error.SourceIndex == columns[i].Index) ? cell.Bad() : cell;
            }
            cells[^2] = OutCell.Reason(string.Join("；", row.Errors));
            cells[^1] = OutCell.Text(row.Number.ToString(CultureInfo.InvariantCulture));
            sheet.Write(cells);
            written++;
        }
        return written;
    }
}
