using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Xianjie.Platform.Papers;

/// <summary>The blocks of a paper as paragraphs and tables of Word. Lengths are in twentieths of a point.</summary>
internal static class DocxBlocks
{
    internal readonly record struct Margins(int Top, int Bottom, int Side, int Right);

    private const int LineOfForm = 340;

    /// <summary>公文: 37, 35, 28 and 26 mm (GB/T 9704-2012, 5.2.1); forms take more of the page.</summary>
    public static Margins Margin(Paper paper) => paper.Layout == PaperLayout.公文 ? new(2098, 1984, 1588, 1474) : new(1134, 1134, 1134, 1134);

    public static IEnumerable<OpenXmlElement> Of(Paper paper)
    {
        var letter = paper.Layout == PaperLayout.公文;
        yield return Paragraph(paper.Title, DocxParts.Title);
        foreach (var block in paper.Blocks)
        {
            foreach (var element in Of(block, letter, Room(paper)))
                yield return element;
        }
    }

    private static int Room(Paper paper) => (paper.IsLandscape ? 16838 : 11906) - Margin(paper).Side - Margin(paper).Right;

    private static IEnumerable<OpenXmlElement> Of(Block block, bool letter, int room) => block switch
    {
        Line line => line.Text.Split('\n').Select(t => Line(t, line.Kind, letter)),
        Grid grid => [Gap(), Table(grid, room, letter), Gap()],
        NewPage => [new Paragraph(new ParagraphProperties(new SpacingBetweenLines { Before = "0", After = "0", Line = "20", LineRule = LineSpacingRuleValues.Exact }), new Run(new Break { Type = BreakValues.Page }))],
        Signs signs => [SignTable(signs, room)],
        SealPlace seal => [Gap(), Right(seal.Body + "（盖章）", letter, keep: true), Right(seal.Day, letter, keep: false)],
        _ => throw new InvalidOperationException($"{block.GetType().Name} cannot be drawn."),
    };

    private static Paragraph Line(string text, LineKind kind, bool letter) => kind switch
    {
        LineKind.正文 => Paragraph(text, letter ? DocxParts.Words : DocxParts.FormWords),
        LineKind.小标题 => Paragraph(text, letter ? DocxParts.Section : DocxParts.FormSection),
        LineKind.说明 => Paragraph(text, DocxParts.Note),
        LineKind.居中 => Paragraph(text, letter ? DocxParts.Plain : DocxParts.FormPlain, JustificationValues.Center),
        LineKind.右对齐 => Paragraph(text, letter ? DocxParts.Plain : DocxParts.FormPlain, JustificationValues.Right),
        _ => Paragraph(text, letter ? DocxParts.Plain : DocxParts.FormPlain),
    };

    private static Paragraph Paragraph(string text, string style, JustificationValues? side = null)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        if (side is { } where)
            properties.Append(new Justification { Val = where });
        return new Paragraph(properties, new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
    }

