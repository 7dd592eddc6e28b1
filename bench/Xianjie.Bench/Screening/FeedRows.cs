using Xianjie.Screening;
using Xianjie.Screening.Emit;

namespace Xianjie.Bench.Screening;

/// <summary>
/// Rows as files carry them: a household by its number, a person by the citizen id. The database finds out by itself, with a join, which
/// household and person they belong to, as the engine does while it reads. Cells are already checked, dates parsed and codes resolved.
/// </summary>
internal sealed class FeedRows
{
    private readonly FactStore store;
    private readonly Catalogue catalogue;
    private readonly SqlDialect dialect;
    private readonly string?[] numbers, ids;

    public FeedRows(FactStore store, Catalogue catalogue, SqlDialect dialect)
    {
        (this.store, this.catalogue, this.dialect) = (store, catalogue, dialect);
        numbers = new string?[store.Households];
        ids = new string?[store.Persons];
        var number = Place(catalogue.Household, "户编号");
        foreach (var row in FactTables.Rows(store, catalogue.Household, dialect)) numbers[(long)row[0]!] = (string?)row[number];
        var id = Place(catalogue.Member, "身份证号");
        foreach (var row in FactTables.Rows(store, catalogue.Member, dialect)) ids[(long)row[1]!] = (string?)row[id];
    }

    /// <summary>Households are known by themselves; the number of a member is its line.</summary>
    public static bool IsMatched(FactTable fact, Catalogue catalogue) => fact != catalogue.Household;

    /// <summary>Name of the table that takes the rows as they come.</summary>
    public string Table(FactTable fact) => IsMatched(fact, catalogue) ? fact.English + "_raw" : fact.English;

    public IReadOnlyList<string> Header(FactTable fact)
    {
        var own = FactTables.Header(fact).Skip(Keys(fact));
        if (fact == catalogue.Household) return FactTables.Header(fact);
        return fact == catalogue.Member ? ["key_household", "person_id", .. own] : [ByPerson(fact) ? "key_citizen" : "key_household", .. own];
    }

    public IEnumerable<object?[]> Rows(FactTable fact)
    {
        foreach (var row in FactTables.Rows(store, fact, dialect))
        {
            if (fact == catalogue.Household) yield return row;
            else if (fact == catalogue.Member) yield return [numbers[(long)row[0]!], .. row.AsSpan(1)];
            else yield return [ByPerson(fact) ? ids[(long)row[1]!] : numbers[(long)row[0]!], .. row.AsSpan(Keys(fact))];
        }
    }

    /// <summary>CREATE TABLE for the rows as they come: the fact's own columns with their types, and the keys as text.</summary>
    public string Create(FactTable fact)
    {
        if (!IsMatched(fact, catalogue)) return FactTables.Create(fact, dialect);
        var lines = FactTables.Create(fact, dialect).Split('\n')[(1 + Keys(fact))..];
        string[] keys = fact == catalogue.Member ? ["key_household text,", "person_id bigint,"] : [ByPerson(fact) ? "key_citizen text," : "key_household text,"];
        return $"create table \"{Table(fact)}\" (\n{string.Join('\n', [.. keys, .. lines])}";
    }

    /// <summary>Whose id it is: of two members with one id the first, as the engine has it.</summary>
    public static string Persons =>
        "create table person_of as select citizen_id, household_id, person_id from (select citizen_id, household_id, person_id, row_number() over (partition by citizen_id order by person_id) as place from member where citizen_id is not null) t where place = 1";

    /// <summary>The rows with the households and persons that they were found to belong to.</summary>
    public string Match(FactTable fact)
    {
        var own = FactTables.Header(fact).Skip(Keys(fact)).Select(c => $"r.\"{c}\"");
        var keys = fact == catalogue.Member ? "h.household_id, r.person_id" : ByPerson(fact) ? "p.household_id, p.person_id" : "h.household_id";
        var join = ByPerson(fact) && fact != catalogue.Member ? "join person_of p on p.citizen_id = r.key_citizen" : "join household h on h.household_no = r.key_household";
        return $"create table \"{fact.English}\" as select {string.Join(", ", [keys, .. own])} from \"{Table(fact)}\" r {join}";
    }

    private static bool ByPerson(FactTable fact) => fact.Grain == Grain.Person;

    private static int Keys(FactTable fact) => ByPerson(fact) ? 2 : 1;

    private static int Place(FactTable fact, string column) => FactTables.Header(fact).ToList().IndexOf(fact[column]!.English);
}
