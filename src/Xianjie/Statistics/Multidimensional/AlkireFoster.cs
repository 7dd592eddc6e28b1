namespace Xianjie.Statistics.Multidimensional;

/// <summary>One indicator of a multidimensional measure.</summary>
/// <param name="Weight">Share of the whole; those of all indicators add up to 1.</param>
internal sealed record Deprivation(string Key, string Title, string Dimension, double Weight);

/// <summary>One household or person.</summary>
/// <param name="Weight">Persons it stands for.</param>
/// <param name="Lacks">One entry per indicator: true where deprived.</param>
internal sealed record Profile(Guid Id, double Weight, IReadOnlyList<bool> Lacks);

/// <summary>What one indicator tells.</summary>
/// <param name="Uncensored">Share of all people deprived in it, 0 to 1.</param>
/// <param name="Censored">Share of all people who are poor and deprived in it.</param>
/// <param name="Contribution">Its part of M0, 0 to 1; those of all indicators add up to 1 (0 where nobody is poor).</param>
internal sealed record DeprivationShare(Deprivation Deprivation, double Uncensored, double Censored, double Contribution);

/// <summary>
/// Multidimensional poverty by the dual cut-off counting method (S. Alkire, J. Foster, “Counting and multidimensional poverty measurement”, Journal
/// of Public Economics 95(7–8), 2011): poor is whose weighted deprivations reach the cut-off.
/// </summary>
/// <param name="Headcount">H: share of people who are poor, 0 to 1.</param>
/// <param name="Intensity">A: mean share of deprivations among the poor; 0 where nobody is.</param>
/// <param name="Poor">Ids of the poor units.</param>
internal sealed record AlkireFoster(double Population, double Headcount, double Intensity, IReadOnlyList<DeprivationShare> Shares, IReadOnlySet<Guid> Poor)
{
    // A third of three sixths must count as reached
    private const double Slack = 1e-9;

    /// <summary>Adjusted headcount M0 = H × A, 0 to 1.</summary>
    public double Adjusted => Headcount * Intensity;

    /// <param name="cutOff">k, above 0 to 1: the union at the smallest weight, the intersection at 1.</param>
    /// <exception cref="ArgumentException">Weights that do not add up to 1, no unit, or a profile of another length.</exception>
    public static AlkireFoster Measure(IReadOnlyList<Deprivation> deprivations, IReadOnlyCollection<Profile> profiles, double cutOff)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutOff);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cutOff, 1);
        if (Math.Abs(deprivations.Sum(d => d.Weight) - 1) > 1e-6)
            throw new ArgumentException("The weights must add up to 1.", nameof(deprivations));
        if (profiles.Count == 0 || profiles.Any(p => p.Lacks.Count != deprivations.Count || p.Weight <= 0))
            throw new ArgumentException("Each profile needs an entry per indicator and a weight above nought.", nameof(profiles));
        var (all, poor, score) = (0.0, 0.0, 0.0);
        var (uncensored, censored, ids) = (new double[deprivations.Count], new double[deprivations.Count], new HashSet<Guid>());
        foreach (var profile in profiles)
        {
            var lack = Score(deprivations, profile);
            var isPoor = lack >= cutOff - Slack;
            all += profile.Weight;
            if (isPoor)
                (poor, score, _) = (poor + profile.Weight, score + (profile.Weight * lack), ids.Add(profile.Id));
            for (var i = 0; i < deprivations.Count; i++)
            {
                uncensored[i] += profile.Lacks[i] ? profile.Weight : 0;
                censored[i] += profile.Lacks[i] && isPoor ? profile.Weight : 0;
            }
        }
        var shares = deprivations.Select((d, i) => new DeprivationShare(d, uncensored[i] / all, censored[i] / all, score > 0 ? d.Weight * censored[i] / score : 0));
        return new(all, poor / all, poor > 0 ? score / poor : 0, [.. shares], ids);
    }

    /// <summary>Weighted share of deprivations of one unit, 0 to 1.</summary>
    public static double Score(IReadOnlyList<Deprivation> deprivations, Profile profile) => deprivations.Select((d, i) => profile.Lacks[i] ? d.Weight : 0).Sum();

    /// <summary>Contribution of each dimension to M0, in the order of the indicators.</summary>
    public IReadOnlyList<(string Dimension, double Contribution)> ByDimension => [.. Shares.GroupBy(s => s.Deprivation.Dimension).Select(g => (g.Key, g.Sum(s => s.Contribution)))];
}
