using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Xianjie.Tests.Setup.LongestFirst", "Xianjie.Tests")]

namespace Xianjie.Tests.Setup;

/// <summary>Classes that run for a minute or more begin first: at the end nobody waits for one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["FuzzTests", "MonthTests", "CrashTests", "ForeignRowsTests", "WalkTests", "KeptFigureTests", "IndicatorTests", "StoredMarkupTests", "KilledRunTests", "ImportLoadTests", "ShippedLedgerTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Array.FindIndex(Long, name => c.DisplayName.Contains("." + name + ",", StringComparison.Ordinal) || c.DisplayName.EndsWith("." + name, StringComparison.Ordinal)) is >= 0 and var at ? at : Long.Length);
}
