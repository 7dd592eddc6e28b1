using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

/// <summary>How a medical bill is shared out: basic insurance, critical-illness insurance above a deductible, medical aid for the poor.</summary>
internal static class Bills
{
    public const int CriticalDeductible = 13_000;
    // Rural income per head of the year before, as the parameter 农村居民人均可支配收入 has it.
    private const int RuralIncome = 23_119;
    public static readonly string[] Grave = ["恶性肿瘤", "脑卒中", "慢性肾功能衰竭", "急性心肌梗死", "重型颅脑损伤", "肝硬化失代偿期", "重症胰腺炎", "系统性红斑狼疮"];
    public static readonly string[] Common = ["肺部感染", "骨折", "慢性阻塞性肺疾病急性加重", "阑尾炎", "胆囊结石", "腰椎间盘突出", "高血压3级", "2型糖尿病", "支气管炎", "胃溃疡", "白内障", "急性胃肠炎"];

    public static Bill Hospital(Draw draw, Household household, Person patient, DateOnly day, string disease, int total)
    {
        if (!patient.Insured)
            return new Bill(patient, day, "住院", disease, total, 0, 0, 0);
        var pooled = total * draw.Between(patient.EmployeeInsured ? 62 : 46, patient.EmployeeInsured ? 82 : 68) / 100;
        var rest = total - pooled;
        var critical = rest > CriticalDeductible ? (rest - CriticalDeductible) * draw.Between(48, 60) / 100 : 0;
        rest -= critical;
        var aid = household.IsLowIncome && rest > 1500 ? rest * draw.Between(25, 65) / 100 : 0;
        return new Bill(patient, day, "住院", disease, total, pooled, critical, aid);
    }

    /// <summary>A bill of which the patient bears the given sum.</summary>
    public static Bill Bearing(Draw draw, Person patient, DateOnly day, string disease, int selfPay)
    {
        var total = (int)(selfPay * (long)draw.Between(210, 330) / 100);
        var paid = total - selfPay;
        var critical = selfPay > CriticalDeductible ? paid * draw.Between(10, 25) / 100 : 0;
        return new Bill(patient, day, "住院", disease, total, paid - critical, critical, 0);
    }

    /// <summary>Rules of monitoring.md §8 whose default lines the bills pass in some month.</summary>
    public static void Tripped(Household household, Person patient, Truth truth)
    {
        var bills = household.Happenings.Bills.FindAll(bill => bill.Patient == patient);
        var poor = household.Type != "普通农户";
        if (bills.Exists(bill => bill.SelfPay > (household.IsMonitored ? 6_000 : 10_000)))
            truth.By("YB-3");
        foreach (var year in bills.GroupBy(bill => bill.Day.Year))
        {
            var borne = year.Sum(bill => bill.SelfPay);
            if (borne >= (poor ? 5_000 : 20_000))
                truth.By("YB-1");
            if (borne > RuralIncome * (poor ? 50L : 100L) / 100)
                truth.By("YB-4");
            if (borne > (household.IsOpen || patient.Dibao || patient.Tekun ? 10_000 : 26_000))
                truth.By("YB-5");
            if (borne >= 50_000 && year.Sum(bill => bill.Aid) == 0 && household.Happenings.Reliefs.Count == 0)
                truth.By("YB-7");
        }
    }
}
