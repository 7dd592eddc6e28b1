using System.Text;
using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

/// <summary>The rows of a rule's fact under an alias, with the registry rows that its expressions turn out to need.</summary>
internal sealed class RowSource(FactTable fact, Catalogue catalogue, string alias)
{
    private readonly SortedSet<string> joins = new(StringComparer.Ordinal);

    public FactTable Fact => fact;

    public string Alias => alias;

    public string HouseholdId => $"{alias}.household_id";

    public string PersonId => $"{alias}.person_id";

    /// <summary>The column as this source reaches it; joins are added as needed.</summary>
    public string Column(RowScope scope, FactTable of, Column column)
    {
        var name = SqlDialect.Quote(column.English);
        if (scope == RowScope.Row || of == fact) return $"{alias}.{name}";
        var joined = $"{alias}_{of.English}";
        var byPerson = of == catalogue.Member;
        joins.Add($"left join {SqlDialect.Quote(of.English)} {joined} on {joined}.household_id = {HouseholdId}"
            + (byPerson ? $" and {joined}.person_id = {PersonId}" : ""));
        return $"{joined}.{name}";
    }

    /// <summary>The FROM clause; written last, when all joins are known.</summary>
    public string From()
    {
        var text = new StringBuilder($"from {SqlDialect.Quote(fact.English)} {alias}");
        foreach (var join in joins) text.Append("\n  ").Append(join);
        return text.ToString();
    }
}
