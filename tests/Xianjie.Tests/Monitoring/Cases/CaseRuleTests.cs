using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Tests.Structure;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Cases;

public sealed class CaseRuleTests
{
    private const long Village = 990101101201, Guizhou = 520101101201;
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public void Suggested_category_follows_risk_income_and_history()
    {
        var below = new Circumstances(HasRisk: true, CannotCope: true, IsExitedPoverty: false, PerCapita: 500_000, ReferencePerCapita: 500_000, Line: 870_000, false, false, false);
        Assert.Equal(ObjectTypes.Marginal, CategorySuggestion.For(below).Category);
        Assert.Equal(ObjectTypes.Unstable, CategorySuggestion.For(below with { IsExitedPoverty = true }).Category);
        var above = below with { PerCapita = 2_010_000, ReferencePerCapita = 760_000 };
        Assert.Equal(ObjectTypes.Sudden, CategorySuggestion.For(above).Category);
        Assert.Equal(ObjectTypes.Sudden, CategorySuggestion.For(above with { ReferencePerCapita = 2_010_000, IncomeFell = true }).Category);
        var gap = CategorySuggestion.For(below with { HasRisk = false, GuaranteeGap = true, PerCapita = 2_010_000 });
        Assert.True(gap.Category is null && gap.Headline.Contains("人工研判", StringComparison.Ordinal));
        Assert.Contains("不得只因收入超线驳回", CategorySuggestion.For(below with { HasRisk = false }).Headline, StringComparison.Ordinal);
        Assert.Contains("人工研判", CategorySuggestion.For(below with { PerCapita = null, ReferencePerCapita = null }).Headline, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("S0-32")]
    public void Names_follow_the_policy_period_and_are_mapped_both_ways()
    {
        Assert.Equal("边缘易致贫户", ObjectTypes.NameIn(PolicyPeriod.On(new(2025, 12, 31)), ObjectTypes.Marginal));
        Assert.Equal("防止返贫致贫对象", ObjectTypes.NameIn(PolicyPeriod.On(new(2026, 1, 1)), ObjectTypes.Marginal));
        Assert.Equal(ObjectTypes.Unstable, ObjectTypes.CategoryOf("防止返贫致贫对象", isExitedPoverty: true, isBelowLine: true));
        Assert.Equal(ObjectTypes.Marginal, ObjectTypes.CategoryOf("防止返贫致贫对象", isExitedPoverty: false, isBelowLine: true));
        Assert.Equal(ObjectTypes.Sudden, ObjectTypes.CategoryOf("防止返贫致贫对象", isExitedPoverty: true, isBelowLine: false));
        Assert.Null(ObjectTypes.CategoryOf("防止返贫致贫对象", isExitedPoverty: true, isBelowLine: null));
        Assert.Null(ObjectTypes.CategoryOf("普通农户", isExitedPoverty: false, isBelowLine: true));
    }

    [Fact]
    public void Terms_are_calendar_days_or_working_days_as_the_province_says()
    {
        var here = Terms(Village);
        Assert.Equal((new DateOnly(2026, 11, 17), new DateOnly(2026, 11, 7)), (here.Total(Day), here.NoticeEnd(Day)));
        var there = Terms(Guizhou);
        Assert.Equal((new DateOnly(2026, 11, 30), new DateOnly(2026, 11, 9)), (there.Total(Day), there.NoticeEnd(Day)));
    }

    private static Deadlines Terms(long village) => new(new ParameterValues(new ShippedParameters().Book, [], Day), WorkingDays.Embedded, village);

    [Fact]
    public async Task The_document_of_processes_is_what_the_program_runs()
    {
        await using var site = await Site.StartAsync("sqlite");
        var text = ProcessPaper.Document(site.Services.GetServices<ProcessPaper>());
        var file = Path.Combine(ModuleBoundaryTests.Repository(), "docs", "processes.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == text, "docs/processes.md is not what the program runs; write it anew: xianjie docs processes --out docs/processes.md");
    }
}
