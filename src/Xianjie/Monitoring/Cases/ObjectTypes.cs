using Xianjie.Platform.Parameters;

namespace Xianjie.Monitoring.Cases;

/// <summary>
/// Names of those identified. Until 2025 three categories; from 2026 all are 防止返贫致贫对象 (W24). The category is kept in either period,
/// so that a name can be told from it and, with income and history, it from a name.
/// </summary>
internal static class ObjectTypes
{
    public const string Unstable = "脱贫不稳定户", Marginal = "边缘易致贫户", Sudden = "突发严重困难户";

    public static readonly IReadOnlyList<string> Categories = [Unstable, Marginal, Sudden];

    /// <summary>What a category is called in a period.</summary>
    public static string NameIn(PolicyPeriod period, string category) =>
        !Categories.Contains(category) ? throw new ArgumentException($"{category} is no category.", nameof(category))
        : period == PolicyPeriod.Regular ? period.ObjectName : category;

    /// <summary>The category behind a household type; null where it is none of them, or where income isn't known and a person must say.</summary>
    public static string? CategoryOf(string householdType, bool isExitedPoverty, bool? isBelowLine) =>
        Categories.Contains(householdType) ? householdType
        : householdType != PolicyPeriod.Regular.ObjectName ? null
        : isBelowLine switch { true => isExitedPoverty ? Unstable : Marginal, false => Sudden, null => null };
}
