using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;

namespace Xianjie.Ledgers.Indicators;

/// <summary>Indicators whose definition says from which rows of a ledger they come; a side may also be the numerator of another indicator.</summary>
internal sealed class LedgerIndicators(IndicatorBook indicators, LedgerBook book, LedgerSideShelf shelf, LedgerWalk walk, PeriodDesk periods, MissingUnits missing, XianjieDb db, Rows.FormulasNow formulas, Places places, IServiceProvider services) : IIndicatorSource
{
    public async Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (indicators.Find(key) is not { } definition || (definition.From ?? definition.Per) is null)
            return null;
        var numerator = definition.From is { } from ? await SideAsync(definition, from, true, by, month, ct) : null;
        var denominator = definition.Per is { } per ? await SideAsync(definition, per, false, by, month, ct) : null;
        return numerator is null ? null : new(numerator, denominator);
    }

    public async Task<int> MissingAsync(IndicatorDefinition definition, long area, DateOnly day, CancellationToken ct)
    {
        if (await LedgerAsync(definition.From, ct) is not { Period: not PeriodKind.None } ledger)
            return 0;
        var span = Span.Holding(ledger.Period, day);
        return await missing.OfAsync(ledger.Key, span.Number, area, async () => (await periods.MissingAsync(ledger, span, area, ct)).Count);
    }

    private async Task<RowSet?> SideAsync(IndicatorDefinition definition, RowsFrom rows, bool isNumerator, string by, IndicatorMonth month, CancellationToken ct)
    {
        var set = rows.Indicator is { } other ? await NumeratorAsync(other, by, month, ct) : await OverLedgerAsync(definition, rows, isNumerator, month, ct);
        return set is null || rows.With.Count + rows.Without.Count == 0 ? set : new SiftedRows(set, await NumeratorsAsync(rows.With, month, ct), await NumeratorsAsync(rows.Without, month, ct), db);
    }

    private async Task<RowSet> OverLedgerAsync(IndicatorDefinition definition, RowsFrom rows, bool isNumerator, IndicatorMonth month, CancellationToken ct)
    {
        var side = new LedgerSide(definition, isNumerator, rows);
        return await LedgerAsync(rows, ct) is { } ledger && shelf.Of(await book.RulesAsync(ledger, ct)).Sides.Any(s => s.Id == side.Id) ? new LedgerRowSet(walk, side, ledger, month.Last, db, formulas, places) : new NoRows();
    }

    private async Task<List<RowSet>> NumeratorsAsync(IReadOnlyList<string> keys, IndicatorMonth month, CancellationToken ct)
    {
        var sets = new List<RowSet>();
        foreach (var key in keys)
            sets.Add(await NumeratorAsync(key, "户", month, ct) ?? throw new InvalidOperationException($"Nobody gives the rows of {key}."));
        return sets;
    }

    private async Task<RowSet?> NumeratorAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        foreach (var source in services.GetServices<IIndicatorSource>())
            if (await source.SetsAsync(key, indicators.Find(key)!.By.Contains(by) ? by : indicators.Find(key)!.By[0], month, ct) is { } sets)
                return sets.Numerator;
        return null;
    }

    private async Task<Ledger?> LedgerAsync(RowsFrom? rows, CancellationToken ct) => rows is null ? null : await book.FindAsync(rows.Ledger, ct) ?? (await book.AllAsync(ct)).All.FirstOrDefault(l => l.Title == rows.Ledger);
}
