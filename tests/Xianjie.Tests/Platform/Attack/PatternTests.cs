using System.Reflection;
using System.Text.RegularExpressions;
using Xianjie.Platform.Data;

namespace Xianjie.Tests.Platform.Attack;

/// <summary>No text makes a pattern run for long (ASVS 5.2.8 as to patterns, CWE-1333).</summary>
public sealed class PatternTests
{
    /// <summary>A pattern either needs time in proportion to the text, whatever the text, or gives up after a while.</summary>
    [Fact]
    public void Every_pattern_of_the_product_is_linear_or_gives_up()
    {
        var patterns = new[] { typeof(XianjieDb).Assembly, typeof(Xianjie.Screening.Catalogue).Assembly }.SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(m => m.IsDefined(typeof(GeneratedRegexAttribute))).Select(m => (Name: $"{m.DeclaringType!.Name}.{m.Name}", Regex: (Regex)m.Invoke(null, null)!)).ToList();
        Assert.True(patterns.Count >= 10, $"{patterns.Count} patterns");
        Assert.Empty(patterns.Where(p => !p.Regex.Options.HasFlag(RegexOptions.NonBacktracking) && p.Regex.MatchTimeout == Regex.InfiniteMatchTimeout).Select(p => p.Name));
    }
}
