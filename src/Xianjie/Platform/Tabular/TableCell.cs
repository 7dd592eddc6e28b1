namespace Xianjie.Platform.Tabular;

/// <summary>What a cell was in the file before it became text.</summary>
internal enum CellKind : byte
{
    Blank,
    Text,
    Number,
    Date,
    Bool,

    /// <summary>An Excel error such as #N/A.</summary>
    Error,

    /// <summary>A formula that was never calculated, so that there is no value to take.</summary>
    Formula,
}

/// <summary>A cell as text, with what it was. Dates are yyyy-MM-dd (with HH:mm:ss where a time was given); numbers have no separators.</summary>
internal readonly record struct TableCell(string? Content, CellKind Kind)
{
    public string Text => Content ?? "";

    public bool IsBlank => string.IsNullOrWhiteSpace(Content) && Kind != CellKind.Formula;

    /// <summary>A number of more than 15 digits: Excel keeps 15, so its last digits are lost and no identifier can be taken from it.</summary>
    public bool HasLostDigits => Kind == CellKind.Number && Text.AsSpan().TrimStart('-').Length > 15 && !Text.Contains('.');

    public static TableCell Of(string text) => new(text, text.Length == 0 ? CellKind.Blank : CellKind.Text);

    public override string ToString() => Text;
}

/// <summary>A row with its number as the user sees it in Excel (from 1, title and blank rows counted).</summary>
internal sealed class TableRow(int number, TableCell[] cells)
{
    public int Number { get; } = number;

    public IReadOnlyList<TableCell> Cells => cells;

    /// <summary>The cell under the header column of that position; blank where the row is shorter.</summary>
    public TableCell this[int column] => column < cells.Length ? cells[column] : default;

    public bool IsBlank => Array.TrueForAll(cells, cell => cell.IsBlank);

    /// <summary>The cells of several columns that fill one, as one cell of several values; a cell that cannot be read stands for all.</summary>
    public TableCell Joined(ReadOnlySpan<int> columns)
    {
        if (columns.Length == 1) { return this[columns[0]]; }
        var texts = new List<string>(columns.Length);
        foreach (var column in columns)
        {
            if (this[column].Kind is CellKind.Error or CellKind.Formula) { return this[column]; }
            if (!this[column].IsBlank) { texts.Add(this[column].Text); }
        }
        return TableCell.Of(string.Join('、', texts));
    }
}
