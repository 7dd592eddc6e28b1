using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Expressions;

/// <summary>
/// What sums and counts ask of each row about another ledger: <c>exists(产品 where 名称 = row.产品)</c> in <c>count(exists(…))</c>. Each is answered row by row, with only
/// the rows beside it that the row can meet, and stands in the measure as a column; else every row of a group would look at all rows of the other ledger.
/// </summary>
internal sealed class RowParts(LedgerRules ledger)
{
    private static readonly HashSet<string> Aggregates = new(["count", "sum", "min", "max", "avg", "any", "every"], StringComparer.Ordinal);

    private readonly Dictionary<string, Rule?> known = new(StringComparer.Ordinal);

    /// <summary>What was taken out, each worked out as a formula is; its id tells the column.</summary>
    public IReadOnlyList<Rule> Rules => [.. known.Values.OfType<Rule>()];

    /// <summary>Columns that the answers come in: name, English name, type.</summary>
    public IReadOnlyList<(string Name, string English, string Type)> Columns =>
        [.. Rules.Select(r => (NameOf(r), LedgerRules.FieldOf(r), TypeOf(r.Measures[0].Value.Type)!))];

    /// <summary>A measure with columns in place of what it asks row by row.</summary>
    public string TakenFrom(string measure)
    {
        var text = measure;
        foreach (var (at, length) in Arguments(measure))
        {
            var part = measure.Substring(at, length);
            if (!known.TryGetValue(part, out var rule))
                known[part] = rule = Compile(part);
            if (rule is not null)
                text = text.Remove(at, length).Insert(at, LedgerFacts.Quoted(NameOf(rule)));
        }
        return text;
    }

    /// <summary>Null where it asks nothing of another ledger, or only a group can answer: what holds for a place is that of the group, and a decimal is exact only where it is not written down between.</summary>
    private Rule? Compile(string part)
    {
        if (!ledger.Offered.Any(o => part.Contains(o.Title, StringComparison.Ordinal)))
            return null;
        var rule = ledger.OfRow($"f_row_part_{known.Count}", part);
        if (rule is null || TypeOf(rule.Measures[0].Value.Type) is null)
            return null;
        var inside = ExprWalk.All(rule).ToList();
        return inside.Exists(e => e is Subquery) && !inside.Exists(e => e is ParameterRef or ColumnRef { Scope: RowScope.Household } || e is Subquery look && look.Fact.Name == ledger.Ledger.Title) ? rule : null;
    }

    private static string NameOf(Rule rule) => "逐行_" + rule.Id;

    private static string? TypeOf(ExprType type) => type.Kind switch
    {
        ValueKind.Bool => "bool",
        ValueKind.Int => "int",
        ValueKind.Money => "money",
        ValueKind.Date => "date",
        ValueKind.Text => "text",
        _ => null,
    };

    /// <summary>Where the arguments of sums and counts stand in a text, the last one first.</summary>
    private static List<(int At, int Length)> Arguments(string text)
    {
        var found = new List<(int, int)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '\'' or '`')
                at = EndOfQuote(text, at);
            else if (text[at] == '(' && Aggregates.Contains(NameBefore(text, at)) && EndOfCall(text, at) is var end && end < text.Length)
            {
                var first = at + 1 + (text.AsSpan(at + 1).StartsWith("distinct ", StringComparison.Ordinal) ? "distinct ".Length : 0);
                found.Insert(0, (first, end - first));
                at = end;
            }
        }
        return found;
    }

    private static string NameBefore(string text, int at)
    {
        var first = at;
        while (first > 0 && (char.IsLetterOrDigit(text[first - 1]) || text[first - 1] == '_'))
            first--;
        return text[first..at];
    }

    private static int EndOfQuote(string text, int at) => text.IndexOf(text[at], at + 1) is var end && end < 0 ? text.Length : end;

    /// <summary>Where the bracket that opens there is closed; beyond the text where it never is.</summary>
    private static int EndOfCall(string text, int at)
    {
        for (var depth = 0; at < text.Length; at++)
        {
            if (text[at] is '\'' or '`')
                at = EndOfQuote(text, at);
            else if (text[at] == '(')
                depth++;
            else if (text[at] == ')' && --depth == 0)
                return at;
        }
        return at;
    }
}
