using FsCheck;
using FsCheck.Fluent;
using Xianjie.Platform.SmallCells;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>What may be published of counts by place. ASVS 8.3.4.</summary>
public sealed class SmallCellTests
{
    private const int Threshold = 5;

    [Fact]
    public void A_small_count_goes_with_as_few_others_as_hide_it()
    {
        var hidden = SmallCells.Hidden(new[,] { { 3, 20, 30 }, { 40, 8, 60 }, { 70, 80, 90 } }, Threshold);
        Assert.Equal(4, hidden.Cast<bool>().Count(h => h));
        Assert.True(hidden[0, 0] && hidden[0, 1] && hidden[1, 0] && hidden[1, 1]);
        Assert.Equal([true, true, false, false], SmallCells.Hidden([2, 9, 40], Threshold));
        Assert.Equal([true, true], SmallCells.Hidden([2], Threshold));
        Assert.Equal([false, false, false], SmallCells.Hidden([0, 12], Threshold));
    }

    [Fact]
    public void No_count_that_is_left_out_can_be_worked_out_from_what_is_shown()
    {
        var tables = from rows in Gen.Choose(1, 5)
                     from columns in Gen.Choose(1, 5)
                     from cells in Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(0, 6)), (2, Gen.Constant(0)), (3, Gen.Choose(5, 60))), rows * columns)
                     select Table(cells, rows, columns);
        Prop.ForAll(tables.ToArbitrary(), t => Safe(t)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static int[,] Table(int[] cells, int rows, int columns)
    {
        var table = new int[rows, columns];
        for (var i = 0; i < cells.Length; i++)
            table[i / columns, i % columns] = cells[i];
        return table;
    }

    /// <summary>Nobody who knows what is shown, the sums and that counts are not negative can say one hidden count: for each another table fits as well.</summary>
    private static void Safe(int[,] counts)
    {
        var hidden = SmallCells.Hidden(counts, Threshold);
        var (rows, columns) = (counts.GetLength(0), counts.GetLength(1));
        var whole = WithTotals(counts);
        for (var r = 0; r <= rows; r++)
        {
            for (var c = 0; c <= columns; c++)
            {
                Assert.False(!hidden[r, c] && whole[r, c] is > 0 and < Threshold, "a small count is shown");
                Assert.False(hidden[r, c] && whole[r, c] == 0, "nothing is hidden of nought");
                if (hidden[r, c])
                    Assert.True(IsFree(hidden, r, c), $"{r},{c} can be worked out");
            }
        }
    }

    private static int[,] WithTotals(int[,] counts)
    {
        var all = new int[counts.GetLength(0) + 1, counts.GetLength(1) + 1];
        for (var r = 0; r < counts.GetLength(0); r++)
        {
            for (var c = 0; c < counts.GetLength(1); c++)
            {
                foreach (var (i, j) in new[] { (r, c), (r, counts.GetLength(1)), (counts.GetLength(0), c), (counts.GetLength(0), counts.GetLength(1)) })
                    all[i, j] += counts[r, c];
            }
        }
        return all;
    }

    /// <summary>By the equations themselves: the rows' and columns' sums as a linear system in the hidden counts; one is free where no combination of equations fixes it.</summary>
    private static bool IsFree(bool[,] hidden, int row, int column)
    {
        var unknowns = Enumerable.Range(0, hidden.Length).Where(i => hidden[i / hidden.GetLength(1), i % hidden.GetLength(1)]).ToList();
        var (rows, columns) = (hidden.GetLength(0), hidden.GetLength(1));
        var equations = new List<double[]>();
        for (var r = 0; r < rows; r++)
            equations.Add([.. unknowns.Select(u => u / columns != r ? 0.0 : u % columns == columns - 1 ? -1 : 1)]);
        for (var c = 0; c < columns; c++)
            equations.Add([.. unknowns.Select(u => u % columns != c ? 0.0 : u / columns == rows - 1 ? -1 : 1)]);
        double[] asked = [.. unknowns.Select(u => u == row * columns + column ? 1.0 : 0)];
        return Rank([.. equations, asked]) > Rank(equations);
    }

    private static int Rank(List<double[]> given)
    {
        var matrix = given.Select(e => (double[])e.Clone()).ToList();
        var rank = 0;
        for (var c = 0; c < matrix[0].Length && rank < matrix.Count; c++)
        {
            var pivot = matrix.FindIndex(rank, e => Math.Abs(e[c]) > 1e-9);
            if (pivot < 0)
                continue;
            (matrix[rank], matrix[pivot]) = (matrix[pivot], matrix[rank]);
            for (var i = rank + 1; i < matrix.Count; i++)
            {
                var factor = matrix[i][c] / matrix[rank][c];
                for (var j = c; j < matrix[i].Length; j++)
                    matrix[i][j] -= factor * matrix[rank][j];
            }
            rank++;
        }
        return rank;
    }

    [Fact]
    public void Published_texts_show_what_may_be_shown_and_say_why_not()
    {
        var (texts, total) = new PublishedCounts(5).Of([2, 9, 40]);
        Assert.Equal(("<5或为保护隐私不公开", "<5或为保护隐私不公开", "40", "51"), (texts[0], texts[1], texts[2], total));
    }
}
