namespace Xianjie.Platform.Papers;

/// <summary>How a sheet is laid out: 公文 as GB/T 9704-2012 has it, or a form made of tables.</summary>
internal enum PaperLayout { 公文, 表格 }

/// <summary>A filled paper, ready to be drawn: as DOCX by <see cref="DocxWriter"/>, as a page by <see cref="HtmlWriter"/>. Both draw every block.</summary>
internal sealed record Paper(string Code, string Title, PaperLayout Layout, bool IsLandscape, IReadOnlyList<Block> Blocks);

internal abstract record Block;

internal enum LineKind { 正文, 顶格, 小标题, 居中, 右对齐, 说明 }

internal sealed record Line(string Text, LineKind Kind) : Block;

/// <summary>A bordered table. Widths are shares; the spans of a row add up to their number.</summary>
internal sealed record Grid(IReadOnlyList<int> Widths, IReadOnlyList<GridRow> Rows) : Block
{
    public int Whole => Widths.Sum();
}

/// <param name="IsHead">Repeated at the top of every page that the table runs over.</param>
/// <param name="Lines">Lines of room that the row keeps at least.</param>
internal sealed record GridRow(IReadOnlyList<GridCell> Cells, bool IsHead = false, int Lines = 1);

internal enum CellKind { 值, 标签, 表头, 数字, 长文 }

/// <param name="Text">May hold several lines.</param>
/// <param name="Sign">Place for signature, seal and date at the foot of the cell.</param>
internal sealed record GridCell(string Text, int Span, CellKind Kind, string? Sign = null);

/// <summary>Places for signatures without borders, two in a row.</summary>
internal sealed record Signs(IReadOnlyList<string> Places) : Block;

/// <summary>落款: the body that seals it, and the day.</summary>
internal sealed record SealPlace(string Body, string Day) : Block;

/// <summary>What follows begins on a new page: the list behind a letter.</summary>
internal sealed record NewPage : Block;
