using Xianjie.Screening.Language;
using Xianjie.Tests.Screening;

namespace Xianjie.Tests.Emit;

/// <summary>What ships in <c>rules/departments</c> and <c>rules/parameters.yaml</c>.</summary>
public sealed class DepartmentRulesTests
{
    private static readonly RuleSet Shipped = RuleSet.Load(Path.Combine(AppContext.BaseDirectory, "rules"), Given.Catalogue).OrThrow();

    private static readonly (string Letters, int Last)[] Table =
    [
        ("YB", 9), ("WJ", 2), ("JY", 4), ("MZ", 6), ("CL", 2), ("ZJ", 2), ("SL", 2), ("RS", 3), ("GA", 4), ("YJ", 2), ("NY", 3), ("YH", 2), ("XF", 2), ("SJ", 1),
        ("BDC", 1), ("CZ", 1), ("SW", 1), ("GJJ", 1), ("JJ", 1), ("LB", 1), ("BX", 1), ("PT", 2),
    ];

    [Fact]
    public void Every_row_of_the_departments_warning_table_has_a_rule() =>
        Assert.Equal([], Table.SelectMany(t => Enumerable.Range(1, t.Last).Select(n => $"{t.Letters}-{n}")).Where(id => Shipped[id] is null));

    [Fact]
    public void Every_department_rule_has_tests_on_both_sides_of_its_line() =>
        Assert.Equal([], Departments.Where(r => r.Tests.Count < 3 || !r.Tests.Any(t => t.Message is not null || t.Expect > 0)).Select(r => r.Id));

    [Fact]
    public void Every_parameter_value_names_its_basis_and_whether_it_is_sourced() =>
        Assert.Equal([], Shipped.Parameters.All.Where(p => !p.Values.Any(v => v.Basis.Contains("（a", StringComparison.Ordinal) || v.Basis.Contains("（b", StringComparison.Ordinal))).Select(p => p.Key));

    [Fact]
    public void Signs_of_wealth_are_doubts_and_name_no_risk()
    {
        string[] wealth = ["YH-2", "GA-4", "SJ-1", "BDC-1", "CZ-1", "SW-1", "GJJ-1", "JJ-1"];
        Assert.All(wealth, id => Assert.Equal((RuleClass.Exclusion, 0), (Shipped[id]!.Class, Shipped[id]!.Risks.Count)));
    }

    [Fact]
    public void A_rule_whose_source_is_probably_the_wrong_way_round_is_off() => Assert.False(Shipped["YB-6"]!.Enabled);

    [Theory, Requirement("S0-25")]
    [InlineData("990101101201", "2020-06-30", 5000_00)]
    [InlineData("990101101201", "2021-01-01", 6000_00)]
    [InlineData("520121101001", "2022-12-31", 6000_00)]
    [InlineData("520121101001", "2023-01-01", 7300_00)]
    [InlineData("530102101001", "2026-10-31", 8700_00)]
    [InlineData("350526100201", "2026-10-31", 19560_00)]
    public void The_income_line_is_the_one_of_the_division_and_the_year(string division, string day, long cents) =>
        Assert.Equal(cents, Shipped.Parameters["监测范围"]!.InForce(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), division, null));

    [Fact]
    [Requirement("S2-28")]
    public void Missed_follow_up_of_the_four_chronic_diseases_is_looked_for_every_quarter() =>
        Assert.Equal(3L, Shipped.Parameters["慢病随访间隔月数"]!.InForce(new DateOnly(2026, 10, 31), "990101", null));

    private static IEnumerable<Rule> Departments => Shipped.Rules.Where(r => r.File.StartsWith("departments/", StringComparison.Ordinal));
}
