using System.Globalization;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>How one of a rule's own tests went.</summary>
/// <param name="Failure">What was expected and what came; null if it passed.</param>
public sealed record RuleTestOutcome(Rule Rule, RuleTest Test, string? Failure)
{
    public bool Passed => Failure is null;

    public override string ToString() => $"{Rule.File}:{Test.Line} {Rule.Id} “{Test.Name}” {(Passed ? "通过" : $"未通过：{Failure}")}";
}

/// <summary>Runs each rule's own tests through the engine, as a batch of one household.</summary>
public static class RuleTester
{
    /// <summary>Runs every test of every rule, in the order of rules and tests.</summary>
    public static IReadOnlyList<RuleTestOutcome> Run(RuleSet rules) =>
        [.. rules.Rules.SelectMany(rule => rule.Tests.Select(test => Run(rules, rule, test)))];

    private static RuleTestOutcome Run(RuleSet rules, Rule rule, RuleTest test)
    {
        var store = new TestHousehold(rules.Catalogue, test).Build();
        var parameters = test.Parameters.Count == 0 ? rules.Parameters : rules.Parameters.With(test.Parameters);
        var only = new RuleSet([rule], rules.Parameters, rules.Catalogue);
        var result = Screener.Run(store, only, parameters, test.AsOf, new ScreeningOptions { Threads = 1, IgnoreEffective = true });
        if (result.Hits.Count != test.Expect)
            return new RuleTestOutcome(rule, test, $"应命中 {test.Expect} 个，实际 {result.Hits.Count} 个{Shown(result)}");
        // every message must be printable, whether the test asks for its text or not
        var messages = result.Hits.Select(h => result.Explain(h).Message).ToList();
        var failure = test.Message is not null && (messages.Count == 0 || messages[0] != test.Message)
            ? $"消息应为“{test.Message}”，实际为“{messages.FirstOrDefault()}”" : null;
        return new RuleTestOutcome(rule, test, failure);
    }

    private static string Shown(ScreeningResult result) =>
        result.Hits.Count == 0 ? "" : "：" + string.Join("；", result.Hits.Take(3).Select(h => result.Explain(h).Message));
}

/// <summary>The household of a rule test: what the test gives, and neutral values for what it leaves open.</summary>
internal sealed class TestHousehold(Catalogue catalogue, RuleTest test)
{
    private readonly FactStoreBuilder builder = new(catalogue);
    private int neutral;

    public FactStore Build()
    {
        var household = Row(catalogue.Household, test.Given.FirstOrDefault(g => g.Fact == catalogue.Household).Row, -1, -1);
        var members = test.Given.Where(g => g.Fact == catalogue.Member).Select(g => (YamlMap?)g.Row).ToList();
        if (members.Count == 0) members.Add(null);
        List<int> persons = [.. members.Select(m => Row(catalogue.Member, m, household, -1))];
        foreach (var (fact, row) in test.Given)
        {
            if (fact == catalogue.Household || fact == catalogue.Member) continue;
            Row(fact, row, household, fact.Grain == Grain.Person ? persons[MemberOf(row, persons.Count)] : -1);
        }
        return builder.Build();
    }

    private static int MemberOf(YamlMap row, int count)
    {
        var number = row["成员"] is YamlScalar scalar ? int.Parse(scalar.Value, CultureInfo.InvariantCulture) : 1;
        return number <= count ? number - 1 : throw new InvalidOperationException($"测试第 {row.Line} 行写了第 {number} 个成员，但只有 {count} 个");
    }

    private int Row(FactTable fact, YamlMap? given, int household, int person)
    {
        var rows = builder.Fact(fact);
        var handle = rows.Begin(household, person, given?.Line ?? 0);
        foreach (var column in fact.Columns)
        {
            if (column.Expression is not null) continue;
            var cell = given?[column.Name] ?? given?[column.English];
            var text = cell switch
            {
                YamlScalar { IsNull: true } => "",
                YamlScalar scalar => scalar.Value,
                YamlList list => string.Join('、', list.Items.OfType<YamlScalar>().Select(s => s.Value)),
                _ => given is null && fact == catalogue.Member ? DefaultMember(column) : column.Required ? Neutral(column) : "",
            };
            if (text.Length > 0) rows.Set(column, text);
        }
        rows.End();
        return handle;
    }

    private string DefaultMember(Column column) => column.Name switch
    {
        "姓名" => "张三",
        "与户主关系" => "户主",
        "出生日期" => "1980-05-05",
        _ => column.Required ? Neutral(column) : "",
    };

    private string Neutral(Column column) => column.Type switch
    {
        ColumnType.Code or ColumnType.Codes => column.Codes![1],
        ColumnType.Bool => "否",
        ColumnType.Int or ColumnType.Decimal or ColumnType.Money => "0",
        ColumnType.Date => test.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnType.Month => test.AsOf.ToString("yyyyMM", CultureInfo.InvariantCulture),
        ColumnType.Year => test.AsOf.Year.ToString(CultureInfo.InvariantCulture),
        ColumnType.CitizenId => "",
        ColumnType.Division => "999901001201",
        _ => column.Name == "姓名" ? "张三" : string.Create(CultureInfo.InvariantCulture, $"样{++neutral}"),
    };
}
