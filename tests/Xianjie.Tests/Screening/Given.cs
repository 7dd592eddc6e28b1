using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Tests.Screening;

/// <summary>The shipped catalogue and short ways to write rules in tests.</summary>
internal static class Given
{
    public static readonly Catalogue Catalogue = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue"));

    public const string Parameters = """
        - key: 线
          title: 自付线
          unit: 元
          type: money
          values:
            - {value: 100.00, from: 2021-01-01, to: 2025-12-31, basis: 旧}
            - {value: 200.00, from: 2026-01-01, basis: 新}
            - {value: 300.00, from: 2026-01-01, division: "9999", basis: 县}
        - key: 分类线
          title: 分户类型的线
          type: money
          values:
            - {by: {普通农户: 20000, 脱贫户: 5000, 其他: 6000}, from: 2021-01-01, basis: 某办法}
        - key: 年度线
          title: 按年
          type: decimal
          values:
            - {by: {"2025": 0.5, "2026": 0.6}, from: 2021-01-01, basis: 某办法}
        - key: 天数
          title: 天数
          type: int
          values:
            - {value: 36, from: 2021-01-01, basis: 某办法}
        """;

    public static RuleLoad Read(string rules, string parameters = Parameters) =>
        RuleSet.Read([("parameters.yaml", parameters), ("rules.yaml", rules)], Catalogue);

    /// <summary>A rule with the parts that do not matter filled in. Parts are YAML lines.</summary>
    public static string Rule(string parts, string per = "household", string id = "T-1") => $$"""
        - id: {{id}}
          title: 试验
          department: 测试
          class: risk
          risk: [因病]
          effective: {from: 2021-01-01}
          basis: 通行做法
          per: {{per}}
        {{Indent(parts)}}
        """ + (parts.Contains("message:", StringComparison.Ordinal) ? "" : "\n  message: 命中") + (parts.Contains("tests:", StringComparison.Ordinal) ? "" : """

          tests:
            - {name: 有, given: {}, expect: 1}
            - {name: 无, given: {}, expect: 0}
        """);

    /// <summary>How many hits a rule gives on given facts (flow or block YAML of the test's <c>given</c>).</summary>
    public static int Hits(string parts, string given, string per = "household", string asOf = "2026-10-31") => Outcome(parts, given, per, asOf).Hits;

    public static (int Hits, string? Message) Outcome(string parts, string given, string per = "household", string asOf = "2026-10-31")
    {
        var tests = $$"""

              tests:
                - {name: 一, asof: {{asOf}}, given: {{given}}, expect: 1}
                - {name: 二, asof: {{asOf}}, given: {{given}}, expect: 0}
            """.Replace("\r", "", StringComparison.Ordinal).Replace("\n  ", "\n", StringComparison.Ordinal);
        var load = Read(Rule(parts + tests.Replace("    ", "  ", StringComparison.Ordinal), per));
        Assert.Empty(load.Errors);
        var rule = load.Rules.Rules[0];
        var store = new TestHousehold(Catalogue, rule.Tests[0]).Build();
        var result = Screener.Run(store, load.Rules, null, rule.Tests[0].AsOf, new ScreeningOptions { IgnoreEffective = true });
        return (result.Hits.Count, result.Hits.Count > 0 ? result.Explain(result.Hits[0]).Message : null);
    }

    public static bool Holds(string when, string given = "{}", string asOf = "2026-10-31") => Hits($"when: \"{when}\"", given, asOf: asOf) == 1;

    public static string OnlyError(string rules)
    {
        var errors = Read(rules).Errors;
        return Assert.Single(errors).ToString();
    }

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(l => "  " + l));
}
