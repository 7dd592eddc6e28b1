using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xianjie.Reports.Templates;

namespace Xianjie.Tests.Reports;

/// <summary>Workbooks for the tests: made by the table maker, changed as a person changes them in Excel, and read back.</summary>
internal static class Workbooks
{
    public static byte[] Wells(string? first = null, string? total = null) => TableMaker.Make(new("供水情况表", "市水务局", "元",
    [
        new("水井", "水井", "处", first ?? "台账 水井台账 水井 @乡镇", null, null, "int"), new("已消毒", "水井", "处", "台账 水井台账 个数 当 是否消毒 = true @乡镇", null, null, "int"), new("消毒率", "水井", null, null, "IF([水井/水井]=0,0,[已消毒]/[水井/水井]*100)", null, "percent"),
        new("供水人口", null, "人", "台账 水井台账 合计(供水人口) @乡镇", null, total, "int"), new("投资", null, null, "台账 水井台账 投资 @乡镇", null, null, "money"), new("另计投资", null, null, "手填 另计投资 @乡镇", null, null, "money"),
    ], ["投资按台账。"]));

    /// <summary>As somebody in Excel changes a workbook: through the document's own parts.</summary>
    public static byte[] Changed(byte[] workbook, Action<SpreadsheetDocument, Worksheet> change)
    {
        using var buffer = new MemoryStream();
        buffer.Write(workbook);
        using (var document = SpreadsheetDocument.Open(buffer, true))
        {
            var sheet = document.WorkbookPart!.WorksheetParts.First().Worksheet;
            change(document, sheet);
        }
        return buffer.ToArray();
    }

    public static Cell At(Worksheet sheet, string name) => sheet.Descendants<Cell>().Single(c => c.CellReference == name);

    public static void Write(Worksheet sheet, string name, string text)
    {
        var cell = At(sheet, name);
        (cell.CellFormula, cell.CellValue) = (null, null);
        cell.DataType = new EnumValue<CellValues>(CellValues.InlineString);
        cell.InlineString = new InlineString(new Text(text));
    }

    public static T Read<T>(byte[] workbook, Func<SpreadsheetDocument, Worksheet, T> read)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), false);
        return read(document, document.WorkbookPart!.WorksheetParts.First().Worksheet);
    }

    /// <summary>What stands in a cell.</summary>
    public static string Text(byte[] workbook, string name) => Read(workbook, (document, sheet) => WorkbookText.Text(At(sheet, name), WorkbookText.Shared(document)));

    public static IReadOnlyList<string> Merges(byte[] workbook) => Read(workbook, (_, sheet) => sheet.Descendants<MergeCell>().Select(m => m.Reference!.Value!).ToList());
}
