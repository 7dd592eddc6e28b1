namespace Xianjie.Screening.Language;

/// <summary>A rule's own test: facts of one household, and how many hits they must give.</summary>
public sealed record RuleTest(string Name, DateOnly AsOf, int Expect, string? Message)
{
    internal IReadOnlyList<(FactTable Fact, YamlMap Row)> Given { get; init; } = [];

    internal IReadOnlyList<(string Key, string? Dimension, object Value)> Parameters { get; init; } = [];

    /// <summary>1-based line of the test in its file.</summary>
    public int Line { get; init; }
}
