using Xianjie.Platform.Exports;
using Xianjie.Platform.Tabular.Csv;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Platform.Tabular;

/// <summary>One column of an exported list: its title, width in characters, and what a row says in it.</summary>
internal sealed record FileColumn<T>(string Title, double Width, Func<T, string> Text);

/// <summary>A list written row by row as XLSX or CSV; text is never run as a formula.</summary>
internal static class TableFile
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CsvType = "text/csv; charset=utf-8";

    private const int Often = 5000;

    public static string TypeOf(bool csv) => csv ? CsvType : XlsxType;

    /// <summary>Writes to <paramref name="output"/>, which stays open. Number of rows.</summary>
    public static async Task<int> WriteAsync<T>(Stream output, string title, IReadOnlyList<FileColumn<T>> columns, IAsyncEnumerable<T> rows, bool csv, Action<int>? written, CancellationToken ct, ExportMark? mark = null)
    {
        var count = 0;
        using IDisposable writer = csv ? new CsvWriter(output) : new XlsxWriter(output, mark);
        var layout = new SheetLayout(title, [.. columns.Select(c => new SheetColumn(c.Title, c.Width))]);
        var sheet = (writer as XlsxWriter)?.AddSheet(layout);
        (writer as CsvWriter)?.Write([.. columns.Select(c => c.Title)]);
        await foreach (var row in rows.WithCancellation(ct))
        {
            string[] cells = [.. columns.Select(c => c.Text(row))];
            mark?.Prints?.Add(cells);
            if (writer is CsvWriter lines)
            {
                lines.Write(cells);
            }
            else
            {
                sheet = sheet!.Rows == XlsxWriter.MostRows ? ((XlsxWriter)writer).AddSheet(layout) : sheet;
                sheet.Write([.. cells.Select(OutCell.Text)]);
            }
            if (++count % Often == 0)
                written?.Invoke(count);
        }
        if (mark is not null && writer is XlsxWriter workbook)
            workbook.AddNotes(ExportMark.Sheet, mark.Notes.Append($"行数：{count:N0}"));
        return count;
    }
}
