using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xianjie.Reports.Templates;

/// <summary>Notes of cells: those that carried expressions go, box and all; the others follow their rows.</summary>
internal static class SheetNotes
{
    private static readonly XNamespace Excel = "urn:schemas-microsoft-com:office:excel", Vml = "urn:schemas-microsoft-com:vml";

    public static void Move(WorksheetPart part, RowMap map, IReadOnlySet<CellName> gone)
    {
        if (part.WorksheetCommentsPart?.Comments?.CommentList is not { } list)
            return;
        foreach (var note in list.Elements<Comment>().ToList())
        {
            if (CellName.Parse(note.Reference?.Value) is not { } at)
                continue;
            if (gone.Contains(at))
                note.Remove();
            else
                note.Reference = (at with { Row = map.First(at.Row) }).ToString();
        }
        foreach (var drawing in part.VmlDrawingParts)
            Boxes(drawing, map, gone);
    }

    private static void Boxes(VmlDrawingPart part, RowMap map, IReadOnlySet<CellName> gone)
    {
        XDocument drawing;
        using (var stream = part.GetStream(FileMode.Open, FileAccess.Read))
            drawing = XDocument.Load(stream, LoadOptions.PreserveWhitespace);
        foreach (var shape in drawing.Descendants(Vml + "shape").ToList())
        {
            if (Whole(shape, "Row") is not { } row || Whole(shape, "Column") is not { } column)
                continue;
            if (gone.Contains(new CellName(column, row + 1)))
                shape.Remove();
            else
                shape.Descendants(Excel + "Row").First().Value = (map.First(row + 1) - 1).ToString(CultureInfo.InvariantCulture);
        }
        using var output = part.GetStream(FileMode.Create, FileAccess.Write);
        drawing.Save(output, SaveOptions.DisableFormatting);
    }

    private static int? Whole(XElement shape, string name) => int.TryParse(shape.Descendants(Excel + name).FirstOrDefault()?.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
