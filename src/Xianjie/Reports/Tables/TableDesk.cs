using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>Draws tables up: reckons their figures, fills the workbook, and fills it again when something is typed in.</summary>
internal sealed class TableDesk(XianjieDb db, TemplateReader reader, TableFigures figures, Places places, Clock clock)
{
    /// <summary>What was drawn up; not saved yet.</summary>
    internal sealed record Drawn(byte[] Workbook, string Cells, IReadOnlyList<ReportFigure> Figures);

    /// <summary>The template, or why it can't be used.</summary>
    public async Task<(Template? Template, string? Refusal)> ReadAsync(TableDefinition definition, CancellationToken ct)
    {
        var template = await reader.ReadAsync(definition.Content, ct);
        return template.Faults.Count == 0 ? (template, null) : (null, $"“{definition.Title}”的模板有误，请先改好再编制：{string.Join('；', template.Faults.Take(3))}");
    }

    public async Task<Drawn> DrawAsync(Template template, ReportTable table, IReadOnlyList<ReportEntry> entries, Action<int, string> progress, CancellationToken ct)
    {
        var reckoned = await figures.ReckonAsync(template, table.Span, table.Division, progress, ct);
        var rows = reckoned.Select(f => new ReportFigure
        {
            TableId = table.Id, Division = f.Key.Place > 0 ? f.Key.Place : table.Division, Ask = f.Key.Ask, Place = f.Key.Place, Value = f.Value.Value, Source = f.Value.Source, Rows = f.Value.Rows.Count,
            Behind = f.Value.Rows.Count is > 0 and <= BehindRows.Most ? BehindRows.Pack(f.Value.Rows) : null,
        }).ToList();
        var (workbook, cells) = Fill(template, table, reckoned.ToDictionary(f => f.Key, f => f.Value.Value), entries);
        // A figure that no cell shows is not kept
        var shown = template.Cells.SelectMany(c => c.Asks.Select(a => (a.Text, c.At.Row, c.Sheet))).Select(a => (a.Text, Level: template.Repeats.GetValueOrDefault((a.Sheet, a.Row)))).ToHashSet();
        var levels = figures.PlacesOf(table.Division);
        return new(workbook, cells, rows.FindAll(f => shown.Any(s => s.Text == f.Ask && (s.Level == PlaceLevel.全部 ? f.Place == table.Division : levels[s.Level].Contains(f.Place)))));
    }

    /// <summary>Fills the workbook of a draft again from its kept figures and what was typed in.</summary>
    public async Task RefillAsync(Template template, ReportTable table, CancellationToken ct)
    {
        var kept = await db.Set<ReportFigure>().AsNoTracking().Where(f => f.TableId == table.Id).ToDictionaryAsync(f => (f.Ask, f.Place), f => f.Value, ct);
        var entries = await db.Set<ReportEntry>().Where(e => e.TableId == table.Id).ToListAsync(ct);
        (table.Workbook, table.Cells) = Fill(template, table, kept, entries);
        table.Version++;
    }

    private (byte[] Workbook, string Cells) Fill(Template template, ReportTable table, IReadOnlyDictionary<(string, long), decimal?> values, IReadOnlyList<ReportEntry> entries)
    {
        var typed = entries.Where(e => e.Value is not null).ToDictionary(e => (e.Sheet, e.Origin, e.Place), e => e.Value!.Value);
        var hands = template.Cells.SelectMany(c => c.Asks.OfType<HandAsk>().Select(a => (a.Text, Cell: c))).GroupBy(h => h.Text).ToDictionary(h => h.Key, h => h.Select(x => (x.Cell.Sheet, Origin: x.Cell.At.ToString())).ToList());
        decimal? Hand(string ask, long place) => hands[ask].Select(c => typed.TryGetValue((c.Sheet, c.Origin, place), out var value) ? (decimal?)value : null).FirstOrDefault(v => v is not null);
        var own = -table.Division;
        var levels = figures.PlacesOf(table.Division).ToDictionary(l => l.Key, l => (IReadOnlyList<long>)[.. l.Value.Where(p => p != own || HasOwn(template, values, entries, own))]);
        var (workbook, cells) = TableFiller.Fill(template, new(levels, (ask, place, number) => ask switch
        {
            WordAsk word => Word(word.Word, table, place, number),
            HandAsk hand => Hand(hand.Text, place),
            ParameterAsk => values.GetValueOrDefault((ask.Text, table.Division)),
            _ => values.GetValueOrDefault((ask.Text, place)),
        }, table.Division));
        return (workbook, JsonSerializer.Serialize(cells.Where(c => c.Place != 0).Select(Placed)));
    }

    /// <summary>Whether any row stands at the area itself, so that it needs a line of its own. Money that is given for the whole county stands there too.</summary>
    private static bool HasOwn(Template template, IReadOnlyDictionary<(string Ask, long Place), decimal?> values, IReadOnlyList<ReportEntry> entries, long own) =>
        entries.Any(e => e.Place == own && e.Value is not null) || template.Cells.SelectMany(c => c.Asks).Where(a => a.Level == PlaceLevel.下级).Any(a => values.GetValueOrDefault((a.Text, own)) is not (null or 0)) || template.Cells.SelectMany(c => c.Asks).Any(a => a is HandAsk);

    private static PlacedCell Placed(FilledCell cell) => new(cell.Sheet, cell.At.ToString(), cell.Origin.ToString(), cell.Place, cell.Formula is { } formula ? "=" + formula : cell.From?.Only is { } ask and not WordAsk ? ask.Text : null, cell.Value as decimal?, Reckoner.Words(cell.Value));

    private object? Word(string word, ReportTable table, long place, int number) => word switch
    {
        "单位" => places.Name(table.Division),
        "期间" => table.Span.Title,
        "填表日期" => clock.Today.ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
        "填表人" => table.DrawnBy.Split('（')[0],
        "序号" => (decimal)number,
        _ => place < 0 ? $"{places.Name(-place)}本级" : places.Find(place)?.Short ?? places.Name(place),
    };
}
