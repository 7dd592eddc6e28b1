using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;

namespace Xianjie.Ledgers.Indicators;

/// <summary>The rows of a ledger behind a side of a figure, each opening to its own page.</summary>
internal sealed class LedgerRowSet(LedgerWalk walk, LedgerSide side, Ledger ledger, DateOnly day, XianjieDb db, FormulasNow formulas, Places places) : RowSet
{
    public override bool IsSealed { get; } = LedgerSides.IsSealed(side, ledger);

    private Task<IReadOnlyList<RowKey>> AllAsync(long from, long below, CancellationToken ct) => walk.RowsAsync(side, ledger, day, from, below, ct);

    public override async Task<IReadOnlyDictionary<long, long>> ByDivisionAsync(long from, long below, CancellationToken ct) =>
        (await AllAsync(from, below, ct)).GroupBy(r => r.Division).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));

    public override async Task<int> CountAsync(long from, long below, CancellationToken ct) => (await AllAsync(from, below, ct)).Count;

    public override Task<IReadOnlyList<RowKey>> KeysAsync(long from, long below, CancellationToken ct) => AllAsync(from, below, ct);

    public override async Task<IReadOnlyDictionary<Guid, Guid>> HomesAsync(long from, long below, CancellationToken ct)
    {
        var period = Span.Holding(ledger.Period, day).Number;
        return await RowQuery.Counted(db, ledger.Key, from, below).Where(r => r.Period == period && r.HouseholdId != null).Select(r => new { r.Id, Home = r.HouseholdId!.Value }).ToDictionaryAsync(r => r.Id, r => r.Home, ct);
    }

    public override async Task<IReadOnlyList<IndicatorRow>> RowsAsync(long from, long below, int skip, int take, CancellationToken ct)
    {
        var page = (await AllAsync(from, below, ct)).Skip(skip).Take(take).ToList();
        var named = (await NamedAsync(db, [.. page.Select(r => r.Id)], ct)).ToDictionary(r => r.Id);
        return [.. page.Where(r => named.ContainsKey(r.Id)).Select(r => named[r.Id] with { Value = r.Value })];
    }

    public override async Task<IReadOnlyList<IndicatorRow>> NamedAsync(XianjieDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var rows = await db.Set<LedgerRow>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct);
        var now = await formulas.OfAsync(ledger, Told, rows, ct);
        return [.. rows.Select(r => Named(r, FormulasNow.Into(RowValues.Open(r.Values), r.Id, now)))];
    }

    private IEnumerable<LedgerField> Told => ledger.Shown.Where(f => !f.IsSealed);

    private IndicatorRow Named(LedgerRow row, Dictionary<string, string> values)
    {
        var shown = Told.Where(f => values.GetValueOrDefault(f.English) is { Length: > 0 }).Select(f => (Field: f, Text: ValueWords.Shown(f, values[f.English], code => places.Path(code)))).ToList();
        var title = shown.Count == 0 ? ledger.Title : shown[0].Text;
        return new(row.Id, title, $"/ledgers/{ledger.Key}/rows/{row.Id}", row.Division, string.Join("，", shown.Skip(1).Take(3).Select(s => $"{s.Field.Name} {s.Text}{s.Field.Unit}")), 1);
    }
}

/// <summary>Nothing: the county's own version of a ledger has not what the indicator looks at.</summary>
internal sealed class NoRows : RowSet
{
    public override Task<IReadOnlyDictionary<long, long>> ByDivisionAsync(long from, long below, CancellationToken ct) => Task.FromResult<IReadOnlyDictionary<long, long>>(new Dictionary<long, long>());

    public override Task<IReadOnlyList<IndicatorRow>> RowsAsync(long from, long below, int skip, int take, CancellationToken ct) => Task.FromResult<IReadOnlyList<IndicatorRow>>([]);

    public override Task<int> CountAsync(long from, long below, CancellationToken ct) => Task.FromResult(0);

    public override Task<IReadOnlyList<RowKey>> KeysAsync(long from, long below, CancellationToken ct) => Task.FromResult<IReadOnlyList<RowKey>>([]);

    public override Task<IReadOnlyDictionary<Guid, Guid>> HomesAsync(long from, long below, CancellationToken ct) => Task.FromResult<IReadOnlyDictionary<Guid, Guid>>(new Dictionary<Guid, Guid>());

    public override Task<IReadOnlyList<IndicatorRow>> NamedAsync(XianjieDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) => Task.FromResult<IReadOnlyList<IndicatorRow>>([]);
}
