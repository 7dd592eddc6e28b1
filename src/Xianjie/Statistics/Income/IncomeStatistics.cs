using Xianjie.Statistics.Inequality;

namespace Xianjie.Statistics.Income;

/// <summary>What is known of the income per head of some households; amounts in 分, shares from 0 to 1.</summary>
/// <param name="Line">The monitoring line of the year; null where the county has none.</param>
/// <param name="Risk">60 % of the county's median, the same for every part of it, rounded up to 分: below it is below the exact value too.</param>
internal sealed record IncomeStatistics(int Households, long People, double Mean, double Median, long? Line, PovertyMeasures? UnderLine, long Risk, PovertyMeasures UnderRisk, double? MedianGap, double? Quintiles, double? Gini)
{
    /// <returns>Null where no household has an income.</returns>
    public static IncomeStatistics? Of(IReadOnlyCollection<IncomeUnit> units, long? line, long risk)
    {
        if (units.Count == 0)
            return null;
        var distribution = new Distribution(units.Select(u => new Weighted(u.PerHead, u.People)));
        return new(units.Count, units.Sum(u => (long)u.People), distribution.Mean, distribution.Median, line, line is { } l ? PovertyMeasures.Of(distribution, units, l) : null, risk,
            PovertyMeasures.Of(distribution, units, risk), distribution.MedianGap(), distribution.QuintileShareRatio(), distribution.Gini());
    }

    /// <summary>At-risk-of-poverty threshold of these units in 分, rounded up; 0 where there are none.</summary>
    public static long Threshold(IReadOnlyCollection<IncomeUnit> units) =>
        units.Count == 0 ? 0 : Math.Max(0, (long)Math.Ceiling(Math.Round(new Distribution(units.Select(u => new Weighted(u.PerHead, u.People))).RiskThreshold(), 6)));
}

/// <summary>Headcount, gap and severity under a line.</summary>
internal sealed record PovertyMeasures(int Households, long People, double Headcount, double Gap, double Severity)
{
    public static PovertyMeasures Of(Distribution distribution, IReadOnlyCollection<IncomeUnit> units, long line)
    {
        var below = units.Where(u => u.PerHead < line).ToList();
        return line <= 0 ? new(0, 0, 0, 0, 0) : new(below.Count, below.Sum(u => (long)u.People), distribution.Fgt(line, 0), distribution.Fgt(line, 1), distribution.Fgt(line, 2));
    }
}
