using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

internal sealed class SchoolStories(Period period)
{
    private static readonly string[] falseAlarms = ["已转学至务工地，学籍未转", "因病短期请假，已返校", "学校误报，实际在校", "随迁就读，原校未销号"];

    public void Dropout(Household household, Draw draw, DateOnly start)
    {
        var pupil = Array.Find(household.Members, member => member.Age is >= 9 and <= 15 && member.IsPupil);
        if (pupil is null)
            return;
        var real = draw.Chance(0.33);
        var atHome = pupil.DisabilityLevel is 1 or 2;
        var state = atHome ? "送教上门" : real ? draw.Of(["疑似辍学", "疑似辍学", "失学"]) : draw.Of(["疑似辍学", "休学", "间歇性上学"]);
        var until = real ? period.End : start.AddMonths(draw.Between(3, 7));
        household.Happenings.SchoolTroubles.Add(new SchoolTrouble(pupil, start, until, state, real ? draw.Of(["厌学", "家庭困难", "随父母务工"]) : ""));
        var reason = real ? "义务教育阶段未在校，需劝返" : draw.Of(falseAlarms);
        string[] rules = state switch { "送教上门" or "间歇性上学" => ["JY-3"], "休学" => [], _ => ["JY-1"] };
        household.Truths.Add(new Truth(real, "因学", start, reason, real ? "风险" : "干扰项").By(rules));
        if (!real || atHome || !draw.Chance(0.3))
            return;
        pupil.School = "非在校生";
        pupil.DropoutReason = "厌学";
        pupil.Education = "小学";
    }

    public void Fees(Household household, Draw draw, DateOnly start)
    {
        var student = Array.Find(household.Members, member => member.Age is >= 15 and <= 23 && member.IsPupil);
        if (student is null)
            return;
        var real = !household.WellOff && draw.Chance(0.15);
        household.Happenings.SchoolTroubles.Add(new SchoolTrouble(student, start, period.End, "在校", "", draw.Between(122, 230) * 100));
        household.Truths.Add(new Truth(real, "因学", start, real ? "多子女同时就学，教育支出超过家庭承受能力" : "家庭收入可承担学费", real ? "风险" : "干扰项").By("JY-2"));
    }
}
