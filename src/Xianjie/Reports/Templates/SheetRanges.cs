using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xianjie.Reports.Templates;

/// <summary>What a sheet says of ranges (merged cells, conditional formats, validations, filters, links, page breaks) moved to where the rows went.</summary>
internal static class SheetRanges
{
    public static void Move(Worksheet sheet, RowMap map)
    {
        if (sheet.SheetDimension?.Reference?.Value is { } whole)
            sheet.SheetDimension.Reference = Moved(whole, map);
        Merges(sheet, map);
        foreach (var format in sheet.Elements<ConditionalFormatting>().Where(f => f.SequenceOfReferences is not null))
            format.SequenceOfReferences = List(format.SequenceOfReferences!, map);
        foreach (var check in sheet.Descendants<DataValidation>().Where(v => v.SequenceOfReferences is not null))
            check.SequenceOfReferences = List(check.SequenceOfReferences!, map);
        foreach (var link in sheet.Descendants<Hyperlink>().Where(l => l.Reference?.Value is not null))
            link.Reference = Moved(link.Reference!.Value!, map);
        foreach (var filter in sheet.Elements<AutoFilter>().Where(f => f.Reference?.Value is not null))
            filter.Reference = Moved(filter.Reference!.Value!, map);
        foreach (var stop in sheet.Elements<RowBreaks>().SelectMany(b => b.Elements<Break>()).Where(b => b.Id is not null))
            stop.Id = (uint)map.Last((int)stop.Id!.Value);
        foreach (var error in sheet.Descendants<IgnoredError>().Where(e => e.SequenceOfReferences is not null))
            error.SequenceOfReferences = List(error.SequenceOfReferences!, map);
    }

    /// <summary>What is merged within a row that repeats is merged in each of its copies; what spans it grows.</summary>
    private static void Merges(Worksheet sheet, RowMap map)
    {
        if (sheet.GetFirstChild<MergeCells>() is not { } merges)
            return;
        foreach (var merge in merges.Elements<MergeCell>().ToList())
        {
            if (CellRange.Parse(merge.Reference?.Value ?? string.Empty) is not { } range)
                continue;
            var copies = range.From.Row == range.To.Row ? map.CopiesOf(range.From.Row) : 1;
            if (copies == 1)
            {
                merge.Reference = map.Of(range).ToString();
                continue;
            }
            for (var copy = 0; copy < copies; copy++)
            {
                var row = map.First(range.From.Row) + copy;
                merges.InsertBefore(new MergeCell { Reference = new CellRange(range.From with { Row = row }, range.To with { Row = row }).ToString() }, merge);
            }
            merge.Remove();
        }
        if (merges.Count is not null)
            merges.Count = (uint)merges.ChildElements.Count;
    }

    private static ListValue<StringValue> List(ListValue<StringValue> ranges, RowMap map) => new(ranges.Items.Select(r => new StringValue(Moved(r.Value ?? string.Empty, map))));

    private static string Moved(string text, RowMap map) => CellRange.Parse(text) is { } range ? map.Of(range).ToString() : text;
}
