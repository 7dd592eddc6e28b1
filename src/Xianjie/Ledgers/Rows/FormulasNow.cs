using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Rows;

/// <summary>
/// What the formulas of rows come to now: since a row was saved the day and other ledgers have moved on. Its page, lists, files, own reports and the rows
/// behind figures all ask here, so that they say what the figures say.
/// </summary>
internal sealed class FormulasNow(LedgerBook book, OtherRows others, ParameterOverlay overlay, Seal seal, Clock clock)
{
    /// <param name="ledger">The present definition.</param>
    /// <param name="shown">Fields that are shown. Of a formula that was another one when the row was written the row tells what it found then.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="ct">Ends the reckoning.</param>
    /// <returns>By id of the row, then by English name; empty where a formula comes to nothing.</returns>
    public async Task<IReadOnlyDictionary<Guid, Dictionary<string, string>>> OfAsync(Ledger ledger, IEnumerable<LedgerField> shown, IReadOnlyList<LedgerRow> rows, CancellationToken ct)
    {
        var now = new Dictionary<Guid, Dictionary<string, string>>();
        var wanted = shown.Where(f => f.Type == FieldType.Formula && ledger[f.English]?.Value == f.Value).Select(f => f.English).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0 || rows.Count == 0)
            return now;
        var rules = await book.RulesAsync(ledger, ct);
        var formulas = rules.Computed.Where(r => wanted.Contains(LedgerRules.FieldOf(r)));
        var (opens, parameters) = (rules.ReadsSealed(formulas), await overlay.LoadAsync(ct));
        foreach (var part in rows.GroupBy(r => (r.Period, County: PeriodDesk.CountyOf(r.Division))))
        {
            var asOf = Span.Of(ledger.Period, part.Key.Period)?.AsOf(clock.Today) ?? clock.Today;
            var facts = part.Select(r => new FactRow(r.Division, RowValues.Open(r.Values, opens ? r.ValuesSealed : null, seal))).ToList();
            var evaluation = new Evaluation(rules, parameters, asOf, await others.LoadAsync(rules, [formulas], facts, part.Key.County, asOf, ct));
            foreach (var (row, computed) in part.Zip(evaluation.Compute(facts, formulas)))
                now[row.Id] = wanted.ToDictionary(f => f, f => computed.GetValueOrDefault(f) ?? string.Empty, StringComparer.Ordinal);
        }
        return now;
    }

    /// <summary>The values of a row with what its formulas come to now in the place of what they came to then.</summary>
    public static Dictionary<string, string> Into(Dictionary<string, string> values, Guid row, IReadOnlyDictionary<Guid, Dictionary<string, string>> now)
    {
        foreach (var (field, text) in now.GetValueOrDefault(row) ?? [])
            values[field] = text;
        return values;
    }
}
