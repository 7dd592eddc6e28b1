using System.IO.Compression;
using System.Text;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Csv;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Tests.Tabular;

/// <summary>Tables written and read in memory, and workbooks put together part by part.</summary>
internal static class Tables
{
    public static Stream Bytes(string text, string encoding = "utf-8")
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new MemoryStream(Encoding.GetEncoding(encoding).GetBytes(text));
    }

    public static TableSource Open(Stream content, string name = "测试.xlsx", TableLimits? limits = null, string? sheet = null) =>
        TableReader.Open(content, name, limits ?? TableLimits.Default, sheet).Match(ok => ok, refusal => throw new InvalidOperationException(refusal));

    public static string Refusal(Stream content, TableLimits? limits = null, string? sheet = null) =>
        TableReader.Open(content, "测试.xlsx", limits ?? TableLimits.Default, sheet).Match(_ => throw new InvalidOperationException("was read"), refusal => refusal);

    public static string[][] Texts(TableSource table)
    {
        var rows = table.Rows.Select(row => Enumerable.Range(0, table.Header.Count).Select(i => row[i].Text).ToArray()).ToArray();
        Assert.Null(table.Failure);
        return rows;
    }

    public static string[] Headers(TableSource table) => [.. table.Header.Columns.Select(column => column.Text)];

    public static MemoryStream Csv(params string[][] rows)
    {
        var output = new MemoryStream();
        using (var writer = new CsvWriter(output))
        {
            foreach (var row in rows) { writer.Write(row); }
        }
        return output;
    }

    public static MemoryStream Xlsx(string[] headers, params string[][] rows)
    {
        var output = new MemoryStream();
        using (var writer = new XlsxWriter(output))
        {
            var sheet = writer.AddSheet(new SheetLayout("表", [.. headers.Select(header => new SheetColumn(header))]));
            foreach (var row in rows) { sheet.Write([.. row.Select(OutCell.Text)]); }
        }
        return output;
    }

    /// <summary>A workbook of one sheet from the XML of its rows and what follows them.</summary>
    public static MemoryStream Workbook(string rows, string after = "", string shared = "", string styles = "", string workbookPr = "", string beforeSheet = "") => Zip(
        ("xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{workbookPr}<sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="x"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="sharedStrings.xml"/><Relationship Id="rId3" Target="/xl/styles.xml"/></Relationships>"""),
        ("xl/sharedStrings.xml", $"""<sst xmlns="x">{shared}</sst>"""),
        ("xl/styles.xml", $"""<styleSheet xmlns="x">{styles}</styleSheet>"""),
        ("xl/worksheets/sheet1.xml", $"""{beforeSheet}<worksheet xmlns="x"><sheetData>{rows}</sheetData>{after}</worksheet>"""));

    public static MemoryStream Zip(params (string Name, string Content)[] parts)
    {
        var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write(content);
            }
        }
        return output;
    }

    /// <summary>A row of inline texts; null leaves the cell out.</summary>
    public static string Row(int number, params string?[] texts) => $"""<row r="{number}">{string.Concat(texts.Select((text, i) =>
        text is null ? "" : $"""<c r="{NumberText.ColumnLetters(i)}{number}" t="inlineStr"><is><t>{text}</t></is></c>"""))}</row>""";
}
