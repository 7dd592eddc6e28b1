using System.Globalization;

namespace Xianjie.Platform.Tabular;

/// <summary>
/// Finds the header among the first rows: below titles such as "某县监测对象信息表" and notes such as "单位：元", of one or several rows, with merged
/// cells or with the gaps that merged cells leave in a text file.
/// </summary>
internal sealed class HeaderFinder(IReadOnlyList<TableRow> rows, MergedAreas merged, TableLimits limits)
{
    /// <summary>So many rows are looked at; titles and notes are never longer.</summary>
    public const int RowsLookedAt = 20;

    private const int MostHeaderRows = 4;

    /// <summary>The header and how many of the looked-at rows stand above the first row of data.</summary>
    public Result<(TableHeader Header, int Skip), string> Find()
    {
        var filled = rows.Where(row => !row.IsBlank).ToList();
        if (filled.Count == 0) { return "表里没有任何内容"; }
        var width = filled.Max(Filled);
        var at = Enumerable.Range(0, rows.Count).FirstOrDefault(i => !LooksLikeData(rows[i]) && (Filled(rows[i]) >= Math.Max(1, width * 0.65) || HasParts(i)), -1);
        if (at < 0) { return "没有找到表头，请让第一行是各列的名称"; }

        var (top, bottom) = Extent(at);
        var titles = Titles(top, bottom);
        if (titles.Count > limits.Columns) { return $"表头有 {titles.Count} 列，超过 {limits.Columns} 列的上限，请删去不用的列"; }
        var header = new TableHeader(Named(titles), rows[top].Number, rows[bottom].Number);
        var skip = bottom + 1;
        if (skip < rows.Count && IsNumbering(rows[skip], header.Count)) { skip++; }
        return (header, skip);
    }

    private int Filled(TableRow row)
    {
        var count = row.Cells.Count(cell => !cell.IsBlank);
        // A cell merged over part of the width stands for its columns; one over nearly all of it is a title
        return merged.Crossing(row.Number).Where(area => area.Right > area.Left && area.Right - area.Left + 1 < row.Cells.Count * 0.8)
            .Aggregate(count, (sum, area) => sum + area.Right - area.Left);
    }

    private static bool LooksLikeData(TableRow row) => row.Cells.Any(cell =>
        cell.Kind is CellKind.Date or CellKind.Error or CellKind.Formula || (cell.Text.Length > 4 && cell.Text.Any(char.IsAsciiDigit)
            && cell.Text.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or '/' or 'X' or 'x')));

    private (int Top, int Bottom) Extent(int at)
    {
        var (top, bottom) = (at, at);
        if (top > 0 && HasParts(top - 1)) { top--; }
        for (var row = top; row <= bottom && row < rows.Count; row++)
        {
            foreach (var area in merged.Crossing(rows[row].Number).Where(a => a.Top == rows[row].Number))
            {
                var reach = Reach(area);
                if (reach < top + MostHeaderRows && !LooksLikeData(rows[reach])) { bottom = Math.Max(bottom, reach); }
            }
        }
        if (bottom == at && HasParts(at)) { bottom++; }
        return (top, bottom);
    }

    // Under a cell merged across stand its parts; a cell merged downwards ends where the header ends
    private int Reach(MergedArea area)
    {
        var all = rows.ToList();
        var own = all.FindLastIndex(row => row.Number <= area.Bottom);
        var below = all.FindIndex(row => row.Number == area.Bottom + 1);
        var hasParts = below >= 0 && Enumerable.Range(area.Left, area.Right - area.Left + 1).Count(column => !rows[below][column].IsBlank) > 1;
        return area.Right > area.Left && hasParts ? below : own;
    }

    // What merged titles leave in a text file: gaps to the right of a title, and in the row below the parts of just these titles and nothing else
    private bool HasParts(int upper)
    {
        if (merged.Count > 0 || upper + 1 >= rows.Count || LooksLikeData(rows[upper]) || LooksLikeData(rows[upper + 1])) { return false; }
        var width = Math.Max(LastFilled(rows[upper]), LastFilled(rows[upper + 1])) + 1;
        bool IsGap(int column) => column < width && rows[upper][column].IsBlank;
        return width > 2 && !IsGap(0) && Enumerable.Range(0, width).Any(IsGap) && Enumerable.Range(0, width).Count(column => !IsGap(column)) > 1
            && Enumerable.Range(0, width).All(column => rows[upper + 1][column].IsBlank != (IsGap(column) || IsGap(column + 1)));
    }

    private static int LastFilled(TableRow row)
    {
        for (var i = row.Cells.Count - 1; i >= 0; i--)
        {
            if (!row[i].IsBlank) { return i; }
        }
        return -1;
    }

    private List<List<string>> Titles(int top, int bottom)
    {
        var width = Enumerable.Range(top, bottom - top + 1).Max(row => Math.Max(LastFilled(rows[row]), LastMerged(rows[row].Number))) + 1;
        var titles = Enumerable.Range(0, width).Select(_ => new List<string>()).ToList();
        for (var row = top; row <= bottom; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var part = Clean(TitleAt(row, column, bottom));
                if (part.Length > 0 && (titles[column].Count == 0 || titles[column][^1] != part)) { titles[column].Add(part); }
            }
        }
        return titles;
    }

    private int LastMerged(int number) => merged.Crossing(number).Select(area => area.Right).DefaultIfEmpty(-1).Max();

    private string TitleAt(int row, int column, int bottom)
    {
        if (!rows[row][column].IsBlank) { return rows[row][column].Text; }
        foreach (var area in merged.Crossing(rows[row].Number))
        {
            if (area.Covers(rows[row].Number, column)) { return rows.FirstOrDefault(r => r.Number == area.Top)?[area.Left].Text ?? ""; }
        }
        // A text file keeps the merged title in its first column only, and its parts one row below
        if (merged.Count > 0 || row == bottom || rows[row + 1][column].IsBlank) { return ""; }
        for (var left = column; left > 0 && !rows[row + 1][left].IsBlank; left--)
        {
            if (!rows[row][left - 1].IsBlank) { return rows[row + 1][left - 1].IsBlank ? "" : rows[row][left - 1].Text; }
        }
        return "";
    }

    private static string Clean(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('*', '＊', ' ');

    private static List<HeaderColumn> Named(List<List<string>> titles)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var columns = new List<HeaderColumn>(titles.Count);
        for (var i = 0; i < titles.Count; i++)
        {
            var text = titles[i].Count == 0 ? $"（{NumberText.ColumnLetters(i)} 列无标题）" : string.Join('·', titles[i]);
            var times = seen[text] = seen.GetValueOrDefault(text) + 1;
            var key = times == 1 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}#{times}");
            columns.Add(new HeaderColumn(i, text, titles[i].LastOrDefault(text), key));
        }
        return columns;
    }

    // Forms often number their columns below the header: 1 2 3 … or 甲 乙 1 2 3 …
    private static bool IsNumbering(TableRow row, int width)
    {
        var numbers = row.Cells.Where(c => !c.IsBlank).SkipWhile(c => "甲乙丙丁戊".Contains(c.Text.Trim(), StringComparison.Ordinal)).Select(c => c.Text.Trim()).ToList();
        return width >= 3 && numbers.Count >= 3 && numbers.Count >= width - 5
            && numbers.Select((text, i) => text == (i + 1).ToString(CultureInfo.InvariantCulture)).All(same => same);
    }
}
