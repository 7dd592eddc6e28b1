using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Emit;
using Xianjie.Screening.Language;
using Xianjie.Tests.Screening;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Emit;

/// <summary>Rules written as SQL find exactly what the engine finds.</summary>
public sealed class EmittedRulesTests
{
    private static readonly Lazy<RuleSet> Shipped = new(() => RuleSet.Load(Path.Combine(AppContext.BaseDirectory, "rules"), Given.Catalogue).OrThrow());

    public static TheoryData<string, string, int> Counties
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var database in TestDatabases.All)
                foreach (var (day, seed) in new[] { ("2026-10-31", 1), ("2026-11-01", 2), ("2024-02-29", 3) }) data.Add(database, day, seed);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Counties))]
    public void Every_shipped_rule_has_the_same_hits_in_the_engine_and_in_the_database(string database, string day, int seed)
    {
        var differences = Differences(Shipped.Value, database, Day(day), seed, 150, out var refused);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Empty(refused);
    }

    [Theory]
    [MemberData(nameof(Counties))]
    public void Every_construct_of_the_language_has_the_same_hits_in_the_engine_and_in_the_database(string database, string day, int seed)
    {
        var differences = Differences(Constructs.Rules(Shipped.Value), database, Day(day), seed, 300, out var refused);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(database == "sqlite" ? ["avg", "divide", "round by column"] : [], refused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_counties_that_rules_are_compared_on_give_every_rule_hits_and_households_without()
    {
        Assert.Equal([], TooFewOrMany(Shipped.Value, 150));
        Assert.Equal([], TooFewOrMany(Constructs.Rules(Shipped.Value), 300));
    }

    private static IEnumerable<string> TooFewOrMany(RuleSet rules, int households)
    {
        var asOf = Day("2026-10-31");
        var store = RandomCounty.Build(rules, asOf, 1, households);
        var result = Screener.Run(store, rules, null, asOf, new ScreeningOptions { IgnoreEffective = true });
        // drawn and planted households leave most columns empty, which is just what checks for missing entries look for
        return result.Outcomes.Where(o => o.Hits < 2 || o.Households > store.Households * (o.Rule.Class == RuleClass.Quality ? 99 : 90) / 100).Select(o => $"{o.Rule.Id}: {o.Hits}");
    }

    [Fact]
    public void Every_join_and_subquery_is_tied_to_the_household()
    {
        foreach (var dialect in new[] { SqlDialect.PostgreSql, SqlDialect.Sqlite })
        {
            var emitter = new SqlEmitter(dialect, Shipped.Value.Catalogue, Shipped.Value.Parameters);
            foreach (var rule in Shipped.Value.Rules)
            {
                var text = emitter.Emit(rule, Day("2026-10-31")).Text!;
                var tables = Shipped.Value.Catalogue.Facts.Sum(f => Count(text, $"from \"{f.English}\" ") + Count(text, $"join \"{f.English}\" "));
                Assert.Equal(tables - 1, Count(text, ".household_id = "));
            }
        }
    }

    [Fact]
    public void A_text_in_a_rule_cannot_leave_its_quotes()
    {
        var rule = Assert.Single(Constructs.Rules(Shipped.Value).Where(r => r.Id == "quotes").Rules);
        var text = new SqlEmitter(SqlDialect.PostgreSql, Shipped.Value.Catalogue, Shipped.Value.Parameters).Emit(rule, Day("2026-10-31")).Text!;
        Assert.Contains("'O''Neil'", text, StringComparison.Ordinal);
    }

    private static List<string> Differences(RuleSet rules, string database, DateOnly asOf, int seed, int households, out List<string> refused)
    {
        var store = RandomCounty.Build(rules, asOf, seed, households);
        var result = Screener.Run(store, rules, null, asOf, new ScreeningOptions { IgnoreEffective = true });
        var engine = result.Hits.GroupBy(h => result.Rules[h.Rule].Id).ToDictionary(g => g.Key, g => g.Select(h => ((long)h.Household, (long)h.Person)).Order().ToList());
        using var sql = SqlHits.Fill(database, store);
        var emitter = new SqlEmitter(sql.Dialect, rules.Catalogue, rules.Parameters);
        var (differences, cannot) = (new List<string>(), new List<string>());
        foreach (var rule in rules.Rules)
        {
            var wanted = engine.GetValueOrDefault(rule.Id) ?? [];
            var emitted = emitter.Emit(rule, asOf);
            if (emitted.Text is null) cannot.Add(rule.Id);
            else if (sql.Of(emitted.Text) is var found && !found.SequenceEqual(wanted))
                differences.Add($"{rule.Id}: engine alone {Shown(wanted.Except(found))}, {sql.Dialect} alone {Shown(found.Except(wanted))}\n{emitted.Text}");
        }
        refused = cannot;
        return differences;
    }

    private static string Shown(IEnumerable<(long, long)> hits) => string.Join(' ', hits.Take(5));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
