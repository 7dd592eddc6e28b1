using System.Text;
using Xianjie.Platform.Tabular.Csv;
using Xianjie.Platform.Tabular.Xls;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Platform.Tabular;

/// <summary>Opens any table that an office sends: CSV of any encoding and delimiter, XLSX, XLS. The content decides, not the file name.</summary>
internal static class TableReader
{
    static TableReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="content">The uploaded file; must be seekable and stay open while the table is read.</param>
    /// <param name="fileName">Used in words to the user only.</param>
    /// <param name="limits">What the file may cost.</param>
    /// <param name="sheet">The sheet to read; the first visible one with content where null.</param>
    /// <returns>The table, or words in Chinese on what is wrong and what to do.</returns>
    public static Result<TableSource, string> Open(Stream content, string fileName, TableLimits limits, string? sheet = null)
    {
        if (!content.CanSeek) { throw new ArgumentException("The stream must be seekable", nameof(content)); }
        ITableGrid? grid = null;
        try
        {
            if (content.Length == 0) { return $"文件“{fileName}”是空的"; }
            if (content.Length > limits.FileBytes) { return $"文件“{fileName}”有 {content.Length >> 20} MB，超过 {limits.FileBytes >> 20} MB 的上限，请拆分后再上传"; }
            string kind;
            (grid, kind) = Grid(content, limits, sheet);
            var opened = TableSource.Over(grid, limits, kind);
            if (opened.IsOk) { grid = null; }
            return opened;
        }
        catch (Exception failure) when (TableRefusedException.IsFromFile(failure))
        {
            return $"文件“{fileName}”：{TableRefusedException.WordsFor(failure)}";
        }
        finally
        {
            grid?.Dispose();
        }
    }

    private static (ITableGrid Grid, string Kind) Grid(Stream content, TableLimits limits, string? sheet)
    {
        Span<byte> head = stackalloc byte[512];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        if (head.StartsWith("PK"u8)) { return (new XlsxGrid(content, limits, sheet), "XLSX"); }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) { return (new XlsGrid(content, limits, sheet), "XLS"); }
        RefuseOther(head);
        return (new CsvGrid(content, limits), "CSV");
    }

    private static void RefuseOther(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        var words = text.StartsWith("%PDF", StringComparison.Ordinal) ? "这是 PDF，不是表格；请上传 xlsx、xls 或 csv 文件"
            : text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("<meta", StringComparison.OrdinalIgnoreCase)
                ? "这是网页格式的表格，只是扩展名为 xls；请用 Excel 打开后另存为 xlsx 再上传"
            : text.StartsWith("Rar!", StringComparison.Ordinal) || text.StartsWith("7z", StringComparison.Ordinal) || text.StartsWith('\u001F')
                ? "这是压缩包，请解压后上传里面的表格"
            : null;
        if (words is not null) { throw new TableRefusedException(words); }
    }
}
