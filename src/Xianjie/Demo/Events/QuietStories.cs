using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

/// <summary>Risks without an event: what the registry itself shows to whoever looks, true or out of date.</summary>
internal sealed class QuietStories(Period period)
{
    private const int LowIncome = 6_000;
    private DateOnly NewYear => new(period.LastDay.Year, 1, 1);

    public void Tell(Household household, Draw draw)
    {
        if (household.IsMonitored || household.Truths.Count > 0)
        {
            Insurance(household, draw);
            return;
        }
        if (!household.Living.SafeWater)
            Add(household, draw.Chance(0.3), "因安全饮水", "季节性缺水，取水困难", "已通自来水，档案未更新", "SL-2B");
        else if (household.LatestIncome.Net < LowIncome * household.Members.Length)
            Add(household, !household.WellOff && draw.Chance(0.12), "其他", "收入低且无赡养支持", "子女赡养费等收入漏登", "PT-1B");
        else if (IsBurdened(household) && draw.Chance(0.5))
            Add(household, !household.WellOff && draw.Chance(0.14), "缺劳动力", "照料负担重，缺少劳动力", "亲属共同照料，生活稳定", "MZ-6");
        Insurance(household, draw);
    }

    // YB-8: whoever is monitored or supported must be insured.
    private void Insurance(Household household, Draw draw)
    {
        if (Array.Exists(household.Members, member => !member.Insured && (household.IsMonitored || member.Dibao || member.Tekun)))
            Add(household, draw.Chance(0.35), "因病", "未参加基本医保，看病无保障", "已在务工地参保，数据未比对上", "YB-8");
    }

    private void Add(Household household, bool real, string risk, string reason, string harmless, string rule) =>
        household.Truths.Add(new Truth(real, risk, NewYear, real ? reason : harmless, real ? "风险" : "干扰项").By(rule));

    // MZ-6: several disabled, disabled and old without labour, or one parent alone with children.
    private static bool IsBurdened(Household household)
    {
        var members = household.Members;
        var disabled = members.Count(member => member.IsDisabled);
        var adults = members.Count(member => member.Age >= 18);
        return disabled >= 2
            || (disabled > 0 && Array.Exists(members, member => member.Age >= 60) && !Array.Exists(members, member => member.HasFullLabour))
            || (adults == 1 && members.Length > 1 && Array.Exists(members, member => member.Relation is "之子" or "之女" && member.Age < 18));
    }
}
