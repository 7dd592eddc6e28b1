namespace Xianjie.Platform.SmallCells;

/// <summary>
/// Keeps small counts out of published tables. A count from 1 to below the threshold is left out (primary), and so many others with it (complementary)
/// that none of those left out can be worked out from the totals. The cells left out are the edges of a graph between rows and columns, totals being
/// one more row and column: a cell can be worked out exactly if no circle of such edges goes through it. Only counts above 0 are left out, so that along a circle every
/// count can be one more or one less, and each has at least two possible values even for who knows that counts are not negative.
/// </summary>
internal static class SmallCells
{
    /// <summary>Which cells are left out: one row and one column longer than the counts, for the totals.</summary>
    public static bool[,] Hidden(int[,] counts, int threshold)
    {
        var cells = WithTotals(counts);
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        var hidden = new bool[rows, columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
                hidden[r, c] = cells[r, c] > 0 && cells[r, c] < threshold;
        }
        while (Bridge(hidden) is { } bridge)
        {
            var (row, column) = Cheapest(cells, hidden, bridge);
            hidden[row, column] = true;
        }
        return hidden;
    }

    /// <summary>A single list with its total: which counts are left out, the last standing for the total.</summary>
    public static bool[] Hidden(IReadOnlyList<int> counts, int threshold)
    {
        var hidden = counts.Append(counts.Sum()).Select(n => n > 0 && n < threshold).ToArray();
        // One alone would be the total less the others
        while (hidden.Count(h => h) == 1)
        {
            var shown = Enumerable.Range(0, hidden.Length).Where(i => !hidden[i] && (i == counts.Count ? counts.Sum() : counts[i]) > 0).ToList();
            hidden[shown.OrderBy(i => i == counts.Count ? 1 : 0).ThenBy(i => i == counts.Count ? 0 : counts[i]).First()] = true;
        }
        return hidden;
    }

    private static int[,] WithTotals(int[,] counts)
    {
        var (rows, columns) = (counts.GetLength(0), counts.GetLength(1));
        var all = new int[rows + 1, columns + 1];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                if (counts[r, c] < 0)
                    throw new ArgumentOutOfRangeException(nameof(counts), "A count is not negative.");
                all[r, c] = counts[r, c];
                all[r, columns] += counts[r, c];
                all[rows, c] += counts[r, c];
                all[rows, columns] += counts[r, c];
            }
        }
        return all;
    }

    /// <summary>A hidden cell on no circle, that is, one that could be worked out; null where there is none.</summary>
    private static (int Row, int Column)? Bridge(bool[,] hidden)
    {
        for (var r = 0; r < hidden.GetLength(0); r++)
        {
            for (var c = 0; c < hidden.GetLength(1); c++)
            {
                if (hidden[r, c] && !Side(hidden, r, c).Columns[c])
                    return (r, c);
            }
        }
        return null;
    }

    /// <summary>Rows and columns that can be reached from the row over hidden cells other than the one given.</summary>
    private static (bool[] Rows, bool[] Columns) Side(bool[,] hidden, int row, int column)
    {
        var (rows, columns) = (new bool[hidden.GetLength(0)], new bool[hidden.GetLength(1)]);
        var next = new Stack<(bool IsRow, int At)>([(true, row)]);
        rows[row] = true;
        while (next.TryPop(out var node))
        {
            for (var i = 0; i < (node.IsRow ? columns.Length : rows.Length); i++)
            {
                var (r, c) = node.IsRow ? (node.At, i) : (i, node.At);
                var seen = node.IsRow ? columns : rows;
                if (!hidden[r, c] || seen[i] || (r == row && c == column))
                    continue;
                seen[i] = true;
                next.Push((!node.IsRow, i));
            }
        }
        return (rows, columns);
    }

    /// <summary>The cell to leave out with a bridge: best one that closes a circle at once, else one that leads on; inner cells before totals, small before large.</summary>
    private static (int Row, int Column) Cheapest(int[,] cells, bool[,] hidden, (int Row, int Column) bridge)
    {
        var (rows, columns) = Side(hidden, bridge.Row, bridge.Column);
        (int Row, int Column)? best = null;
        var least = (Closes: 2, Total: 2, Size: int.MaxValue);
        for (var r = 0; r < cells.GetLength(0); r++)
        {
            for (var c = 0; c < cells.GetLength(1); c++)
            {
                if (hidden[r, c] || cells[r, c] == 0 || (r != bridge.Row && c != bridge.Column && rows[r] == columns[c]))
                    continue;
                var cost = (Closes: Closes(hidden, rows, columns, r, c) ? 0 : 1, Total: r == cells.GetLength(0) - 1 || c == cells.GetLength(1) - 1 ? 1 : 0, Size: cells[r, c]);
                if (cost.CompareTo(least) < 0)
                    (best, least) = ((r, c), cost);
            }
        }
        return best ?? throw new InvalidOperationException("A count above nought always has totals above nought.");
    }

    /// <summary>Whether the cell joins the two sides that the bridge parts: one end reached from its row, the other from its column.</summary>
    private static bool Closes(bool[,] hidden, bool[] rows, bool[] columns, int row, int column) =>
        rows[row] != columns[column] && (rows[row] ? IsUsed(hidden, column, isRow: false) : IsUsed(hidden, row, isRow: true));

    private static bool IsUsed(bool[,] hidden, int at, bool isRow)
    {
        for (var i = 0; i < hidden.GetLength(isRow ? 1 : 0); i++)
        {
            if (isRow ? hidden[at, i] : hidden[i, at])
                return true;
        }
        return false;
    }
}
