using Xianjie.Monitoring.Guarantees;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Guarantees;

public sealed class ConditionTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly GuaranteeCheck Check = new(new ParameterValues(new ShippedParameters().Book, [], Today), Today);

    [Theory]
    [InlineData("2020-09-01", "学前教育", nameof(Standing.缺口))]
    [InlineData("2020-09-02", "学前教育", null)]
    [InlineData("2014-05-01", "小学", nameof(Standing.保障))]
    [InlineData("2014-05-01", null, nameof(Standing.缺证明))]
    [InlineData("2014-05-01", "非在校生", nameof(Standing.缺口))]
    [InlineData("2010-11-03", "非在校生", nameof(Standing.缺口))]
    [InlineData("2010-11-02", "非在校生", null)]
    public void Schooling_counts_from_six_at_the_start_of_the_school_year_to_the_day_before_sixteen(string birth, string? school, string? expected)
    {
        var found = Of([Homes.Child("赵小", DateOnly.Parse(birth, System.Globalization.CultureInfo.InvariantCulture), school)]).SingleOrDefault(c => c.Kind == GuaranteeKind.义务教育);
        Assert.Equal(expected, found?.Standing.ToString());
    }

    [Fact]
    public void A_later_proof_overrules_the_registry_until_it_expires()
    {
        var child = Homes.Child("赵小", new(2014, 5, 1), "非在校生");
        Assert.Equal(Standing.保障, One([child], GuaranteeKind.义务教育, Proved(GuaranteeKind.义务教育, child.Id, new(2026, 10, 1), true, "送教上门")).Standing);
        Assert.Equal(Standing.缺口, One([child], GuaranteeKind.义务教育, Proved(GuaranteeKind.义务教育, child.Id, new(2026, 4, 1), true, "送教上门")).Standing);
    }

    [Theory]
    [InlineData("2026-07-18", nameof(Standing.保障))]
    [InlineData("2026-07-17", nameof(Standing.缺口))]
    public void A_follow_up_is_due_after_a_quarter_and_fifteen_days(string last, string expected)
    {
        var adult = Homes.Adult("赵一");
        var proof = Proved(GuaranteeKind.慢病随访, adult.Id, DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture), true, "高血压");
        Assert.Equal(expected, One([adult], GuaranteeKind.慢病随访, proof).Standing.ToString());
    }

    [Theory]
    [InlineData("分散", 20, null, null, nameof(Standing.保障))]
    [InlineData("分散", 21, null, null, nameof(Standing.缺口))]
    [InlineData("分散", null, 900, 60, nameof(Standing.保障))]
    [InlineData("分散", null, 900, 90, nameof(Standing.缺口))]
    [InlineData("集中", null, null, null, nameof(Standing.保障))]
    [InlineData("分散", null, null, null, nameof(Standing.缺证明))]
    public void Water_is_convenient_by_pipe_by_time_by_distance_or_by_climb(string supply, int? minutes, int? metres, int? climb, string expected)
    {
        var living = new Living { HouseholdId = Guid.Empty, Division = 0, WaterSupply = supply, FetchMinutes = minutes, FetchMetres = metres, FetchClimbMetres = climb };
        Assert.Equal(expected, Of([Homes.Adult("赵一")], living).Single(c => c.Kind == GuaranteeKind.饮水方便).Standing.ToString());
    }

    [Fact]
    public void Days_without_water_add_up_over_the_year()
    {
        var twice = new[] { Proved(GuaranteeKind.饮水保证率, null, new(2026, 8, 1), true, "停水", 20), Proved(GuaranteeKind.饮水保证率, null, new(2026, 3, 1), true, "停水", 17), Proved(GuaranteeKind.饮水保证率, null, new(2025, 3, 1), true, "停水", 90) };
        var found = One([Homes.Adult("赵一")], GuaranteeKind.饮水保证率, twice);
        Assert.Equal((Standing.缺口, "今年累计停水 37 天，标准不超过 36 天"), (found.Standing, found.Words));
    }

    [Fact]
    public void Households_that_are_not_key_have_gaps_only_where_something_is_known_to_fail()
    {
        var plain = Of([Homes.Adult("赵一", insured: false)], home: "普通户");
        Assert.Empty(plain);
        var key = Of([Homes.Adult("赵一", insured: null)]);
        Assert.Contains(key, c => c is { Kind: GuaranteeKind.医保参保, Standing: Standing.缺证明 });
        Assert.Contains(key, c => c is { Kind: GuaranteeKind.住房安全, Standing: Standing.缺证明 });
    }

    private static IReadOnlyList<Condition> Of(Person[] members, Living? living = null, string home = Homes.Monitored, params Proof[] proofs) => Check.Of(new GuaranteeFacts(
        new Household { HouseholdNo = "1", Division = Site.VillageA1, HouseholdType = "边缘易致贫户", RiskState = home }, members, living, proofs));

    private static Condition One(Person[] members, GuaranteeKind kind, params Proof[] proofs) => Of(members, null, Homes.Monitored, proofs).Single(c => c.Kind == kind);

    private static Proof Proved(GuaranteeKind kind, Guid? person, DateOnly on, bool passed, string value, int? number = null) => new()
    {
        HouseholdId = Guid.Empty, PersonId = person, Division = 0, Kind = kind, ProvedOn = on, Passed = passed, Value = value, Number = number, Source = "走访", By = "x", At = default,
    };
}
