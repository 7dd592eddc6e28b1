using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Csv;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Verbs;

/// <summary><c>screen files FOLDER</c>: the shipped rules over a folder of CSV files, each named after what it holds (户.csv, 成员.csv, 医保结算.csv …).
/// Touches no database, and takes a few hundred megabytes of memory however large the files are.</summary>
internal static class ScreenFilesVerb
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = "文件夹：户.csv、成员.csv 和部门数据（医保结算.csv 等），子文件夹也看" };
    private static readonly Option<string?> Day = new("--as-of") { Description = "比对到哪一天，如 2026-10-31；默认上月末" };
    private static readonly Option<bool> Quality = new("--quality") { Description = "连同户档质量检查的规则" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "把命中写到这个 CSV 文件：规则、户编号、说明" };

    public static Command Build()
    {
        var command = new Command("files", "不入库，直接比对一个文件夹里的 CSV 文件") { Folder, Day, Quality, Out };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var today = new Clock(TimeProvider.System).Today;
        var asOf = today.AddDays(-today.Day);
        if (parsed.GetValue(Day) is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out asOf))
            return Common.Refused(parsed, $"“{day}”不是日期，应如 2026-10-31。");
        var folder = parsed.GetValue(Folder)!;
        if (!folder.Exists)
            return Common.Refused(parsed, $"找不到文件夹 {folder.FullName}");
        var book = RulesVerb.Book();
        var rules = parsed.GetValue(Quality) ? book.Rules : book.Rules.Where(r => r.Class != RuleClass.Quality);
        var files = folder.GetFiles("*.csv", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal)
            .Select(f => (File: f, Fact: book.Catalogue[Path.GetFileNameWithoutExtension(f.Name)])).ToList();
        foreach (var needed in new[] { book.Catalogue.Household, book.Catalogue.Member })
            if (!files.Exists(f => f.Fact == needed))
                return Common.Refused(parsed, $"{folder.FullName} 里没有 {needed.Name}.csv。");
        var streams = new List<Stream>();
        try
        {
            return Screen(parsed, book, rules, asOf, [.. files.Where(f => f.Fact is not null).Select(f => Source(f.Fact!, f.File, folder, streams))], [.. files.Where(f => f.Fact is null).Select(f => Path.GetRelativePath(folder.FullName, f.File.FullName))]);
        }
        catch (TableRefusedException refused)
        {
            return Common.Refused(parsed, $"{Path.GetFileName(((FileStream)streams[^1]).Name)}：{refused.Message}");
        }
        finally
        {
            streams.ForEach(s => s.Dispose());
        }
    }

    private static CsvSource Source(FactTable fact, FileInfo file, DirectoryInfo folder, List<Stream> streams)
    {
        Stream content = file.OpenRead();
        streams.Add(content);
        var (encoding, preamble, _) = CsvEncoding.Detect(content);
        content.Position = preamble;
        return new CsvSource(fact, Path.GetRelativePath(folder.FullName, file.FullName), encoding is UTF8Encoding ? content : Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8, leaveOpen: true));
    }

    private static int Screen(ParseResult parsed, RuleBook book, RuleSet rules, DateOnly asOf, List<CsvSource> sources, List<string> others)
    {
        var clock = Stopwatch.StartNew();
        using var parts = FactLoader.LoadParts(book.Catalogue, sources, Path.GetTempPath(), new LoadOptions { Columns = rules.Columns, Until = asOf, Details = false });
        using var progress = new RowProgress(parsed, "比对", parts.Households, "户");
        if (parts.Report.Files.FirstOrDefault(f => f.Failure is not null) is { } broken)
            return Common.Refused(parsed, $"{broken.File}：{broken.Failure}。");
        var (hits, households) = (new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        using var output = parsed.GetValue(Out)?.Create();
        using var writer = output is null ? null : new CsvWriter(output);
        writer?.Write("规则", "标题", "户编号", "行政区划", "说明");
        parts.Screen(rules, null, asOf, found =>
        {
            progress.Report(households += found.Store.Households);
            foreach (var outcome in found.Outcomes)
                hits[outcome.Rule.Id] = hits.GetValueOrDefault(outcome.Rule.Id) + outcome.Hits;
            foreach (var hit in writer is null ? [] : found.Hits)
                writer!.Write(found.Rules[hit.Rule].Id, found.Rules[hit.Rule].Title, found.Store.HouseholdNo(hit.Household), found.Store.Division(hit.Household), found.Explain(hit).Message);
        });
        var seconds = clock.Elapsed.TotalSeconds;
        var lines = hits.Where(h => h.Value > 0).Select(h => $"{h.Key} {rules[h.Key]!.Title}：{h.Value:N0}")
            .Concat(parts.Report.Files.Where(f => f.Unmatched + f.RefusedRows > 0).Select(f => $"{f.File}：对不上人 {f.Unmatched:N0} 行，退回 {f.RefusedRows:N0} 行"))
            .Concat(others.Select(o => $"{o}：没有这类数据，未读"));
        return Common.Done(parsed, $"{asOf:yyyy-MM-dd}，{parts.Households:N0} 户 {parts.Persons:N0} 人，{rules.Rules.Count:N0} 条规则，命中 {hits.Values.Sum():N0}，用时 {seconds:0.0} 秒。{Environment.NewLine}{string.Join(Environment.NewLine, lines)}",
            new { asOf, parts.Households, parts.Persons, rules = rules.Rules.Count, hits = hits.Values.Sum(), seconds = Math.Round(seconds, 2), byRule = hits, unread = others });
    }
}
