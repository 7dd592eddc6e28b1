using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Tests.Emit;

/// <summary>
/// A small county of made-up facts: households at random, and the household of every rule's every test, once as it stands and twice with some cells
/// drawn anew.
/// </summary>
internal sealed class RandomCounty
{
    private readonly Catalogue catalogue;
    private readonly FactStoreBuilder builder;
    private readonly ValuePools pools;
    private readonly Random random;

    private RandomCounty(RuleSet rules, DateOnly asOf, int seed)
    {
        catalogue = rules.Catalogue;
        builder = new FactStoreBuilder(catalogue);
        random = new Random(seed);
        pools = new ValuePools(rules, asOf, random);
    }

    public static FactStore Build(RuleSet rules, DateOnly asOf, int seed, int households)
    {
        var county = new RandomCounty(rules, asOf, seed);
        foreach (var test in rules.Rules.SelectMany(r => r.Tests))
            foreach (var redrawn in new[] { 0, 15, 40 }) county.Plant(test, redrawn);
        for (var i = 0; i < households; i++) county.Draw();
        return county.builder.Build();
    }

    private void Draw()
    {
        var household = Row(catalogue.Household, null, -1, -1, 100);
        var persons = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Row(catalogue.Member, null, household, -1, 100)).ToList();
        foreach (var fact in catalogue.Facts.Where(f => f != catalogue.Household && f != catalogue.Member))
        {
            if (fact.Grain == Grain.Person)
                foreach (var person in persons) Several(fact, household, person);
            else Several(fact, household, -1);
        }
    }

    private void Several(FactTable fact, int household, int person)
    {
        var rows = fact.Single ? random.Next(2) : random.Next(4);
        for (var i = 0; i < rows; i++) Row(fact, null, household, person, 100);
    }

    private void Plant(RuleTest test, int redrawn)
    {
        var household = Row(catalogue.Household, test.Given.FirstOrDefault(g => g.Fact == catalogue.Household).Row, -1, -1, redrawn);
        var members = test.Given.Where(g => g.Fact == catalogue.Member).Select(g => (YamlMap?)g.Row).ToList();
        if (members.Count == 0) members.Add(null);
        var persons = members.Select(m => Row(catalogue.Member, m, household, -1, redrawn)).ToList();
        foreach (var (fact, row) in test.Given.Where(g => g.Fact != catalogue.Household && g.Fact != catalogue.Member))
        {
            var number = row["成员"] is YamlScalar scalar ? int.Parse(scalar.Value, CultureInfo.InvariantCulture) : 1;
            Row(fact, row, household, fact.Grain == Grain.Person ? persons[number - 1] : -1, redrawn);
            if (random.Next(100) < redrawn / 3) Row(fact, row, household, fact.Grain == Grain.Person ? persons[number - 1] : -1, 60);
        }
    }

    /// <summary>A row as given, each cell drawn anew with a chance of so many percent; of cells not given only those are filled.</summary>
    private int Row(FactTable fact, YamlMap? given, int household, int person, int redrawn)
    {
        var rows = builder.Fact(fact);
        var handle = rows.Begin(household, person);
        foreach (var column in fact.Columns.Where(c => c.Expression is null))
        {
            var text = random.Next(100) < redrawn ? pools.For(column) : (given?[column.Name] as YamlScalar)?.Value ?? Neutral(fact, column);
            if (text.Length > 0) Assert.True(rows.Set(column, text), $"{fact}.{column}: {text}");
        }
        rows.End();
        return handle;
    }

    private string Neutral(FactTable fact, Column column) => column.Type switch
    {
        _ when !column.Required => fact == catalogue.Member && column.Name == "出生日期" ? "1980-05-05" : "",
        ColumnType.Code => column.Codes![1],
        ColumnType.Division => "990101101201",
        ColumnType.Text => $"样{random.Next(1_000_000)}",
        _ => "",
    };
}
