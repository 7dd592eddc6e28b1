using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

internal sealed class HealthStories(Period period)
{
    private static readonly int[] heavy = [3_800, 5_200, 6_400, 7_600, 9_000, 10_800, 12_500, 15_000, 19_000, 27_000, 58_000];
    private static readonly string[] borne = ["商业保险已赔付大部", "家庭积蓄足以承担", "子女在外收入稳定，已分担", "单位补充医疗已报销", "费用系整形与自费项目，家庭富裕"];

    public void Illness(Household household, Draw draw, DateOnly start)
    {
        var patient = household.Members[draw.Below(household.Members.Length)];
        var disease = draw.Of(Bills.Grave);
        var real = !household.WellOff && draw.Chance(0.24);
        var stays = draw.Between(1, real ? 4 : 2);
        for (var i = 0; i < stays; i++)
        {
            var day = start.AddDays(i * draw.Between(18, 45));
            if (period.Holds(day))
                household.Happenings.Bills.Add(Bills.Bearing(draw, patient, day, disease, draw.Quantile(heavy) * (real && !household.IsLowIncome ? 16 : 10) / 10));
        }
        patient.MajorIllness |= real || draw.Chance(0.5);
        var reason = real ? $"{disease}住院，自付费用超出家庭承受能力" : draw.Of(borne);
        var truth = new Truth(real, "因病", start, reason, real ? "风险" : "干扰项");
        var sum = household.Happenings.Bills.Sum(bill => bill.SelfPay);
        household.Incomes[^1] = household.Incomes[^1] with { SelfPay = sum, Claim = real ? 0 : sum * draw.Between(40, 90) / 100 };
        if (real)
        {
            household.Lower(patient.WorksOut ? draw.Between(35, 80) : draw.Between(0, 25), 10);
            if (draw.Chance(0.35))
                AddRelief(household, draw, patient, start, sum, truth);
        }
        Bills.Tripped(household, patient, truth);
        household.Truths.Add(truth);
    }

    private void AddRelief(Household household, Draw draw, Person patient, DateOnly start, int sum, Truth truth)
    {
        var amount = Math.Clamp(sum * draw.Between(10, 30) / 100, 500, 12_000) / 100 * 100;
        var day = start.AddDays(draw.Between(30, 80));
        if (!period.Holds(day))
            return;
        household.Happenings.Reliefs.Add(new Relief(patient, day, "疾病", amount));
        if (amount >= 3_000)
            truth.By("MZ-3");
    }

    public void Disability(Household household, Draw draw, DateOnly start)
    {
        var holder = household.Members[draw.Below(household.Members.Length)];
        if (start < holder.Birth.AddYears(1))
            return;
        var worse = holder.IsDisabled && holder.DisabilityLevel > 1;
        if (holder.IsDisabled && !worse)
            return;
        var real = !household.WellOff && draw.Chance(0.24);
        if (worse)
        {
            household.Happenings.CardChanges.Add(new CardChange(holder, start, "等级变更", holder.DisabilityLevel));
            holder.DisabilityLevel--;
        }
        else
        {
            holder.DisabilityKind = 1 + draw.Weighted([12, 14, 3, 48, 8, 11, 4]);
            holder.DisabilityLevel = real ? draw.Between(1, 3) : draw.Between(2, 4);
            holder.CardIssued = start;
            household.Happenings.CardChanges.Add(new CardChange(holder, start, "新办", 0));
        }
        holder.CardUnknownToRegistry = start >= period.End.AddMonths(-4);
        var reason = real ? "残疾后家庭主要劳力受损，照料负担重" : worse ? "等级变更前已有照料安排，收入稳定" : "轻度残疾，不影响家庭收入";
        household.Truths.Add(new Truth(real, "因残", start, reason, real ? "风险" : "干扰项").By("CL-1"));
        if (real)
            household.Lower(holder.WorksOut ? 70 : 15, 15);
    }
}
