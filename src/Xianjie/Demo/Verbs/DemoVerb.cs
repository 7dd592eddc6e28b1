using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Verbs;

/// <summary><c>demo</c>: makes the fictional county as files, or as a ready database with accounts.</summary>
internal static class DemoVerb
{
    private static readonly Option<int> People = new("--people") { Description = "人数，100 到 10000000", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "随机种子：种子、人数、基准日相同，生成的县就相同", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> AsOf = new("--as-of") { Description = "基准日", DefaultValueFactory = _ => "2026-11-01" };
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "只把文件生成到这个文件夹，不动数据库" };
    private static readonly Option<double> Dirt = new("--dirt") { Description = "部门文件的脏数据程度，0 到 1", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> HoldBack = new("--hold-back") { Description = "最近几个月的部门文件留着不导入（0 到 2），供演示上传" };
    private static readonly Option<bool> Force = new("--force") { Description = "数据库里已有农户也照样导入" };

    public static Command Build()
    {
        var command = new Command("demo", "生成演示县：文件（--out）或可直接登录的演示系统") { People, Seed, AsOf, Out, Dirt, HoldBack, Force };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var settings = Common.Settings(parsed);
        if (!DateOnly.TryParseExact(parsed.GetValue(AsOf), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf))
            return Common.Refused(parsed, "基准日应写成 2026-11-01 的样子。");
        var target = parsed.GetValue(Out)?.FullName ?? Path.Combine(settings.WorkFolder, "demo");
        var options = new DemoOptions { People = parsed.GetValue(People), Seed = parsed.GetValue(Seed), AsOf = asOf, OutDir = target, Dirt = parsed.GetValue(Dirt), HoldBack = parsed.GetValue(HoldBack) };
        if (options.Refusal() is { } refusal)
            return Common.Refused(parsed, refusal);
        if (parsed.GetValue(Out) is not null)
        {
            Directory.CreateDirectory(target);
            var summary = await DemoCounty.Generate(options, cancellation: ct);
            return Common.Done(parsed, $"已生成 {summary.People:N0} 人、{summary.Households:N0} 户、{summary.Villages:N0} 村，{summary.Bytes >> 20:N0} MB，用时 {summary.Took.TotalSeconds:0.0} 秒：{target}", summary);
        }
        return await SetUpAsync(parsed, settings, options, ct);
    }

    private static async Task<int> SetUpAsync(ParseResult parsed, Platform.Settings settings, DemoOptions options, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await using var services = Common.Services(settings, s => s.AddSingleton<TimeProvider>(new Steps.Loop.DemoTime()));
        var database = services.GetRequiredService<Database>();
        Migrator.Migrate(database);
        await using (var db = database.Open(Scope.All(), TimeProvider.System))
        {
            if (!parsed.GetValue(Force) && await db.Set<Household>().IgnoreQueryFilters().AnyAsync(ct))
                return Common.Refused(parsed, "数据库里已有农户，没有动它。要另建演示县请换一个 --data 目录；确要导入到这个数据库请加 --force。");
        }
        void Say(string words)
        {
            if (!parsed.GetValue(Common.Json))
                parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed.TotalSeconds,5:0.0}s] {words}"));
        }
        var (refusal, accounts) = await DemoSetUp.RunAsync(services, settings, options, Say, ct);
        return refusal is not null ? Common.Refused(parsed, refusal)
            : Common.Done(parsed, $"演示县已就绪，用时 {clock.Elapsed.TotalSeconds:0.0} 秒。账号密码都是 {DemoAccounts.Password}。", new { seconds = clock.Elapsed.TotalSeconds, accounts });
    }
}
