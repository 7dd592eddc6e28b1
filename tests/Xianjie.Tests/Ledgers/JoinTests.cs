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

    [Fact]
    public void A_measure_that_looks_elsewhere_comes_to_what_each_row_beside_every_other_gives()
    {
        string[] measures =
        [
            "count(exists(检查 where 泵 = row.泵名 and 合格 = false))", "count(none(检查 where 泵 = row.泵名)) * 100 / count()", "sum(count(检查 where 泵 = row.泵名 and 行的地区 = row.行的地区)) + count()",
            "max(sum(检查.分数 where 泵 = row.泵名))", "min(sum(检查.费用 where 泵 = row.泵名))", "avg(count(检查 where 泵 = row.泵名))", "count(distinct max(检查.分数 where 泵 = row.泵名))",
            "sum(if(exists(检查 where 泵 = row.泵名), 1, 0)) - count(厂家 = '(甲')", "count(检查 where 合格 = true)",
        ];
        var rules = Pumps.Rules(l => l with { Rollups = [.. measures.Select((m, at) => new LedgerRollup($"量{at}", m, null, at))] });
        Assert.Empty(rules.Errors);
        // nothing is asked of the other ledger for each row of a group
        Assert.DoesNotContain(rules.Rollups.Rules.SelectMany(ExprWalk.All).OfType<Aggregate>(), a => a.Operand is { } operand && ExprWalk.All(operand).OfType<Subquery>().Any());
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var seen = Enumerable.Range(0, random.Next(200)).Select(_ => Row(random, ("pump", Name(random)), ("good", random.Next(3) > 0 ? "是" : "否"), ("points", random.Next(4) == 0 ? "" : $"{random.Next(9)}"), ("cost", $"{random.Next(900)}.{random.Next(10, 99)}"))).ToList();
            var rows = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Row(random, ("pump", random.Next(20) == 0 ? "" : Name(random)), ("maker", random.Next(2) == 0 ? "(甲" : "乙)"))).ToList();
            var evaluation = new Evaluation(rules, Parameters, new(2026, 11, 2), new Dictionary<string, IReadOnlyList<FactRow>> { ["visits"] = seen });
            var groups = evaluation.Begin(rules.GroupCatalogue, 2, _ => 0);
            foreach (var (at, row) in evaluation.Reckoned(rows).Index())
                Evaluation.Add(groups.Fact(rules.GroupFact), rules.GroupFact, row, row.Division % 2 == 0 ? 0 : 1, at + 1);
            var figures = evaluation.Measure(groups, 2);
            for (var group = 0; group < 2; group++)
            {
                var mine = rows.Where(r => r.Division % 2 == group).ToList();
                if (mine.Count == 0)
                    continue;
                List<FactRow> Met(FactRow row) => [.. seen.Where(s => row.Values["pump"].Length > 0 && s.Values["pump"] == row.Values["pump"])];
                static decimal? Sum(IEnumerable<FactRow> met, string field) => met.Where(m => m.Values[field].Length > 0).Select(m => (decimal?)decimal.Parse(m.Values[field], System.Globalization.CultureInfo.InvariantCulture)).Aggregate((decimal?)null, (a, b) => (a ?? 0) + b);
                var points = mine.Select(r => Met(r).Where(m => m.Values["points"].Length > 0).Select(m => (int?)int.Parse(m.Values["points"], System.Globalization.CultureInfo.InvariantCulture)).Max()).ToList();
                decimal?[] expected =
                [
                    mine.Count(r => Met(r).Exists(m => m.Values["good"] == "否")), mine.Count(r => Met(r).Count == 0) * 100m / mine.Count, mine.Sum(r => Met(r).Count(m => m.Division == r.Division)) + mine.Count,
                    mine.Max(r => Sum(Met(r), "points")), mine.Min(r => Sum(Met(r), "cost")), mine.Average(r => (decimal)Met(r).Count), points.OfType<int>().Distinct().Count(),
                    mine.Count(r => Met(r).Count > 0) - mine.Count(r => r.Values["maker"] == "(甲"), seen.Count(s => s.Values["good"] == "是"),
                ];
                Assert.Equal(expected.Select(Rounded), figures[group].Select(f => Rounded(f.Value)));
            }
            Assert.Equal(rows.Index().Where(r => seen.Exists(s => r.Item.Values["pump"].Length > 0 && s.Values["pump"] == r.Item.Values["pump"] && s.Values["good"] == "否")).Select(r => r.Index), evaluation.Behind(0, rows).Order());
        }
    }

    /// <summary>What holds for a place is that of the group, and text in quotes is no bracket: such measures are asked as they stand.</summary>
    [Fact]
    public void A_measure_that_only_a_group_can_answer_is_left_as_it_is()
    {
        string[] measures = ["count(exists(检查 where 泵 = row.泵名 and 分数 > parameter(集中安置点总数)))", "sum(sum(检查.分数 where 泵 = row.泵名) / 3)", "count(检查 where 合格 = true)", "count(厂家 = '检查)(')"];
        var rules = Pumps.Rules(l => l with { Rollups = [.. measures.Select((m, at) => new LedgerRollup($"量{at}", m, null, at))], Fields = [.. l.Fields.Take(3)] });
        Assert.Empty(rules.Errors);
        Assert.Empty(rules.RowByRow.Rules);
        Assert.Equal(3, rules.Rollups.Rules.Count(r => ExprWalk.All(r).OfType<Subquery>().Any()));
    }

    private static decimal? Rounded(decimal? value) => value is { } number ? decimal.Round(number, 4) : null;

    private static string Name(Random random) => $"井{random.Next(12)}";

    private static FactRow Row(Random random, params (string Name, string Text)[] values) => new(990101001000 + random.Next(1, 4), values.ToDictionary(v => v.Name, v => v.Text));
}
