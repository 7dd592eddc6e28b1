using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Xianjie.Tests.Structure;

/// <summary>docs/security.md names only tests that there are, and every chapter of the standard.</summary>
public sealed partial class SecurityListTests
{
    [Fact]
    public void Every_test_in_the_list_of_security_exists()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "security.md"));
        var tests = typeof(SecurityListTests).Assembly.GetTypes().SelectMany(t => t.GetMethods().Where(m => m.IsDefined(typeof(FactAttribute), true)).Select(m => $"{t.Name}.{m.Name}")).ToHashSet();
        var named = Name().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.True(named.Count > 80, $"{named.Count} tests are named");
        var missing = named.Where(n => n.EndsWith(".*", StringComparison.Ordinal) ? !tests.Any(t => t.StartsWith(n[..^1], StringComparison.Ordinal)) : !tests.Contains(n)).ToList();
        Assert.True(missing.Count == 0, "no such test: " + string.Join(' ', missing));
        Assert.All(Enumerable.Range(1, 14), chapter => Assert.Contains($"V{chapter} ", text, StringComparison.Ordinal));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"`(\w+Tests\.[\w*]+)`")]
    private static partial Regex Name();
}
