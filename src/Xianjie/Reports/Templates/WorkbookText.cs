using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xianjie.Reports.Templates;

/// <summary>The sheets of a workbook, the texts of their cells and the notes beside them.</summary>
internal static class WorkbookText
{
    public static IEnumerable<(string Name, WorksheetPart Part)> Of(SpreadsheetDocument document)
    {
        var workbook = document.WorkbookPart ?? throw new InvalidDataException("The workbook has no main part.");
        foreach (var sheet in workbook.Workbook.Descendants<Sheet>())
        {
            if (sheet.Id?.Value is { } id && workbook.TryGetPartById(id, out var part) && part is WorksheetPart worksheet)
                yield return (sheet.Name?.Value ?? string.Empty, worksheet);
        }
    }

    /// <summary>The texts that cells share, by their number.</summary>
    public static IReadOnlyList<string> Shared(SpreadsheetDocument document) => [.. document.WorkbookPart?.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(Plain) ?? []];

    /// <summary>The text of a cell as it stands, empty where there is none.</summary>
    public static string Text(Cell cell, IReadOnlyList<string> shared)
    {
        if (cell.DataType?.Value == CellValues.SharedString && int.TryParse(cell.CellValue?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number < shared.Count ? shared[number] : string.Empty;
        return cell.DataType?.Value == CellValues.InlineString ? cell.InlineString is { } inline ? Plain(inline) : string.Empty : cell.CellValue?.Text ?? string.Empty;
    }

    /// <summary>What a cell holds for a formula: number, text, truth value or nothing.</summary>
    public static object? Value(Cell cell, IReadOnlyList<string> shared)
    {
        var text = Text(cell, shared);
        if (cell.DataType?.Value is { } type && type != CellValues.Number)
            return type == CellValues.Boolean ? text == "1" : type == CellValues.Error ? null : text.Length == 0 ? null : text;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>Without the readings that stand above characters.</summary>
    private static string Plain(DocumentFormat.OpenXml.OpenXmlElement item) => string.Concat(item.Descendants<Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));

    public static Dictionary<CellName, string> Notes(WorksheetPart part)
    {
        var notes = new Dictionary<CellName, string>();
        foreach (var note in part.WorksheetCommentsPart?.Comments?.CommentList?.Elements<Comment>() ?? [])
        {
            if (CellName.Parse(note.Reference?.Value) is { } at && note.CommentText is { } text)
                notes[at] = Plain(text);
        }
        return notes;
    }
}
