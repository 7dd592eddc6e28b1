using System.Globalization;
using Xianjie.Screening;

namespace Xianjie.Comparison.Runs;

/// <summary>A household as the engine's hits need it back.</summary>
internal sealed record LoadedHousehold(Guid Id, string Number, string Head, long Division, string RiskState);

/// <summary>
/// A county's facts, ready to be screened, with the way back from the engine's ordinals to rows of the database. Only ids are kept beside the
/// store; names and numbers are in it.
/// </summary>
internal sealed class CountyFacts(FactStore store, Guid[] households, Guid[] persons, long rows, long strangers, IReadOnlyDictionary<string, string> files)
{
    private readonly FactTable home = store.Catalogue.Household, member = store.Catalogue.Member;

    public FactStore Store => store;
    /// <summary>What the households have allowed.</summary>
    public CountyConsent Consent { get; init; } = CountyConsent.None;
    /// <summary>Households of which delivered rows were not read for want of a letter.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];
    public long RowsLeftOut { get; init; }
    public int Households => households.Length;
    public int Persons => persons.Length;
    /// <summary>Rows of department files, those of strangers among them.</summary>
    public long Rows => rows;
    public long Strangers => strangers;
    /// <summary>Delivery to feed and hash.</summary>
    public IReadOnlyDictionary<string, string> Files => files;

    public LoadedHousehold Household(int ordinal) => new(households[ordinal], store.HouseholdNo(ordinal), Shown(home, "户主姓名", ordinal),
        long.Parse(store.Division(ordinal), CultureInfo.InvariantCulture), Shown(home, "户属性", ordinal));

    public (Guid Id, string Name) Person(int ordinal) => (persons[ordinal], Shown(member, "姓名", ordinal));

    private string Shown(FactTable fact, string column, int row) => store.Display(fact, fact[column]!, row);

    /// <summary>Columns that <see cref="Household"/> and <see cref="Person"/> need beside those of the rules.</summary>
    public static IEnumerable<Column> Always(Catalogue catalogue) => new[]
    {
        catalogue.Household["户编号"], catalogue.Household["行政区划"], catalogue.Household["户主姓名"], catalogue.Household["户属性"],
        catalogue.Member["身份证号"], catalogue.Member["姓名"],
    }.Select(c => c!);
}
