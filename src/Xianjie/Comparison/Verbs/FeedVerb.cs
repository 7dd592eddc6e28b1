using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;

namespace Xianjie.Comparison.Verbs;

/// <summary><c>import feed NAME FILE…</c>: hands department files in without the web.</summary>
internal static class FeedVerb
{
    private static readonly Argument<string> Feed = new("name") { Description = "数据名，中文或英文，如 医保结算 或 medical_settlement" };
    private static readonly Argument<FileInfo[]> Paths = new("files") { Description = "CSV 或 XLSX 文件", Arity = ArgumentArity.OneOrMore };

    public static Command Build()
    {
        var command = new Command("feed", "导入部门数据") { Feed, Paths, CountyOption.Option };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var services = Common.Services(Common.Settings(parsed));
        Migrator.Migrate(services.GetRequiredService<Database>());
        var book = services.GetRequiredService<RuleBook>();
        if (book.Feeds.FirstOrDefault(f => f.Name == parsed.GetValue(Feed) || f.English == parsed.GetValue(Feed)) is not { } feed)
            return Common.Refused(parsed, $"没有“{parsed.GetValue(Feed)}”这类数据，可用：{string.Join('、', book.Feeds.Select(f => f.Name))}");
        if (await CountyOption.FindAsync(parsed, services, ct) is not { } county)
            return Common.Refused(parsed, CountyOption.Unclear);
        var sent = new List<Guid>();
        foreach (var path in parsed.GetValue(Paths)!)
        {
            if (!path.Exists)
                return Common.Refused(parsed, $"找不到文件 {path.FullName}");
            await using var content = path.OpenRead();
            if (!(await services.GetRequiredService<FeedIntake>().SendAsync(content, path.Name, feed, county, new Act("命令行", "导入部门数据"), services.GetRequiredService<Clock>().Today, ct)).TryGet(out var delivery, out var refusal))
                return Common.Refused(parsed, refusal);
            sent.Add(delivery.Id);
        }
        await services.GetRequiredService<Worker>().RunAllAsync(ct);
        return await ReportAsync(parsed, services, sent, ct);
    }

    private static async Task<int> ReportAsync(ParseResult parsed, ServiceProvider services, List<Guid> sent, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<JobBoard>().Open();
        var receipts = await db.Set<Delivery>().AsNoTracking().Where(d => sent.Contains(d.Id)).ToListAsync(ct);
        if (receipts.Find(d => !d.Counts) is { } failed)
            return Common.Refused(parsed, $"{failed.FileName} 没有收下：{failed.Notes}");
        return Common.Done(parsed, string.Join(Environment.NewLine, receipts.Select(d => $"{d.FileName}：收下 {d.Accepted:N0} 行，退回 {d.Refused:N0}，对不上人 {d.Unmatched:N0}，重复 {d.Duplicates:N0}（{d.Hash[..12]}）")),
            receipts.Select(d => new { d.FileName, d.Hash, d.Rows, d.Accepted, d.Refused, d.Unmatched, d.Duplicates }));
    }
}
