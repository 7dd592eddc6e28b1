using System.Text;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>A value with its name, as held and as shown.</summary>
public sealed record NamedValue(string Name, object? Value, string Text);

/// <summary>One row behind a hit.</summary>
/// <param name="Row">Row of the fact in the store.</param>
/// <param name="SourceRow">Row number in the file, from 1 without the header; 0 if it came from elsewhere.</param>
public sealed record EvidenceRow(int Row, string SourceFile, int SourceRow, IReadOnlyList<NamedValue> Cells);

/// <summary>Why a hit is a hit: the same delegates that found it, evaluated once more.</summary>
public sealed record Explanation(
    Rule Rule,
    int Household,
    int Person,
    string Message,
    IReadOnlyList<NamedValue> Measures,
    IReadOnlyList<NamedValue> Parameters,
    IReadOnlyList<EvidenceRow> Evidence);

internal sealed class Explainer(ScreeningResult result, IParameterSource parameters)
{
    private readonly EvalFrame?[] frames = new EvalFrame?[result.Rules.Count];
    private readonly Lock evaluating = new();

    public Explanation Explain(Hit hit)
    {
        var rule = result.Rules[hit.Rule];
        var rows = result.EvidenceOf(hit).ToArray();
        var values = Evaluate(hit, rule, rows);
        var at = 0;
        List<NamedValue> measures = [.. rule.Measures.Select(m => Named(m.Name, m.Value.Type, values[at++]))];
        List<NamedValue> used = [.. rule.Parameters.Select(p => Named(p.Parameter.Key, p.Type, values[at++]))];
        var message = new StringBuilder();
        foreach (var part in rule.Message)
            message.Append(part.Value is null ? part.Text : Named("", part.Value.Type, values[at++]).Text);
        return new Explanation(rule, hit.Household, hit.Person, message.ToString(), measures, used, EvidenceOf(rule, rows));
    }

    private object?[] Evaluate(Hit hit, Rule rule, int[] rows)
    {
        var compiled = CompiledRule.Of(rule);
        lock (evaluating)
        {
            var frame = frames[hit.Rule] ??= compiled.ExplanationLayout.Bind(result.Store, result.AsOf, parameters);
            frame.Rows = rows;
            return compiled.Explain(frame, hit.Household, hit.Person, 0, rows.Length, rows[0]);
        }
    }

    private static NamedValue Named(string name, ExprType type, object? value)
    {
        object? real = value switch
        {
            long whole when whole == ColumnData.Null => null,
            long flag when type.Kind == ValueKind.Bool => flag == 1,
            long whole when type.Kind is not ValueKind.Decimal => ValueText.Box(type, whole),
            _ => value,
        };
        return new NamedValue(name, real, ValueText.Of(type, real));
    }

    /// <summary>Rows by date, then by what they say, so that the order of a file does not show.</summary>
    private List<EvidenceRow> EvidenceOf(Rule rule, int[] rows)
    {
        var store = result.Store;
        var date = rule.From.Date is { } column ? store.Table(rule.From).Column(column) : null;
        return [.. rows.Select(row => (Row: row, Cells: Cells(store, rule, row)))
            .OrderBy(r => date?[r.Row] ?? 0).ThenBy(r => string.Join('\u001f', r.Cells.Select(c => c.Text)), StringComparer.Ordinal)
            .Select(r => new EvidenceRow(r.Row, store.SourceName(rule.From, r.Row), store.SourceRow(rule.From, r.Row), r.Cells))];
    }

    private static List<NamedValue> Cells(FactStore store, Rule rule, int row) =>
        [.. rule.Evidence.Where(c => c.Expression is null).Select(c => new NamedValue(c.Name, store.Value(rule.From, c, row), store.Display(rule.From, c, row)))];
}
