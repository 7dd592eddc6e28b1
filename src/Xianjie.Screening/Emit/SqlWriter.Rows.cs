using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

internal sealed partial class SqlWriter
{
    /// <summary>An aggregate beside GROUP BY.</summary>
    private string Grouping(Aggregate x)
    {
        if (x.Kind is AggregateKind.First or AggregateKind.Last) return OverGroup(x);
        atGroup = false;
        var text = Aggregated(x.Kind, x.Operand);
        atGroup = true;
        return text;
    }

    /// <summary>
    /// An aggregate over the group's rows where SQL has no group at hand (inside another aggregate, through an earlier measure; first and last):
    /// the same rows once more, tied to the household (and person).
    /// </summary>
    private string OverGroup(Aggregate x)
    {
        var (outer, wasAtGroup) = (source, atGroup);
        source = new RowSource(rule.From, catalogue, $"r{++nested}");
        atGroup = false;
        var tie = $"{source.HouseholdId} = {outer.HouseholdId}" + (rule.PerPerson ? $" and {source.PersonId} = {outer.PersonId}" : "");
        var where = rule.Where is null ? tie : $"{tie} and {Write(rule.Where)}";
        var text = Selected(x.Kind, x.Operand, source, where);
        (source, atGroup) = (outer, wasAtGroup);
        return text;
    }

    private string Sub(Subquery x)
    {
        var wasAtGroup = atGroup;
        var rows = sub = new RowSource(x.Fact, catalogue, "s");
        var tie = $"{rows.HouseholdId} = {source.HouseholdId}" + (x.OfPerson ? $" and {rows.PersonId} = {source.PersonId}" : "");
        var where = x.Where is null ? tie : $"{tie} and {Write(x.Where)}";
        var text = x.Kind is AggregateKind.Exists or AggregateKind.None
            ? $"{(x.Kind == AggregateKind.None ? "not " : "")}exists (select 1 {rows.From()} where {where})"
            : Selected(x.Kind, x.Operand, rows, where);
        (sub, atGroup) = (null, wasAtGroup);
        return $"({text})";
    }

    private string Selected(AggregateKind kind, Expr? operand, RowSource rows, string where)
    {
        if (kind is not (AggregateKind.First or AggregateKind.Last))
        {
            var aggregate = Aggregated(kind, operand);
            return $"(select {aggregate} {rows.From()} where {where})";
        }
        var value = Write(operand!);
        var way = kind == AggregateKind.Last ? " desc" : "";
        var tie = dialect.Ordered(value, operand!.Type.Kind);
        return rows.Fact.Date is { } dated && rows.Column(RowScope.Row, rows.Fact, dated) is var date
            ? $"(select {value} {rows.From()} where {where} and {date} is not null and {value} is not null order by {date}{way}, {tie}{way} limit 1)"
            : $"(select {value} {rows.From()} where {where} and {value} is not null limit 1)";
    }

    private string Aggregated(AggregateKind kind, Expr? operand)
    {
        var value = operand is null ? "" : Write(operand);
        return kind switch
        {
            AggregateKind.Count => "count(*)",
            AggregateKind.CountDistinct => $"count(distinct {value})",
            AggregateKind.Sum => dialect.Sum(value, operand!.Type.Kind),
            AggregateKind.Min => $"min({value})",
            AggregateKind.Max => $"max({value})",
            AggregateKind.Average => dialect.Average(value, operand!.Type.Kind),
            AggregateKind.Any => dialect.Any(value),
            AggregateKind.Every => dialect.Every(value),
            _ => throw new InvalidOperationException(kind.ToString()),
        };
    }
}
