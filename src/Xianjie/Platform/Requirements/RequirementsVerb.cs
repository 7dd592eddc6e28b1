using System.CommandLine;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Requirements;

/// <summary>Lists the rows of the requirements with and without a passing test; run from the root of the sources after the tests.</summary>
internal static class RequirementsVerb
{
    private static readonly Option<FileInfo> List = new("--list") { Description = "需求清单", DefaultValueFactory = _ => new("docs/requirements.tsv") };
    private static readonly Option<DirectoryInfo> Tests = new("--tests") { Description = "测试源码的文件夹", DefaultValueFactory = _ => new("tests") };
    private static readonly Option<DirectoryInfo> Results = new("--results") { Description = "测试结果（TRX）的文件夹", DefaultValueFactory = _ => new("tests") };
    private static readonly Option<string?> Module = new("--module") { Description = "只列一个模块，如 M3" };
    private static readonly Option<bool> Missing = new("--missing") { Description = "只列没有通过的测试的" };

    public static Command Build()
    {
        var command = new Command("requirements", "需求清单各行有没有通过的测试") { List, Tests, Results, Module, Missing };
        command.SetAction(parsed =>
        {
            var (list, tests, results) = (parsed.GetValue(List)!, parsed.GetValue(Tests)!, parsed.GetValue(Results)!);
            if (!list.Exists || !tests.Exists)
                return Common.Refused(parsed, $"没有找到 {(list.Exists ? tests.FullName : list.FullName)}；请在源码的根目录运行，或用 --list、--tests 指出。");
            using var text = list.OpenText();
            var rows = RequirementList.Read(text);
            var ends = results.Exists ? results.EnumerateFiles("*.trx", SearchOption.AllDirectories).SelectMany(Read).ToList() : [];
            var proofs = tests.EnumerateFiles("*.cs", SearchOption.AllDirectories).SelectMany(f => Proofs.InSource(File.ReadAllText(f.FullName)));
            var states = Proofs.States(rows, proofs, ends);
            var shown = rows.Where(r => parsed.GetValue(Module) is not { } module || r.Modules.Split('/').Contains(module)).ToList();
            foreach (var row in shown.Where(r => !parsed.GetValue(Missing) || states[r.Id] != ProofState.Passed))
                parsed.InvocationConfiguration.Output.WriteLine($"{row.Id}\t{Words(states[row.Id])}\t{row.Modules}\t{row.Words}");
            var counts = shown.CountBy(r => states[r.Id]).ToDictionary(c => c.Key, c => c.Value);
            return Common.Done(parsed, $"共 {shown.Count} 行：{string.Join("，", Enum.GetValues<ProofState>().Reverse().Select(s => $"{Words(s)} {counts.GetValueOrDefault(s)}"))}。",
                new { total = shown.Count, states = shown.ToDictionary(r => r.Id, r => states[r.Id].ToString().ToLowerInvariant()) });
        });
        return command;
    }

    private static IEnumerable<(string Name, bool Passed)> Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        return Proofs.InResults(stream);
    }

    private static string Words(ProofState state) => state switch { ProofState.Passed => "通过", ProofState.Failed => "未通过", ProofState.NotRun => "未运行", _ => "无测试" };
}
