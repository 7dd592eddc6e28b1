using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Parameters;
using Xianjie.Screening;

namespace Xianjie.Reports.Sources;

/// <summary>A row's part in a figure: the value that is added up, 1 where rows are counted, nothing where the figure is neither.</summary>
internal readonly record struct RowShare(Guid Id, decimal? Value);

/// <summary>A figure with the rows behind it.</summary>
internal sealed record Tally(decimal? Value, IReadOnlyList<RowShare> Rows);

/// <summary>Rows in groups, measured by the engine: one walk over the rows of a source.</summary>
internal sealed class MeasureDesk(ParameterOverlay overlay, ShippedParameters shipped)
{
    /// <summary>Compiles measures over the fields of a source. Mistakes are told by the number of the measure.</summary>
    public (LedgerRules? Rules, IReadOnlyList<(int Measure, string Words)> Errors) Compile(RowSource source, IReadOnlyList<RowMeasure> measures)
    {
        var rollups = measures.Index().SelectMany(m => new[] { new LedgerRollup("值", m.Item.Expression, null, m.Index), new LedgerRollup("行", m.Item.Condition is { } condition ? $"count({condition})" : "count()", null, m.Index) }).ToList();
        try
        {
            // what a formula found in another ledger stands in the row as it was saved
            var fields = source.Shape.Fields.Select(f => source.Reckoned.Contains(f.English) ? f with { Type = f.Result, Value = null } : f).ToList();
            var rules = new LedgerRules(source.Shape with { Fields = fields, Rollups = rollups, Checks = [], Totals = [] }, [], shipped.Book);
            return (rules, [.. rules.Errors.Select(e => (e.Line, e.Message)).DistinctBy(e => e.Line)]);
        }
        catch (RuleFileException error)
        {
            return (null, [(0, error.Errors.Count > 0 ? error.Errors[0].Message : error.Message)]);
        }
    }

    /// <param name="source">Where the rows come from.</param>
    /// <param name="measures">What is reckoned of them.</param>
    /// <param name="groups">Into which groups a row falls; there are <paramref name="count"/>.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="asOf">The day of the expressions.</param>
    /// <param name="area">The place whose parameters hold.</param>
    /// <param name="ct">Ends the reckoning.</param>
    /// <returns>By group, then by measure.</returns>
    public async Task<Tally[][]> RunAsync(RowSource source, IReadOnlyList<RowMeasure> measures, Func<SourceRow, IEnumerable<int>> groups, int count, IReadOnlyList<SourceRow> rows, DateOnly asOf, long area, CancellationToken ct)
    {
        var (rules, errors) = Compile(source, measures);
        if (rules is null || errors.Count > 0)
            throw new InvalidOperationException($"{source.Title}: {errors[0].Words}");
        var evaluation = new Evaluation(rules, await overlay.LoadAsync(ct), asOf);
        var builder = evaluation.Begin(rules.GroupCatalogue, count, _ => area);
        var fact = builder.Fact(rules.GroupFact);
        var members = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        foreach (var (number, row) in rows.Index())
        {
            foreach (var group in groups(row))
            {
                Evaluation.Add(fact, rules.GroupFact, row.Fact, group, number + 1);
                members[group].Add(number);
            }
        }
        var facts = rows.Select(r => r.Fact).ToList();
        var figures = evaluation.Measure(builder, count);
        var behind = measures.Select((m, at) => m.Condition is null ? null : evaluation.Behind((at * 2) + 1, facts)).ToList();
        return [.. Enumerable.Range(0, count).Select(group => measures.Select((m, at) =>
        {
            var shares = members[group].Where(n => behind[at]?.Contains(n) != false).Select(n => new RowShare(rows[n].Id, Share(m, rows[n].Fact))).ToList();
            return new Tally(figures[group][at * 2].Value ?? (m.IsNought ? 0 : null), shares);
        }).ToArray())];
    }

    private static decimal? Share(RowMeasure measure, FactRow row) => measure.IsCount ? 1
        : measure.Added is { } field ? decimal.TryParse(row.Values.GetValueOrDefault(field.English), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : 0 : null;
}
