using System.Text.RegularExpressions;

namespace Xianjie.Tests.Structure;

/// <summary>Which module may name which: Platform names none, and every module only those of its row.</summary>
public sealed partial class ModuleBoundaryTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Platform"] = [],
        ["Registry"] = ["Platform"],
        ["Comparison"] = ["Platform", "Registry"],
        ["Monitoring"] = ["Platform", "Registry", "Comparison"],
        ["SocialRelief"] = ["Platform", "Registry", "Comparison", "Monitoring"],
        ["Statistics"] = ["Platform", "Registry", "Monitoring", "Ledgers"],
        ["Overview"] = ["Platform", "Ledgers"],
        ["Ledgers"] = ["Platform", "Registry"],
        ["Reports"] = ["Platform", "Registry", "Comparison", "Ledgers"],
        ["Demo"] = ["Platform", "Registry", "Comparison", "Monitoring", "SocialRelief", "Ledgers", "Overview", "Reports"],
    };

    // The two places that may name every module: where they are listed, and where their verbs are.
    private static readonly string[] Roots = ["Modules.cs", "Program.cs"];

    [Fact]
    public void Modules_name_only_what_their_row_allows()
    {
        var source = Path.Combine(Repository(), "src", "Xianjie");
        var trespasses = Directory.EnumerateFiles(source, "*.cs*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(source, f).Replace('\\', '/'))
            .Where(f => f.Contains('/', StringComparison.Ordinal) && !f.StartsWith("obj/", StringComparison.Ordinal) && !f.StartsWith("bin/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal) | f.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(f => f is not "Platform/Verbs/Commands.cs" && !Roots.Contains(f))
            .SelectMany(f => Trespasses(f, File.ReadAllText(Path.Combine(source, f)))).ToList();
        Assert.Empty(trespasses);
    }

    [Theory]
    [InlineData("Platform/Jobs/Job.cs", "using Xianjie.Registry.People;")]
    [InlineData("Registry/A.cs", "var x = Xianjie.Comparison.Clues.Clue.None;")]
    [InlineData("Brand/New.cs", "namespace Xianjie.Brand;")]
    public void A_trespass_is_caught(string file, string text) => Assert.NotEmpty(Trespasses(file, text));

    private static IEnumerable<string> Trespasses(string file, string text)
    {
        var module = file.Split('/')[0];
        if (!Allowed.TryGetValue(module, out var may))
            return [$"{file}: the module {module} has no row in this table"];
        return Named().Matches(text).Select(m => m.Groups[1].Value).Where(n => n != module && Allowed.ContainsKey(n) && !may.Contains(n)).Distinct().Select(n => $"{file} names {n}");
    }

    [GeneratedRegex(@"\bXianjie\.(\w+)")]
    private static partial Regex Named();

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Xianjie.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
