namespace Xianjie.Demo.People;

/// <summary>Which households are or were monitored, since when, for which risks. From January 2026 on there is one category.</summary>
internal sealed class Identification(DateOnly asOf)
{
    private static readonly string[] disasters = ["洪涝", "地质", "旱灾", "气象"];
    private readonly int thisMonth = asOf.Year * 12 + asOf.Month - 1;

    public void Decide(Household household, Draw draw)
    {
        household.Type = household.Exited ? (draw.Chance(0.75) ? "一般脱贫户" : "脱贫不享受政策户") : "普通农户";
        household.State = household.Exited ? "脱贫户" : "普通户";
        var weak = Array.Exists(household.Members, member => member.IsDisabled || member.MajorIllness);
        if (household.WellOff || !draw.Chance((weak ? 0.055 : 0.0125) * (household.Exited ? 1.5 : 0.85)))
            return;
        Identify(household, draw);
        ChooseRisks(household, draw);
    }

    private void Identify(Household household, Draw draw)
    {
        const int start = 2021 * 12 + 4;
        var identified = start + draw.Below(Math.Max(1, thisMonth - start));
        household.Identified = Month(identified);
        household.Type = household.Identified >= 202601 ? "防止返贫致贫对象"
            : draw.Chance(0.28) ? "突发严重困难户" : household.Exited ? "脱贫不稳定户" : "边缘易致贫户";
        household.State = "未消除风险监测户";
        var age = thisMonth - identified;
        if (age <= 6 || !household.HasLabour && draw.Chance(0.8) || !draw.Chance(age > 30 ? 0.86 : age > 18 ? 0.74 : 0.42))
            return;
        household.State = "已消除风险监测户";
        household.Eliminated = Month(identified + 6 + draw.Below(Math.Min(age - 6, 30)));
        household.EliminationKind = draw.Chance(0.93) ? "帮扶消除" : "自然消除";
    }

    private static int Month(int months) => months / 12 * 100 + months % 12 + 1;

    private static void ChooseRisks(Household household, Draw draw)
    {
        var members = household.Members;
        Offer(household, draw, 0.62, "因病", Array.Exists(members, member => member.Chronic || member.MajorIllness));
        Offer(household, draw, 0.55, "因残", Array.Exists(members, member => member.IsDisabled));
        Offer(household, draw, 0.3, "缺劳动力", Array.TrueForAll(members, member => !member.HasFullLabour));
        Offer(household, draw, 0.16, "因学", Array.Exists(members, member => member.School.Contains("年级", StringComparison.Ordinal) && member.Age > 15));
        Offer(household, draw, 0.16, "因务工就业不稳", Array.Exists(members, member => member.WorksOut));
        Offer(household, draw, 0.07, "因意外事故", true);
        Offer(household, draw, 0.05, "因自然灾害", true);
        Offer(household, draw, 0.04, "因产业项目失败", household.HasLabour);
        Offer(household, draw, 0.02, "其他", true);
        if (household.Risks.Count == 0)
            FallIll(household, draw);
        if (household.Risks.Contains("因自然灾害"))
            household.DisasterKind = draw.Of(disasters);
        if (household.Risks.Contains("其他"))
            household.RiskNote = "赡养支出大";
        if (household.IsOpen && household.Living.Grade is "C级" or "D级")
            household.Risks.Add("因安全住房");
    }

    private static void FallIll(Household household, Draw draw)
    {
        var adults = Array.FindAll(household.Members, member => member.Age >= 18);
        (adults.Length > 0 ? draw.Of(adults) : household.Head).MajorIllness = true;
        household.Risks.Add("因病");
    }

    private static void Offer(Household household, Draw draw, double share, string risk, bool fits)
    {
        if (draw.Chance(share) && fits && household.Risks.Count < 4)
            household.Risks.Add(risk);
    }
}
