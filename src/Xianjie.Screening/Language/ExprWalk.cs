namespace Xianjie.Screening.Language;

/// <summary>Walks expressions.</summary>
public static class ExprWalk
{
    /// <summary>The expressions directly inside an expression.</summary>
    public static IEnumerable<Expr> Children(Expr expr) => expr switch
    {
        Logic x => [x.Left, x.Right],
        Not x => [x.Operand],
        Compare x => [x.Left, x.Right],
        IsNull x => [x.Operand],
        InList x => [x.Value, .. x.Choices],
        HasCode x => [x.Codes],
        TextMatch x => [x.Text, x.Wanted],
        InWindow x => x.Amount is null ? [x.Date] : [x.Date, x.Amount],
        Binary x => [x.Left, x.Right],
        Negate x => [x.Operand],
        ConvertTo x => [x.Operand],
        Call x => x.Arguments,
        Aggregate x => x.Operand is null ? [] : [x.Operand],
        Subquery x => new[] { x.Operand, x.Where }.OfType<Expr>(),
        ParameterRef x => new[] { x.Day, x.Dimension }.OfType<Expr>(),
        _ => [],
    };

    /// <summary>The expression and all inside it, outermost first.</summary>
    public static IEnumerable<Expr> All(Expr expr) => Children(expr).SelectMany(All).Prepend(expr);

    /// <summary>Every expression of a rule, outermost first.</summary>
    public static IEnumerable<Expr> All(Rule rule) => new[] { rule.Where, rule.When }.OfType<Expr>()
        .Concat(rule.Measures.Select(m => m.Value))
        .Concat(rule.Message.Select(m => m.Value).OfType<Expr>())
        .SelectMany(All);

    internal static List<(FactTable, Column)> Columns(Rule rule)
    {
        var found = All(rule).OfType<ColumnRef>().Select(c => (c.Fact, c.Column))
            .Concat(rule.Evidence.Select(c => (rule.From, c)))
            .Concat(All(rule).OfType<Subquery>().Where(s => s.Kind is AggregateKind.First or AggregateKind.Last && s.Fact.Date is not null).Select(s => (s.Fact, s.Fact.Date!)));
        if (rule.From.Date is { } date) found = found.Append((rule.From, date));
        return [.. found.Distinct()];
    }

    internal static List<ParameterRef> Parameters(Rule rule) => [.. All(rule).OfType<ParameterRef>().Distinct()];
}
