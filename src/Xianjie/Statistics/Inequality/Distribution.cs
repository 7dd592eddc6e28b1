namespace Xianjie.Statistics.Inequality;

/// <summary>One unit of a survey or register.</summary>
/// <param name="Value">Income or consumption per head, any currency unit; may be nought or negative.</param>
/// <param name="Weight">How many persons it stands for (members, or survey weight × members); above nought.</param>
internal readonly record struct Weighted(double Value, double Weight);

/// <summary>
/// The distribution of a weighted value with the social indicators of the European Union: definitions and weighted quantiles as in A. Alfons and
/// M. Templ, “Estimation of Social Exclusion Indicators from Complex Surveys: The R Package laeken”, Journal of Statistical Software 54(15), 2013, §2–3.
/// </summary>
internal sealed class Distribution
{
    private readonly Weighted[] rising;
    private readonly double[] cumulated;

    /// <exception cref="ArgumentException">No unit, or a weight that is not a number above nought, or a value that is not a number.</exception>
    public Distribution(IEnumerable<Weighted> units)
    {
        // Weights order equal values, so that sums come out alike whatever the order of the rows
        rising = [.. units.OrderBy(u => u.Value).ThenBy(u => u.Weight)];
        if (rising.Length == 0)
            throw new ArgumentException("A distribution needs one unit at least.", nameof(units));
        if (Array.Exists(rising, u => !double.IsFinite(u.Value) || !double.IsFinite(u.Weight) || u.Weight <= 0))
            throw new ArgumentException("Values must be numbers and weights above nought.", nameof(units));
        cumulated = new double[rising.Length];
        for (var i = 0; i < rising.Length; i++)
            cumulated[i] = (i == 0 ? 0 : cumulated[i - 1]) + rising[i].Weight;
    }

    /// <summary>Units, lowest value first.</summary>
    public IReadOnlyList<Weighted> Rising => rising;

    /// <summary>Sum of the weights.</summary>
    public double Population => cumulated[^1];

    public double Mean => rising.Sum(u => u.Weight * u.Value) / Population;

    public double Median => Quantile(0.5);

    /// <summary>Weighted quantile (laeken §2.2): the mean of two neighbours where the share is met exactly.</summary>
    /// <param name="share">0 to 1.</param>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var (aim, slack) = (share * Population, Population * 1e-12);
        var at = Array.FindIndex(cumulated, c => c >= aim - slack);
        return Math.Abs(cumulated[at] - aim) <= slack && at + 1 < rising.Length && share > 0 ? (rising[at].Value + rising[at + 1].Value) / 2 : rising[at].Value;
    }

    /// <summary>At-risk-of-poverty threshold: a share (0.6) of the median.</summary>
    public double RiskThreshold(double share = 0.6) => share * Median;

    /// <summary>At-risk-of-poverty rate, 0 to 1: the share of people below the threshold.</summary>
    public double RiskRate(double share = 0.6) => Below(RiskThreshold(share));

    /// <summary>Share of people strictly below a line, 0 to 1.</summary>
    public double Below(double line) => rising.TakeWhile(u => u.Value < line).Sum(u => u.Weight) / Population;

    /// <summary>Relative median at-risk-of-poverty gap: how far the median of those below the threshold lies under it, in shares of it; null where nobody is below.</summary>
    public double? MedianGap(double share = 0.6)
    {
        var line = RiskThreshold(share);
        var poor = rising.TakeWhile(u => u.Value < line).ToList();
        return poor.Count == 0 || line <= 0 ? null : (line - new Distribution(poor).Median) / line;
    }

    /// <summary>Quintile share ratio S80/S20: total of those above the fourth quintile over total of those up to the first; null where the poorest fifth has nothing.</summary>
    public double? QuintileShareRatio()
    {
        var (first, fourth) = (Quantile(0.2), Quantile(0.8));
        var low = rising.Where(u => u.Value <= first).Sum(u => u.Weight * u.Value);
        return low <= 0 ? null : rising.Where(u => u.Value > fourth).Sum(u => u.Weight * u.Value) / low;
    }

    /// <summary>Gini coefficient, 0 (all alike) to 1; null where the total is not above nought (laeken §3.2, divided by 100).</summary>
    public double? Gini()
    {
        var total = rising.Sum(u => u.Weight * u.Value);
        if (total <= 0)
            return null;
        var (sum, own) = (0.0, 0.0);
        for (var i = 0; i < rising.Length; i++)
        {
            sum += rising[i].Weight * rising[i].Value * cumulated[i];
            own += rising[i].Weight * rising[i].Weight * rising[i].Value;
        }
        return (((2 * sum) - own) / (Population * total)) - 1;
    }

    /// <summary>
    /// Foster–Greer–Thorbecke measure over those strictly below the line (J. Foster, J. Greer, E. Thorbecke, “A Class of Decomposable Poverty
    /// Measures”, Econometrica 52(3), 1984): 0 the headcount, 1 the gap, 2 the severity.
    /// </summary>
    /// <param name="line">Above nought, in the unit of the values.</param>
    /// <param name="order">0, 1 or 2.</param>
    /// <returns>0 and above; at most 1 where no value is negative.</returns>
    public double Fgt(double line, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(line);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return rising.TakeWhile(u => u.Value < line).Sum(u => u.Weight * Math.Pow((line - u.Value) / line, order)) / Population;
    }

    /// <summary>Lorenz curve: share of people and of the total, from (0, 0) to (1, 1); empty where the total is not above nought.</summary>
    public IReadOnlyList<(double People, double Total)> Lorenz(int points)
    {
        var total = rising.Sum(u => u.Weight * u.Value);
        if (total <= 0)
            return [];
        var (curve, held, at) = (new List<(double, double)> { (0, 0) }, 0.0, 0);
        for (var p = 1; p <= points; p++)
        {
            for (; at < rising.Length && cumulated[at] <= (Population * p / points) + (Population * 1e-12); at++)
                held += rising[at].Weight * rising[at].Value;
            var rest = at < rising.Length ? (Population * p / points) - (at == 0 ? 0 : cumulated[at - 1]) : 0;
            curve.Add(((double)p / points, (held + (at < rising.Length ? rest * rising[at].Value : 0)) / total));
        }
        return curve;
    }
}
