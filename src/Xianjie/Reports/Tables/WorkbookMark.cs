using System.Globalization;
using DocumentFormat.OpenXml.CustomProperties;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.VariantTypes;
using Xianjie.Platform.Exports;

namespace Xianjie.Reports.Tables;

/// <summary>The number of the export as a property of the workbook: its sheets stay as the upper office laid them out.</summary>
internal static class WorkbookMark
{
    public static MemoryStream Put(byte[] workbook, int number)
    {
        var content = new MemoryStream();
        content.Write(workbook);
        using (var document = SpreadsheetDocument.Open(content, true))
        {
            var part = document.CustomFilePropertiesPart ?? document.AddCustomFilePropertiesPart();
            part.Properties ??= new Properties();
            foreach (var old in part.Properties.Elements<CustomDocumentProperty>().Where(p => p.Name?.Value == ExportMark.Property).ToList())
                old.Remove();
            var next = part.Properties.Elements<CustomDocumentProperty>().Select(p => p.PropertyId?.Value ?? 1).DefaultIfEmpty(1).Max() + 1;
            part.Properties.AppendChild(new CustomDocumentProperty(new VTLPWSTR(number.ToString(CultureInfo.InvariantCulture))) { FormatId = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", PropertyId = next, Name = ExportMark.Property });
            part.Properties.Save();
        }
        content.Position = 0;
        return content;
    }
}
