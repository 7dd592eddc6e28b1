using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xianjie.Platform.Tabular;

namespace Xianjie.Reports.Templates;

/// <summary>Where the rows of a sheet went: a row of the template that repeats became several.</summary>
internal sealed class RowMap(IReadOnlyDictionary<int, int> copies)
{
    public static readonly RowMap Same = new(new Dictionary<int, int>());

    private readonly List<(int Row, int Extra)> grown = [.. copies.Select(c => (c.Key, c.Value - 1)).OrderBy(c => c.Key)];

    public int CopiesOf(int row) => copies.GetValueOrDefault(row, 1);

    public int First(int row) => row + grown.TakeWhile(g => g.Row < row).Sum(g => g.Extra);

    public int Last(int row) => First(row) + CopiesOf(row) - 1;

    public CellRange Of(CellRange range) => new(range.From with { Row = First(range.From.Row) }, range.To with { Row = Last(range.To.Row) });
}

/// <summary>Moves the cells that a formula names to where the rows went, as Excel does when rows are put in.</summary>
internal static partial class FormulaText
{
    /// <param name="formula">Without the equals sign.</param>
    /// <param name="map">Of the sheet that a name points to; null stands for the sheet of the formula.</param>
    /// <param name="row">Row of the formula in the template.</param>
    /// <param name="copy">Which copy of that row it stands in.</param>
    public static string Move(string formula, Func<string?, RowMap> map, int row, int copy) => Each(formula, (sheet, from, to) =>
    {
        var rows = map(sheet);
        // In a row that repeats, the cells of the same row are those of the same copy
        int Of(int old, bool isEnd) => sheet is null && old == row ? rows.First(old) + copy : isEnd ? rows.Last(old) : rows.First(old);
        return to is { } end ? $"{from.With(Of(from.Row, false))}:{end.With(Of(end.Row, true))}" : from.With(Of(from.Row, false));
    });

    /// <summary>The formula of another cell of a shared one: relative names move along.</summary>
    public static string Offset(string formula, int rows, int columns) => Each(formula, (_, from, to) => to is { } end ? $"{from.By(rows, columns)}:{end.By(rows, columns)}" : from.By(rows, columns));

    private static string Each(string formula, Func<string?, Name, Name?, string> change)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (Match match in Reference().Matches(formula))
        {
            text.Append(formula, at, match.Index - at);
            at = match.Index + match.Length;
            if (!match.Groups["col"].Success)
            {
                text.Append(match.Value);
                continue;
            }
            var sheet = match.Groups["sheet"].Success ? match.Groups["sheet"].Value : null;
            text.Append(sheet is null ? string.Empty : sheet + "!").Append(change(sheet?.Trim('\'').Replace("''", "'", StringComparison.Ordinal), Name.Of(match, ""), match.Groups["col2"].Success ? Name.Of(match, "2") : null));
        }
        return text.Append(formula, at, formula.Length - at).ToString();
    }

    private readonly record struct Name(string ColumnSign, int Column, string RowSign, int Row)
    {
        public static Name Of(Match match, string part) => new(match.Groups["cs" + part].Value, CellName.ColumnOf(match.Groups["col" + part].ValueSpan), match.Groups["rs" + part].Value, int.Parse(match.Groups["row" + part].ValueSpan, CultureInfo.InvariantCulture));

        public string With(int row) => string.Create(CultureInfo.InvariantCulture, $"{ColumnSign}{NumberText.ColumnLetters(Column)}{RowSign}{row}");

        public string By(int rows, int columns) => string.Create(CultureInfo.InvariantCulture, $"{ColumnSign}{NumberText.ColumnLetters(ColumnSign.Length > 0 ? Column : Column + columns)}{RowSign}{(RowSign.Length > 0 ? Row : Row + rows)}");
    }

    /// <summary>Texts in quotes and names of functions are met first, so that nothing in them is taken for a cell.</summary>
    [GeneratedRegex("""\"(?:[^\"]|\"\")*\"|[\w.]+(?=\()|(?:(?<sheet>'(?:[^']|'')+'|[\w.]+)!)?(?<![\w.$])(?<cs>\$?)(?<col>[A-Z]{1,3})(?<rs>\$?)(?<row>[0-9]{1,7})(?![\w.(])(?::(?<cs2>\$?)(?<col2>[A-Z]{1,3})(?<rs2>\$?)(?<row2>[0-9]{1,7})(?![\w.(]))?""", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
