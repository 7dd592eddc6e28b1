namespace Xianjie.Reports.Templates;

/// <summary>A cell of a template that carries expressions: its text in pieces, words and expressions in turn.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="At">The cell in the template.</param>
/// <param name="Pieces">A text or an expression each.</param>
/// <param name="IsComment">The expression stands in the note of the cell, which goes when the table is filled.</param>
internal sealed record TemplateCell(string Sheet, CellName At, IReadOnlyList<(string? Text, Ask? Ask)> Pieces, bool IsComment)
{
    /// <summary>One expression and nothing else, so that the cell becomes a number.</summary>
    public Ask? Only => Pieces is [{ Ask: { } ask }] ? ask : null;

    public IEnumerable<Ask> Asks => Pieces.Select(p => p.Ask).OfType<Ask>();
}

/// <summary>A mistake with the cell in which it stands.</summary>
internal sealed record TemplateFault(string Sheet, string Cell, string Words)
{
    public override string ToString() => $"工作表“{Sheet}”{(Cell.Length > 0 ? $"单元格 {Cell}" : string.Empty)}：{Words}";
}

/// <summary>A template that was read: its bytes as they were handed in, and the cells that are filled.</summary>
internal sealed record Template(byte[] Content, IReadOnlyList<TemplateCell> Cells, IReadOnlyList<TemplateFault> Faults)
{
    /// <summary>Level of each row that repeats, by sheet and row.</summary>
    public IReadOnlyDictionary<(string Sheet, int Row), PlaceLevel> Repeats { get; } = Cells.GroupBy(c => (c.Sheet, c.At.Row)).Select(r => (r.Key, Level: r.SelectMany(c => c.Asks).Max(a => (PlaceLevel?)a.Level) ?? PlaceLevel.全部)).Where(r => r.Level != PlaceLevel.全部).ToDictionary(r => r.Key, r => r.Level);
}
