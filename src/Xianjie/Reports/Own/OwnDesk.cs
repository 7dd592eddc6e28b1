using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Own;

/// <summary>One line of a result: a group with its measures.</summary>
internal sealed record OwnLine(string Key, string Title, IReadOnlyList<decimal?> Values, int Rows);

/// <summary>What came of a query: the lines of its groups, or the ids of its list, and all ids by group.</summary>
internal sealed record OwnResult(RowSource Source, OwnQuery Query, IReadOnlyList<OwnLine> Lines, OwnLine Whole, IReadOnlyList<Guid> Ids, IReadOnlyDictionary<string, IReadOnlyList<Guid>> Behind);

/// <summary>Runs own reports inside the scope of whoever opens them.</summary>
internal sealed class OwnDesk(SourceBook sources, MeasureDesk measures, XianjieDb db, CurrentUser user, Places places, Clock clock)
{
    public const int MostListed = 50_000;

    /// <summary>Reports that the person saved or the own unit shares.</summary>
    public IQueryable<OwnReport> Mine()
    {
        var (me, division, department) = (user.Id, user.Division, user.Department);
        return db.Set<OwnReport>().Where(r => r.OwnerId == me || (r.Shared && r.Division == division && r.Department == department));
    }

    /// <summary>The result, or why the person can't have it.</summary>
    public async Task<(OwnResult? Result, string? Refusal)> RunAsync(OwnQuery query, CancellationToken ct)
    {
        if (await sources.FindAsync(query.Source, ct) is not { } source)
            return (null, "这个报表取数的台账或名册已经停用。");
        if (!sources.IsOpen(source))
            return (null, $"您的岗位看不到“{source.Title}”，不能打开这个报表。");
        if (Faults(query, source) is [var fault, ..])
            return (null, fault);
        var rows = new List<SourceRow>();
        await foreach (var row in source.ReadAsync(user.Area, [PeriodOf(query, source.Shape)], query.Fields, false, ct))
            rows.Add(row);
        var kept = await FilteredAsync(source, query, rows, ct);
        return query.IsList ? (List(source, query, kept), null) : (await GroupedAsync(source, query, kept, ct), null);
    }

    /// <summary>What is wrong with a query: its names and values, then what the engine says of them.</summary>
    public IReadOnlyList<string> Faults(OwnQuery query, RowSource source)
    {
        var faults = query.Faults(source.Shape).ToList();
        if (faults.Count > 0)
            return faults;
        var asked = Measures(query, source.Shape).Append(Kept(query, source.Shape)).ToList();
        return [.. measures.Compile(source, asked).Errors.Select(e => $"条件或统计项“{asked[e.Measure].Words}”不能计算：{e.Words}")];
    }

    private static RowMeasure Kept(OwnQuery query, Ledger shape)
    {
        var condition = string.Join(" and ", query.Filters.Select(f => $"({OwnCondition.Of(f, shape).Expression})"));
        return condition.Length == 0 ? new("个数", "count()", null, null, true) : new("个数", $"count({condition})", condition, null, true);
    }

    /// <summary>Periods of a ledger to choose from, the newest first; none where it has none.</summary>
    public IReadOnlyList<Span> Spans(Ledger shape)
    {
        var spans = new List<Span>();
        for (var at = Span.Holding(shape.Period == PeriodKind.None ? PeriodKind.Year : shape.Period, clock.Today); shape.Period != PeriodKind.None && spans.Count < 13; at = at.Before)
            spans.Add(at);
        return spans;
    }

    public int PeriodOf(OwnQuery query, Ledger shape) => shape.Period == PeriodKind.None ? 0 : query.Period ?? Span.Holding(shape.Period, clock.Today).Number;

    private async Task<List<SourceRow>> FilteredAsync(RowSource source, OwnQuery query, List<SourceRow> rows, CancellationToken ct)
    {
        if (query.Filters.Count == 0 || rows.Count == 0)
            return rows;
        var tally = await measures.RunAsync(source, [Kept(query, source.Shape)], _ => [0], 1, rows, clock.Today, user.Area, ct);
        var behind = tally[0][0].Rows.Select(r => r.Id).ToHashSet();
        return rows.FindAll(r => behind.Contains(r.Id));
    }

    private static OwnResult List(RowSource source, OwnQuery query, List<SourceRow> rows)
    {
        var sort = query.Sort.TrimStart('-');
        if (source.Shape[sort] is { IsSealed: false } field)
        {
            var sorted = field.IsNumber ? rows.OrderBy(r => Number(r, field)) : rows.OrderBy(r => (decimal?)null).ThenBy(r => r.Fact.Values.GetValueOrDefault(field.English), StringComparer.Ordinal);
            rows = [.. sorted];
            if (query.Sort.StartsWith('-'))
                rows.Reverse();
        }
        var ids = rows.ConvertAll(r => r.Id);
        return new(source, query, [], new(string.Empty, "合计", [], ids.Count), ids, new Dictionary<string, IReadOnlyList<Guid>> { [string.Empty] = ids });
    }

    private async Task<OwnResult> GroupedAsync(RowSource source, OwnQuery query, List<SourceRow> rows, CancellationToken ct)
    {
        var by = new OwnGroups(query, source.Shape, places, user.Area);
        var keys = rows.ConvertAll(by.KeyOf);
        var groups = keys.Distinct().Index().ToDictionary(k => k.Item, k => k.Index + 1);
        var asked = Measures(query, source.Shape);
        var at = 0;
        // Rows come in their order, so that the next row has the next key
        var tallies = await measures.RunAsync(source, asked, _ => [0, groups[keys[at++]]], groups.Count + 1, rows, clock.Today, user.Area, ct);
        var behind = keys.Zip(rows).GroupBy(p => p.First).ToDictionary(g => g.Key, g => (IReadOnlyList<Guid>)[.. g.Select(p => p.Second.Id)]);
        behind[string.Empty] = rows.ConvertAll(r => r.Id);
        OwnLine Line(string key, int group, string title) => new(key, title, [.. tallies[group].Select(t => t.Value)], behind[key].Count);
        var lines = groups.Select(g => Line(g.Key, g.Value, by.TitleOf(g.Key)));
        return new(source, query, [.. Sorted(query, by, lines)], Line(string.Empty, 0, "合计"), behind[string.Empty], behind);
    }

    public static IReadOnlyList<RowMeasure> Measures(OwnQuery query, Ledger shape) =>
        [.. (query.Measures.Count == 0 ? [new OwnMeasure("个数", "")] : query.Measures).Select(m => m.Function == "个数" ? new RowMeasure("个数", "count()", null, null, true) : RowMeasure.Of(m.Function, shape[m.Field]!, null, $"{m.Function}（{shape[m.Field]!.Name}）"))];

    private static IEnumerable<OwnLine> Sorted(OwnQuery query, OwnGroups by, IEnumerable<OwnLine> lines)
    {
        var falling = query.Sort.StartsWith('-');
        if (int.TryParse(query.Sort.TrimStart('-'), NumberStyles.None, CultureInfo.InvariantCulture, out var column) && column > 0 && column <= Math.Max(1, query.Measures.Count))
            return falling ? lines.OrderByDescending(l => l.Values[column - 1] ?? decimal.MinValue) : lines.OrderBy(l => l.Values[column - 1] ?? decimal.MinValue);
        return falling ? by.InOrder(lines).Reverse() : by.InOrder(lines);
    }

    private static decimal? Number(SourceRow row, LedgerField field) => decimal.TryParse(row.Fact.Values.GetValueOrDefault(field.English), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;
}