    /// <summary>落款: four characters in from the right edge.</summary>
    private static Paragraph Right(string text, bool letter, bool keep) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = letter ? DocxParts.Plain : DocxParts.FormPlain }, new KeepNext { Val = keep }, new Indentation { RightChars = 400, Right = letter ? "1280" : "960" }, new Justification { Val = JustificationValues.Right }),
        new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));

    private static Paragraph Gap() => new(new ParagraphProperties(new SpacingBetweenLines { Before = "0", After = "0", Line = "120", LineRule = LineSpacingRuleValues.Exact }));

    private static Table Table(Grid grid, int room, bool letter)
    {
        var widths = Widths(grid.Widths, room);
        var table = new Table(
            new TableProperties(new TableWidth { Width = Text(room), Type = TableWidthUnitValues.Dxa }, Borders(), new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TopMargin { Width = "20", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 70, Type = TableWidthValues.Dxa }, new BottomMargin { Width = "20", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 70, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(w => new GridColumn { Width = Text(w) })));
        foreach (var row in grid.Rows)
            table.Append(Row(row, widths, letter ? DocxParts.LetterCell : DocxParts.Cell));
        return table;
    }

    private static TableRow Row(GridRow row, List<int> widths, string style)
    {
        var properties = new TableRowProperties();
        if (row.Lines <= 12)
            properties.Append(new CantSplit());
        properties.Append(new TableRowHeight { Val = (uint)Math.Max(380, row.Lines * LineOfForm), HeightType = HeightRuleValues.AtLeast });
        if (row.IsHead)
            properties.Append(new TableHeader());
        var (made, at) = (new TableRow(properties), 0);
        foreach (var cell in row.Cells)
        {
            made.Append(Cell(cell, widths.Skip(at).Take(cell.Span).Sum(), row.Lines, style));
            at += cell.Span;
        }
        return at == widths.Count ? made : throw new InvalidDataException($"A row fills {at} of {widths.Count} columns: {string.Join(" | ", row.Cells.Select(c => c.Text))}");
    }

    private static TableCell Cell(GridCell cell, int width, int lines, string style)
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = Text(width), Type = TableWidthUnitValues.Dxa });
        if (cell.Span > 1)
            properties.Append(new GridSpan { Val = cell.Span });
        properties.Append(new TableCellVerticalAlignment { Val = cell.Sign is null && cell.Kind != CellKind.长文 ? TableVerticalAlignmentValues.Center : TableVerticalAlignmentValues.Top });
        var made = new TableCell(properties);
        var side = cell.Kind switch { CellKind.标签 or CellKind.表头 => JustificationValues.Center, CellKind.数字 => JustificationValues.Right, _ => JustificationValues.Left };
        foreach (var line in cell.Text.Split('\n'))
            made.Append(InCell(line, side, style, bold: cell.Kind == CellKind.表头));
        if (cell.Sign is { } sign)
        {
            var places = sign.Split('\n');
            // The signature stands at the foot of its room; a character of the cell is about 210 wide.
            var used = cell.Text.Split('\n').Sum(t => 1 + (t.Length * 210 / width)) + places.Length;
            made.Append(Enumerable.Range(0, Math.Max(0, lines - used)).Select(_ => InCell(string.Empty, JustificationValues.Left, style)));
            made.Append(places.Select(s => InCell(s, JustificationValues.Right, style)));
        }
        return made;
    }

    private static Paragraph InCell(string text, JustificationValues side, string style, bool bold = false)
    {
        var run = new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        if (bold)
            run.PrependChild(new RunProperties(DocxParts.Face(DocxParts.HeadFont)));
        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }, new Justification { Val = side }), run);
    }

    /// <summary>Signature places without borders, two in a row.</summary>
    private static Table SignTable(Signs signs, int room)
    {
        var table = new Table(new TableProperties(new TableWidth { Width = Text(room), Type = TableWidthUnitValues.Dxa }, new TableLayout { Type = TableLayoutValues.Fixed }), new TableGrid(new GridColumn { Width = Text(room / 2) }, new GridColumn { Width = Text(room / 2) }));
        foreach (var pair in signs.Places.Chunk(2))
        {
            var row = new TableRow(new TableRowProperties(new CantSplit(), new TableRowHeight { Val = 560, HeightType = HeightRuleValues.AtLeast }));
            foreach (var place in pair.Concat(Enumerable.Repeat(string.Empty, 2 - pair.Length)))
            {
                row.Append(new TableCell(new TableCellProperties(new TableCellWidth { Width = Text(room / 2), Type = TableWidthUnitValues.Dxa }, new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Bottom }),
                    Paragraph(place, DocxParts.FormPlain)));
            }
            table.Append(row);
        }
        return table;
    }

    private static List<int> Widths(IReadOnlyList<int> shares, int room)
    {
        var widths = shares.Select(s => room * s / shares.Sum()).ToList();
        widths[^1] += room - widths.Sum();
        return widths;
    }

    private static TableBorders Borders() => new(
        new TopBorder { Val = BorderValues.Single, Size = 6 }, new LeftBorder { Val = BorderValues.Single, Size = 6 }, new BottomBorder { Val = BorderValues.Single, Size = 6 }, new RightBorder { Val = BorderValues.Single, Size = 6 },
        new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
