using Xianjie.Screening;
using Xianjie.Screening.Language;
using Xianjie.Tests.Demo;
using Xianjie.Tests.Screening;

namespace Xianjie.Tests.Rules;

/// <summary>The checks on the fictional county, in whose registry a few entry mistakes were planted.</summary>
public sealed class QualityOfDemoCountyTests(SmallCounty county) : IClassFixture<SmallCounty>
{
    private static readonly RuleSet Checks = RuleSet.Load(Path.Combine(AppContext.BaseDirectory, "rules"), Given.Catalogue).OrThrow()
        .Where(r => r.Class == RuleClass.Quality && r.Enabled);

    [Fact]
    public void Every_mistake_planted_in_the_registry_is_noticed_by_the_check_it_was_planted_for()
    {
        var (result, numbers) = Screened();
        var found = result.Hits.Select(h => (numbers[h.Household], result.Rules[h.Rule].Id[..5])).ToHashSet();
        var planted = county.Rows("dirty", "defects.csv");
        Assert.True(planted.Count > 20);
        Assert.Equal([], planted.Where(p => !found.Contains((p["户编号"], p["应由哪条规则发现"]))).Select(p => $"{p["户编号"]} {p.Values.ElementAt(1)}"));
    }

    private (ScreeningResult Result, List<string> Numbers) Screened()
    {
        var catalogue = Given.Catalogue;
        var builder = new FactStoreBuilder(catalogue);
        var (households, numbers) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>());
        foreach (var name in (string[])["户", "成员", "年收入", "生产生活条件", "帮扶措施"])
        {
            var (fact, rows) = (catalogue[name]!, builder.Fact(catalogue[name]!));
            foreach (var row in county.Rows("dirty", $"registry/{name}.csv"))
            {
                if (fact == catalogue.Household)
                {
                    households[row["户编号"]] = rows.Begin();
                    numbers.Add(row["户编号"]);
                }
                else rows.Begin(households[row["户编号"]]);
                foreach (var (header, text) in row)
                    if (text.Length > 0 && fact[header] is { } column) rows.Set(column, text);
                rows.End();
            }
        }
        return (Screener.Run(builder.Build(), Checks, null, new DateOnly(2026, 10, 31), new ScreeningOptions { IgnoreEffective = true }), numbers);
    }
}
