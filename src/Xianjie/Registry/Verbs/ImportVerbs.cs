using System.CommandLine;
using System.Diagnostics;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Verbs;
using Xianjie.Registry.Import;

namespace Xianjie.Registry.Verbs;

/// <summary><c>import households|members|incomes|living|measures|combined FILE…</c> and <c>import registry DIR</c>.</summary>
internal static class ImportVerbs
{
    private static readonly Argument<FileInfo[]> Files = new("file") { Description = "CSV、XLSX 或 XLS 文件", Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<DirectoryInfo> Folder = new("dir") { Description = "含 户、成员、年收入、生产生活条件、帮扶措施 五个 CSV 的文件夹" };
    private static readonly Option<int?> Year = new("--year") { Description = "收入年度（文件里没有“年度”列时）" };
    private static readonly Option<FileInfo?> Errors = new("--errors") { Description = "把退回的行写成 XLSX 放到这里" };

    /// <summary>Files of a registry folder, in the order in which they must come in; Chinese or English names.</summary>
    private static readonly (string[] Names, string Shape)[] RegistryFiles =
    [
        (["户", "households", "household"], "households"), (["成员", "members", "member"], "members"), (["年收入", "incomes", "income_year"], "incomes"),
        (["生产生活条件", "living", "conditions"], "living"), (["帮扶措施", "measures", "measure"], "measures"),
    ];

    public static IEnumerable<Command> Build()
    {
        foreach (var shape in FileShape.All)
            yield return One(shape);
        var registry = new Command("registry", "导入整套户籍台账（五个 CSV 一次完成）") { Folder, Year };
        registry.SetAction(async (parsed, ct) =>
        {
            var folder = parsed.GetValue(Folder)!;
            var files = Find(folder.FullName);
            return files.Count == 0 ? Common.Refused(parsed, $"{folder.FullName} 里没有 户.csv、成员.csv 等文件。") : await RunAsync(parsed, files, ct);
        });
        yield return registry;
    }

    public static List<(string Path, FileShape Shape)> Find(string folder) =>
    [
        .. RegistryFiles.Select(f => (Path: f.Names.Select(n => Path.Combine(folder, n + ".csv")).FirstOrDefault(File.Exists), f.Shape))
            .Where(f => f.Path is not null).Select(f => (f.Path!, FileShape.Find(f.Shape))),
    ];

    private static Command One(FileShape shape)
    {
        var command = new Command(shape.Key, $"导入{shape.Title}") { Files, Year, Errors };
        command.SetAction((parsed, ct) => RunAsync(parsed, [.. parsed.GetValue(Files)!.Select(f => (f.FullName, shape))], ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, List<(string Path, FileShape Shape)> files, CancellationToken ct)
    {
        if (files.Find(f => !File.Exists(f.Path)).Path is { } missing)
            return Common.Refused(parsed, $"没有文件 {missing}。");
        var settings = Common.Settings(parsed);
        await using var services = Common.Services(settings);
        Migrator.Migrate(services.GetRequiredService<Database>());
        var lines = new List<string>();
        var results = new List<object>();
        foreach (var (path, shape) in files)
        {
            var clock = Stopwatch.StartNew();
            var (counts, refusal) = await TakeAsync(parsed, services, path, shape, ct);
            if (counts is null)
                return Common.Refused(parsed, refusal!);
            var told = counts.Bad == 0 || parsed.GetResult(Errors) is not null || !parsed.CommandResult.Command.Options.Contains(Errors) ? string.Empty : "加 --errors 文件.xlsx 可得到退回的行和原因。";
            lines.Add($"{Path.GetFileName(path)}：{counts.Words}用时 {clock.Elapsed.TotalSeconds:0.0} 秒（{counts.Rows / Math.Max(0.001, clock.Elapsed.TotalSeconds):N0} 行/秒）。{told}");
            results.Add(new { file = Path.GetFileName(path), counts, seconds = clock.Elapsed.TotalSeconds });
        }
        return Common.Done(parsed, string.Join('\n', lines), results);
    }

    private static async Task<(ImportCounts? Counts, string? Refusal)> TakeAsync(ParseResult parsed, ServiceProvider services, string path, FileShape shape, CancellationToken ct)
    {
        try
        {
            using var progress = new RowProgress(parsed, Path.GetFileName(path), RowProgress.IsShown(parsed) ? RowProgress.RowsOf(path) : 0);
            var result = await services.GetRequiredService<DiskImport>().RunAsync(path, shape, parsed.GetValue(Year), progress.Report, ct);
            if (!result.IsOk)
                return (null, result.Refusal);
            var (outcome, header) = result.Value;
            if (parsed.GetResult(Errors) is not null && parsed.GetValue(Errors) is { } errors && outcome.Refused.Count > 0)
            {
                await using var output = errors.Create();
                ErrorWorkbook.Write(output, header, outcome.Refused);
            }
            return (outcome.Counts, null);
        }
        catch (JobRefusedException refused)
        {
            return (null, refused.Message);
        }
    }
}
