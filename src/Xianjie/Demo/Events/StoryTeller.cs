using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

/// <summary>Decides what befalls a household in the two years and whether that really puts it at risk. Most blows do not: the family has savings,
/// insurance, another house, a new job. That is why warnings need a visit.</summary>
internal sealed class StoryTeller(Period period)
{
    // Per 10,000 households; the rest lives its everyday.
    private static readonly int[] weights = [90, 28, 30, 24, 45, 55, 38, 8, 22, 13, 7, 50, 9590];
    private readonly HealthStories health = new(period);
    private readonly SchoolStories school = new(period);
    private readonly HomeStories home = new(period);
    private readonly WorkStories work = new(period);
    private readonly AssetStories assets = new(period);
    private readonly QuietStories quiet = new(period);

    public void Tell(Household household, Draw draw)
    {
        if (household.IsOpen)
            household.Truths.Add(new Truth(true, household.Risks[0], FirstDay(household.Identified), "已识别，风险未消除", "已纳入"));
        if (household.IsOpen && draw.Chance(0.2))
            assets.Tell(household, draw);
        var start = draw.Chance(0.2) ? period.RecentDay(draw, 2) : period.AnyDay(draw);
        switch (draw.Weighted(weights))
        {
            case 0: health.Illness(household, draw, start); break;
            case 1: school.Dropout(household, draw, start); break;
            case 2: school.Fees(household, draw, start); break;
            case 3: home.Unsafe(household, draw, start); break;
            case 4: health.Disability(household, draw, start); break;
            case 5: work.JobLoss(household, draw, start); break;
            case 6: home.Disaster(household, draw, start); break;
            case 7: home.Fire(household, draw, start); break;
            case 8: work.Overdue(household, draw, start); break;
            case 9: work.BusinessFailure(household, draw, start); break;
            case 10: work.Death(household, draw); break;
            case 11 when household.Exited: work.JobLoss(household, draw, start); break;
            case 11: work.LeanYear(household); break;
        }
        quiet.Tell(household, draw);
        NoticeIncome(household);
    }

    public static DateOnly FirstDay(int yyyymm) => new(yyyymm / 100, yyyymm % 100, 1);

    // PT-1: net income fell by 30 % or more against the year before.
    private static void NoticeIncome(Household household)
    {
        var (before, after) = (household.Incomes[^2].Net, household.LatestIncome.Net);
        if (household.Truths.Count > 0 && after <= before * 7L / 10)
            household.Truths[^1].By("PT-1");
    }
}

internal static class Blows
{
    /// <summary>Takes the given percent off this year's wage or business income.</summary>
    public static void Lower(this Household household, int wagePercent, int businessPercent)
    {
        var income = household.Incomes[^1];
        income.Wage -= income.Wage * wagePercent / 100;
        income.Business -= income.Business * businessPercent / 100;
        household.Incomes[^1] = income;
    }


}
