using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;
using Xianjie.Registry.Fields;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Verbs;

/// <summary><c>screen</c>: runs the comparison of a month, or tries other parameter values without leaving anything.</summary>
internal static class ScreenVerb
{
    private static readonly Option<string?> Month = new("--month") { Description = "月份，如 2026-10；默认上个月" };
    private static readonly Option<bool> BackTest = new("--back-test") { Description = "只回看，不生成线索" };
    private static readonly Option<string[]> Tried = new("--what-if") { Description = "试算：键=值 或 键/维度=值，可多次；不留下任何结果" };

    public static Command Build()
    {
        var command = new Command("screen", "比对一个月，生成线索") { Month, BackTest, Tried, CountyOption.Option, ScreenFilesVerb.Build() };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var services = Common.Services(Common.Settings(parsed));
        Migrator.Migrate(services.GetRequiredService<Database>());
        var today = services.GetRequiredService<Clock>().Today;
        var month = parsed.GetValue(Month) ?? today.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return Common.Refused(parsed, $"“{month}”不是月份，应如 2026-10。");
        if (await CountyOption.FindAsync(parsed, services, ct) is not { } county)
            return Common.Refused(parsed, CountyOption.Unclear);
        var order = new ScreeningOrder(county, ScreeningOrder.AsOfMonth(first.Year, first.Month, first > today ? first.AddMonths(1) : today), parsed.GetValue(BackTest), "命令行");
        return parsed.GetValue(Tried) is { Length: > 0 } tried ? await TryAsync(parsed, services, order, tried, ct) : await ScreenAsync(parsed, services, order, ct);
    }

    private static async Task<int> ScreenAsync(ParseResult parsed, ServiceProvider services, ScreeningOrder order, CancellationToken ct)
    {
        var job = await EnqueueAsync(services, order, ct);
        await services.GetRequiredService<Worker>().RunAllAsync(ct);
        await using var db = services.GetRequiredService<JobBoard>().Open();
        var done = await db.Set<Job>().AsNoTracking().SingleAsync(j => j.Id == job, ct);
        if (done.State != JobState.Done)
            return Common.Refused(parsed, done.Outcome ?? "比对没有完成。");
        var run = await db.Set<ScreeningRun>().AsNoTracking().SingleAsync(r => r.JobId == job, ct);
        return Common.Done(parsed, $"{order.Title}：{run.Households:N0} 户、{run.FactRows:N0} 行部门数据，{done.Outcome} 用时 {run.Milliseconds / 1000.0:0.0} 秒。",
            new { run.AsOf, run.Households, run.Persons, run.FactRows, run.Hits, run.NewClues, run.Joined, run.Repeated, run.Milliseconds });
    }

    /// <summary>Puts the order on the board.</summary>
    public static async Task<Guid> EnqueueAsync(IServiceProvider services, ScreeningOrder order, CancellationToken ct)
    {
        var board = services.GetRequiredService<JobBoard>();
        using var turn = await services.GetRequiredService<WriteGate>().EnterAsync(ct);
        await using var db = board.Open();
        var job = board.Draft(ScreeningOrder.JobKind, order.Title, order, order.County, order.By);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return job.Id;
    }

    private static async Task<int> TryAsync(ParseResult parsed, ServiceProvider services, ScreeningOrder order, string[] tried, CancellationToken ct)
    {
        var book = services.GetRequiredService<RuleBook>();
        await using var db = services.GetRequiredService<JobBoard>().Open();
        IParameterSource now = await CountyParameters.LoadAsync(db, book, ct), then = now;
        foreach (var text in tried)
        {
            var (name, value) = text.Split('=', 2) is [var left, var right] ? (left.Split('/', 2), right) : ([text], string.Empty);
            if (book.Rules.Parameters[name[0]] is not { } parameter || CountyParameters.Parse(parameter, value) is not { } read)
                return Common.Refused(parsed, $"“{text}”应写成 键=值，如 单次住院自付线=8000；参数见 rules/parameters.yaml。");
            then = new WhatIf.Replaced(then, parameter.Key, name.Length > 1 ? name[1] : null, read);
        }
        var rules = await RulesInForce.LoadAsync(db, book, order.County, order.AsOf, ct);
        var facts = await new FactLoading(db, book, services.GetRequiredService<RegistryFields>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<Seal>(), order.County, rules, order.AsOf, services.GetServices<IFactSource>(), services.GetRequiredService<IDataConsent>())
            .LoadAsync((_, _) => { }, ct);
        var options = new ScreeningOptions { IgnoreEffective = true };
        var (before, after) = (Screener.Run(facts.Store, rules, now, order.AsOf, options, ct), Screener.Run(facts.Store, rules, then, order.AsOf, options, ct));
        var changed = before.Outcomes.Zip(after.Outcomes).Where(p => p.First.Hits != p.Second.Hits).Select(p => new { p.First.Rule.Id, p.First.Rule.Title, Now = p.First.Hits, Then = p.Second.Hits }).ToList();
        var lines = changed.Select(c => $"{c.Id} {c.Title}：{c.Now:N0} → {c.Then:N0}");
        return Common.Done(parsed, $"全部规则：{before.Hits.Count:N0} → {after.Hits.Count:N0}，试算用时 {after.Elapsed.TotalMilliseconds:0} 毫秒。{Environment.NewLine}{string.Join(Environment.NewLine, lines)}",
            new { now = before.Hits.Count, then = after.Hits.Count, milliseconds = (int)after.Elapsed.TotalMilliseconds, changed });
    }
}
