using FsCheck;
using FsCheck.Fluent;
using Xianjie.Statistics.Inequality;

namespace Xianjie.Tests.Statistics;

public sealed class DistributionTests
{
    private static Distribution Of(params double[] values) => new(values.Select(v => new Weighted(v, 1)));

    // J. Haughton and S. R. Khandker, Handbook on Poverty and Inequality, World Bank 2009, tables 4.2 and 4.3: line 125
    [Fact]
    public void The_poverty_gap_and_its_square_are_those_of_the_handbook()
    {
        var four = Of(100, 110, 150, 160);
        Assert.Equal(0.5, four.Fgt(125, 0), 12);
        Assert.Equal(0.08, four.Fgt(125, 1), 12);
        Assert.Equal(0.0136, four.Fgt(125, 2), 12);
        Assert.Equal(0, four.Fgt(100, 0));
    }

    [Fact]
    public void The_gini_coefficient_of_one_to_four_is_a_quarter_and_of_equals_nought()
    {
        Assert.Equal(0.25, Of(4, 2, 1, 3).Gini()!.Value, 12);
        Assert.Equal(0, Of(7, 7, 7).Gini()!.Value, 12);
        Assert.Null(Of(0, 0).Gini());
    }

    [Fact]
    public void Indicators_of_ten_incomes_are_those_worked_out_by_hand()
    {
        var ten = Of(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
        Assert.Equal((11, 6.6), (ten.Median, Math.Round(ten.RiskThreshold(), 9)));
        Assert.Equal(0.3, ten.RiskRate(), 12);
        // median of 2, 4, 6 is 4: (6.6 - 4) / 6.6
        Assert.Equal(2.6 / 6.6, ten.MedianGap()!.Value, 12);
        // quintiles 5 and 17: (18 + 20) / (2 + 4)
        Assert.Equal(38.0 / 6, ten.QuintileShareRatio()!.Value, 12);
    }

    [Fact]
    public void A_weight_stands_for_that_many_units()
    {
        var heavy = new Distribution([new(2, 3), new(5, 1), new(9, 2)]);
        var plain = Of(2, 2, 2, 5, 9, 9);
        Assert.Equal((plain.Median, plain.Mean, plain.Quantile(0.8)), (heavy.Median, heavy.Mean, heavy.Quantile(0.8)));
        Assert.Equal(plain.Fgt(6, 2), heavy.Fgt(6, 2), 12);
        // Alike units in one row are compared with themselves: the formula of the survey is that of the single units
        Assert.Equal(Pairwise(plain), plain.Gini()!.Value, 12);
    }

    [Fact]
    public void A_distribution_of_nothing_or_with_weights_of_nought_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Distribution([]));
        Assert.Throws<ArgumentException>(() => new Distribution([new(1, 0)]));
        Assert.Throws<ArgumentException>(() => new Distribution([new(double.NaN, 1)]));
    }

    [Fact]
    public void Gini_is_the_mean_difference_of_all_pairs_whatever_the_order() => Prop.ForAll(Incomes(), values =>
    {
        var distribution = new Distribution(values.Select(v => new Weighted(v, 1)));
        var gini = distribution.Gini()!.Value;
        return Math.Abs(gini - Pairwise(distribution)) < 1e-9 && gini == new Distribution(values.Reverse().Select(v => new Weighted(v, 1))).Gini();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Poverty_of_the_whole_is_the_mean_of_its_parts_by_people() => Prop.ForAll(Incomes(), Incomes(), (one, other) =>
    {
        var (a, b, line) = (new Distribution(one.Select(v => new Weighted(v, 2))), new Distribution(other.Select(v => new Weighted(v, 3))), 5_000);
        var all = new Distribution(a.Rising.Concat(b.Rising));
        return Enumerable.Range(0, 3).All(order => Math.Abs(all.Fgt(line, order) - (((a.Fgt(line, order) * a.Population) + (b.Fgt(line, order) * b.Population)) / all.Population)) < 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_lorenz_curve_rises_below_the_diagonal_and_its_area_gives_gini() => Prop.ForAll(Incomes(), values =>
    {
        var distribution = new Distribution(values.Select(v => new Weighted(v, 1)));
        var curve = distribution.Lorenz(values.Length);
        var area = curve.Zip(curve.Skip(1), (a, b) => (b.People - a.People) * (a.Total + b.Total) / 2).Sum();
        return curve.All(p => p.Total <= p.People + 1e-9) && Math.Abs(curve[^1].Total - 1) < 1e-9 && Math.Abs(1 - (2 * area) - distribution.Gini()!.Value) < 1e-9;
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<double[]> Incomes() => Gen.Choose(1, 10_000).Select(i => (double)i).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary();

    /// <summary>The definition: mean absolute difference of all pairs over twice the mean.</summary>
    private static double Pairwise(Distribution d) => d.Rising.SelectMany(_ => d.Rising, (a, b) => Math.Abs(a.Value - b.Value)).Sum() / (2.0 * d.Rising.Count * d.Rising.Count * d.Mean);
}
