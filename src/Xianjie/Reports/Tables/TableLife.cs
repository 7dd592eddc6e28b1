using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>From draft to reported: who may do what with a table, and what follows. Answers are words for a refusal, or null.</summary>
internal sealed class TableLife(XianjieDb db, TemplateBook book, TableDesk desk, CurrentUser user, Places places, JobBoard board, Clock clock)
{
    public static Guid WorkSubject(string key, long division, int period) => WorkItem.SubjectOf($"{key}|{division}|{period}");

    /// <summary>Where there is a draft already, that; else one is begun: at once for a township, by a job for more.</summary>
    /// <returns>The address to go on at, or a refusal.</returns>
    public async Task<(string? Address, string? Refusal)> StartAsync(string key, TableSpan span, CancellationToken ct)
    {
        if (span.First > clock.Today)
            return (null, $"{span.Title}还没有开始，不能编制。");
        if (await book.FindAsync(key, span.Last, ct) is not { } definition || definition.Kind != span.Kind)
            return (null, "没有这张表，或这张表不按这样的周期上报。");
        if (definition.IsRetired)
            return (null, $"“{definition.Title}”自 {definition.EffectiveFrom:yyyy-MM-dd} 起不再上报。");
        var (area, number) = (user.Area, span.Number);
        var versions = await db.Set<ReportTable>().AsNoTracking().Where(t => t.Key == key && t.Division == area && t.Period == number).OrderByDescending(t => t.Number).Select(t => new { t.Id, t.Number, t.State }).ToListAsync(ct);
        if (versions.FirstOrDefault(t => t.State == TableState.草稿) is { } draft)
            return ($"/reports/tables/{draft.Id}", null);
        var (template, refusal) = await desk.ReadAsync(definition, ct);
        if (template is null)
            return (null, refusal);
        var table = New(definition, span, area, (versions.Count == 0 ? 0 : versions[0].Number) + 1, user.Acts(string.Empty).By);
        if (places.Find(area)?.Level is DivisionLevel.Township or DivisionLevel.Village)
        {
            db.Act = user.Acts($"编制{definition.Title}", span.Title);
            Put(db, table, await desk.DrawAsync(template, table, [], (_, _) => { }, ct));
            db.Add(table);
            await db.SaveChangesAsync(ct);
            return ($"/reports/tables/{table.Id}", null);
        }
        return (await BoardAsync(new(null, key, span.Kind, number, area, table.Number), $"编制{definition.Title}（{span.Title}）", ct), null);
    }

    /// <summary>Draws a draft up anew; what was typed in stays.</summary>
    public async Task<(string? Address, string? Refusal)> RedrawAsync(ReportTable table, CancellationToken ct) => Open(table) is { } refusal ? (null, refusal) : (await BoardAsync(new(table.Id, table.Key, table.Kind, table.Period, table.Division, table.Number), $"重新编制{table.Title}（{table.Span.Title}）", ct), null);

    private async Task<string> BoardAsync(DrawOrder order, string title, CancellationToken ct)
    {
        var job = board.Draft(DrawJob.JobKind, title, order, order.Division, user.Acts(string.Empty).By);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return $"/jobs/{job.Id}";
    }

    public ReportTable New(TableDefinition definition, TableSpan span, long area, int number, string by) => new()
    {
        Key = definition.Key, TemplateVersion = definition.Version, Title = definition.Title, Kind = span.Kind, Period = span.Number, Division = area, Number = number, Workbook = [], Cells = "[]", DrawnBy = by, DrawnAt = clock.Now,
    };

    public static void Put(XianjieDb db, ReportTable table, TableDesk.Drawn drawn)
    {
        (table.Workbook, table.Cells) = (drawn.Workbook, drawn.Cells);
        db.AddRange(drawn.Figures);
    }

    /// <summary>What was typed into cells of a draft: a value that no ledger holds, or words beside a figure. An empty value takes it away.</summary>
    public async Task<string?> EnterAsync(ReportTable table, IReadOnlyList<(PlacedCell Cell, decimal? Value, string? Note, bool IsNote)> typed, CancellationToken ct)
    {
        if (Open(table) is { } refusal)
            return refusal;
        var act = db.Act = user.Acts($"填写{table.Title}", table.Span.Title);
        var entries = await db.Set<ReportEntry>().Where(e => e.TableId == table.Id).ToDictionaryAsync(e => (e.Sheet, e.Origin, e.Place), ct);
        foreach (var (cell, value, note, isNote) in typed)
        {
            var entry = entries.GetValueOrDefault(cell.Key);
            if (entry is null && value is null && note is null)
                continue;
            if (entry is null)
                db.Add(entry = new ReportEntry { TableId = table.Id, Division = table.Division, Sheet = cell.Sheet, Origin = cell.Origin, Place = cell.Place, By = act.By, At = clock.Now });
            if (isNote ? entry.Note == note : entry.Value == value)
                continue;
            (entry.By, entry.At) = (act.By, clock.Now);
            if (isNote)
                entry.Note = note;
            else
                entry.Value = value;
        }
        await db.SaveChangesAsync(ct);
        if (await book.VersionAsync(table.Key, table.TemplateVersion, ct) is not { } definition)
            return "这张表的模板已不在系统，不能再填写。";
        var (template, wrong) = await desk.ReadAsync(definition, ct);
        if (template is null)
            return wrong;
        await desk.RefillAsync(template, table, ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>From here on it stays as it is; the version before is marked as put right.</summary>
    public async Task<string?> ReportAsync(ReportTable table, string? words, CancellationToken ct)
    {
        if (Open(table) is { } refusal)
            return refusal;
        if (words?.Length > 200)
            return "说明最多 200 个字。";
        if (table.Number > 1 && string.IsNullOrWhiteSpace(words))
            return "更正上报要写明更正的原因。";
        var act = db.Act = user.Acts($"上报{table.Title}", table.Span.Title + (string.IsNullOrWhiteSpace(words) ? string.Empty : "：" + words.Trim()));
        (table.State, table.ReportedBy, table.ReportedAt, table.Words, table.Version) = (TableState.已上报, act.By, clock.Now, string.IsNullOrWhiteSpace(words) ? null : words.Trim(), table.Version + 1);
        foreach (var before in await db.Set<ReportTable>().Where(t => t.Key == table.Key && t.Division == table.Division && t.Period == table.Period && t.State == TableState.已上报 && t.Id != table.Id).ToListAsync(ct))
            (before.State, before.Version) = (TableState.已更正, before.Version + 1);
        var subject = WorkSubject(table.Key, table.Division, table.Period);
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == subject && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(act.By, clock.Now, "已上报");
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static string? Open(ReportTable table) => table.State == TableState.草稿 ? null : "这张表已经上报，不能再改；要改请编制更正表。";
}
