namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>One column of a written sheet.</summary>
/// <param name="Header">Its title.</param>
/// <param name="Width">In characters; two for a Chinese one.</param>
/// <param name="Choices">Values offered in a list when the cell is filled in.</param>
/// <param name="Hint">Shown beside the cell when it is filled in.</param>
internal sealed record SheetColumn(string Header, double Width = 14, IReadOnlyList<string>? Choices = null, string? Hint = null);

/// <summary>What a written sheet is like around its rows: header frozen and with filters.</summary>
/// <param name="Name">Characters that Excel forbids are replaced, more than 31 cut.</param>
/// <param name="Columns">From left to right.</param>
/// <param name="Title">A line above the header.</param>
internal sealed record SheetLayout(string Name, IReadOnlyList<SheetColumn> Columns, string? Title = null)
{
    public int HeaderRow => Title is null ? 1 : 2;

    public string SafeName
    {
        get
        {
            var name = string.Concat(Name.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' || char.IsControl(c) ? '_' : c)).Trim();
            return name.Length == 0 ? "Sheet1" : name.Length > 31 ? name[..31] : name;
        }
    }
}
