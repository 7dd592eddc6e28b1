using System.Text;
using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

/// <summary>
/// Writes rules as SQL over tables that <see cref="FactTables"/> describes: every fact carries <c>household_id</c>, a person's fact <c>person_id</c> too,
/// and every join and subquery is tied to the household, so that the tables may be distributed by it.
/// </summary>
/// <param name="dialect">The database.</param>
/// <param name="catalogue">The catalogue that the rules were checked against.</param>
/// <param name="parameters">Parameter values; those in force on the as-of day are written into the text.</param>
public sealed class SqlEmitter(SqlDialect dialect, Catalogue catalogue, IParameterSource parameters)
{
    /// <summary>The rule as one SELECT of its hits on that day. Whether the rule exists on that day is the caller's to ask.</summary>
    public RuleSql Emit(Rule rule, DateOnly asOf)
    {
        try
        {
            return new RuleSql(rule, Select(rule, asOf), null);
        }
        catch (CannotSayException cannot)
        {
            return new RuleSql(rule, null, cannot.Message);
        }
    }

    private string Select(Rule rule, DateOnly asOf)
    {
        var writer = new SqlWriter(dialect, catalogue, parameters, rule, asOf);
        var where = rule.Where is null ? null : writer.RowCondition(rule.Where);
        var having = new List<string>();
        if (rule.When is not null) having.Add(writer.GroupCondition(rule.When));
        if (rule.PeriodMonths is { } months)
            having.Add($"max(case when {writer.InPeriod(rule.From.Date!, months)} then 1 else 0 end) = 1");
        var person = rule.PerPerson ? writer.Rows.PersonId : dialect.Null(ValueKind.Int);
        var keys = rule.PerPerson ? new[] { writer.Rows.HouseholdId, writer.Rows.PersonId } : [writer.Rows.HouseholdId];
        var text = new StringBuilder($"select {writer.Rows.HouseholdId} as household_id, {person} as person_id\n{writer.Rows.From()}");
        if (where is not null) text.Append("\nwhere ").Append(where);
        text.Append("\ngroup by ").AppendJoin(", ", keys.Concat(writer.Grouped));
        if (having.Count > 0) text.Append("\nhaving ").AppendJoin("\n  and ", having);
        return text.ToString();
    }
}
