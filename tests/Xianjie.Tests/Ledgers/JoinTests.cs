using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Platform.Parameters;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Tests.Ledgers;

/// <summary>Only rows that a row can meet are put beside it: what comes out is what every row beside every row gives.</summary>
public sealed class JoinTests
{
    private static readonly ParameterBook Parameters = new ShippedParameters().Book;

    private static readonly string Wells = """
        key: wells
        title: 水井
        module: 试验
        owner: 水务局
        grain: site
        level: village
        basis: 试验
        fields:
          - {name: 井名, english: well, type: text, required: true}
          - {name: 检查次数, english: visits, type: formula, result: int, value: count(检查 where 检查.井 = 井名 and 检查.行的地区 = 行的地区)}
          - {name: 出过问题, english: bad, type: formula, result: bool, value: exists(检查 where 检查.井 = 井名 and 检查.合格 = false)}
          - {name: 全县检查, english: whole, type: formula, result: int, value: count(检查 where 检查.合格 = true)}
        checks:
          - {when: "count(检查 where 井 = row.井名 and 合格 = false) > 1", severity: W, message: "{井名} 多次不合格"}
        rollups:
          - {title: 检查次数, measure: sum(检查次数), unit: 次}
          - {title: 出过问题, measure: count(出过问题 = true), unit: 处}
        """;

    private static readonly string Visits = """
        key: visits
        title: 检查
        module: 试验
        owner: 水务局
        grain: event
        level: village
        basis: 试验
        fields:
          - {name: 井, english: well, type: text, required: true}
          - {name: 合格, english: good, type: bool, required: true}
        """;

    [Fact]
    public void What_is_found_is_what_each_row_beside_every_other_gives()
    {
        var reader = new LedgerReader(new Dictionary<string, CodeList>());
        var (wells, visits) = (reader.Read("wells.yaml", Wells).Single(), reader.Read("visits.yaml", Visits).Single());
        var rules = new LedgerRules(wells, [wells, visits], Parameters);
        Assert.Empty(rules.Errors);
        Assert.Equal(["visits", "bad", "whole"], wells.Fields.Select(f => f.English).Where(rules.Reckoned.Contains));
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var seen = Enumerable.Range(0, random.Next(300)).Select(_ => Row(random, ("well", Name(random)), ("good", random.Next(3) > 0 ? "是" : "否"))).ToList();
            var rows = Enumerable.Range(0, random.Next(1, 120)).Select(_ => Row(random, ("well", random.Next(20) == 0 ? "" : Name(random)))).ToList();
            var evaluation = new Evaluation(rules, Parameters, new(2026, 11, 2), new Dictionary<string, IReadOnlyList<FactRow>> { ["visits"] = seen });
            var computed = evaluation.Compute(rows);
            var found = evaluation.Check(rows).Select(f => f.Row).ToHashSet();
            foreach (var (at, row) in rows.Index())
            {
                var same = seen.Where(s => row.Values["well"].Length > 0 && s.Values["well"] == row.Values["well"]).ToList();
                Assert.Equal($"{same.Count(s => s.Division == row.Division)}", computed[at]["visits"]);
                Assert.Equal(same.Exists(s => s.Values["good"] == "否") ? "是" : "否", computed[at]["bad"]);
                Assert.Equal($"{seen.Count(s => s.Values["good"] == "是")}", computed[at]["whole"]);
                Assert.Equal(same.Count(s => s.Values["good"] == "否") > 1, found.Contains(at));
            }
            var groups = evaluation.Begin(rules.GroupCatalogue, 1, _ => 0);
            foreach (var (at, row) in evaluation.Reckoned(rows).Index())
                Evaluation.Add(groups.Fact(rules.GroupFact), rules.GroupFact, row, 0, at + 1);
            var figures = evaluation.Measure(groups, 1)[0];
            Assert.Equal(computed.Sum(c => int.Parse(c["visits"], System.Globalization.CultureInfo.InvariantCulture)), figures[0].Value);
            Assert.Equal(computed.Count(c => c["bad"] == "是"), figures[1].Value);
            Assert.Equal(computed.Index().Where(c => c.Item["bad"] == "是").Select(c => c.Index).Order(), evaluation.Behind(1, rows).Order());
        }
    }

    private static string Name(Random random) => $"井{random.Next(12)}";

    private static FactRow Row(Random random, params (string Name, string Text)[] values) => new(990101001000 + random.Next(1, 4), values.ToDictionary(v => v.Name, v => v.Text));
}
