using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Xianjie.Platform.Requirements;

/// <summary>How far a requirement is proved.</summary>
internal enum ProofState
{
    /// <summary>No test carries its id.</summary>
    None,
    /// <summary>Tests carry it, none of them is in the results.</summary>
    NotRun,
    Failed,
    Passed,
}

/// <summary>A test that carries the id of a requirement: a method of a class, or a case that names the id itself (tests of ledgers).</summary>
internal sealed record Proof(string Id, string Test);

/// <summary>Finds which tests carry which requirement, and how they ended.</summary>
internal static partial class Proofs
{
    /// <summary>Reads <c>[Requirement("…")]</c> in the sources of tests: on a method, or on a class, where it counts for all of its tests.</summary>
    /// <returns>Tests as class.method.</returns>
    public static IEnumerable<Proof> InSource(string source)
    {
        var (waiting, inherited, type) = (new List<string>(), new List<string>(), string.Empty);
        foreach (var line in source.Split('\n'))
        {
            waiting.AddRange(Mark().Matches(line).Select(m => m.Groups[1].Value));
            if (Type().Match(line) is { Success: true } found)
                (type, inherited, waiting) = (found.Groups[1].Value, [.. waiting], []);
            else if (Method().Match(line) is { Success: true } method && type.Length > 0)
            {
                foreach (var id in waiting.Concat(inherited).Distinct())
                    yield return new(id, $"{type}.{method.Groups[1].Value}");
                waiting.Clear();
            }
        }
    }

    /// <summary>Outcomes in a file of results (TRX): name of the test without namespace, and whether it passed.</summary>
    /// <exception cref="InvalidDataException">Not such a file.</exception>
    public static IEnumerable<(string Name, bool Passed)> InResults(Stream results)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(results, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            document = XDocument.Load(reader);
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"不是测试结果文件（TRX）：{error.Message}");
        }
        return [.. document.Descendants().Where(e => e.Name.LocalName == "UnitTestResult" && e.Attribute("testName") is not null).Select(e => ((string)e.Attribute("testName")!, (string?)e.Attribute("outcome") == "Passed"))];
    }

    /// <summary>The state of each requirement. A failed case outweighs passed ones.</summary>
    public static IReadOnlyDictionary<string, ProofState> States(IEnumerable<Requirement> rows, IEnumerable<Proof> proofs, IReadOnlyCollection<(string Name, bool Passed)> results)
    {
        var byTest = results.ToLookup(r => Short(r.Name), r => r.Passed);
        var named = results.SelectMany(r => Id().Matches(r.Name).Select(m => (Id: m.Value, r.Passed))).ToLookup(r => r.Id, r => r.Passed);
        var carried = proofs.ToLookup(p => p.Id, p => p.Test);
        return rows.ToDictionary(r => r.Id, r =>
        {
            var ends = carried[r.Id].Distinct().SelectMany(t => byTest[t]).Concat(named[r.Id]).ToList();
            return ends.Contains(false) ? ProofState.Failed : ends.Count > 0 ? ProofState.Passed : carried.Contains(r.Id) ? ProofState.NotRun : ProofState.None;
        });
    }

    /// <summary>class.method of a full name with its arguments.</summary>
    private static string Short(string name)
    {
        var plain = name.Split('(')[0].Split('.');
        return plain.Length < 2 ? plain[0] : $"{plain[^2]}.{plain[^1]}";
    }

    [GeneratedRegex(@"Requirement\(""(S\d-\d+)""\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\s*public (?:sealed |static |partial |abstract )*class (\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Type();

    [GeneratedRegex(@"^\s*public (?:async )?(?:Task|void|ValueTask) (\w+)\(", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Method();

    [GeneratedRegex(@"\bS\d-\d+\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
