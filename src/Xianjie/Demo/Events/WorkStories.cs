using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

internal sealed class WorkStories(Period period)
{
    private static readonly string[] reasons = ["企业裁员", "企业停产", "合同到期", "因病返乡", "照料家庭"];

    public void JobLoss(Household household, Draw draw, DateOnly start)
    {
        var worker = household.Members.Where(member => member.WorksOut).MaxBy(member => member.WorkIncome);
        if (worker is null)
            return;
        var only = household.Members.Count(member => member.WorksOut) == 1;
        var real = only && !household.WellOff && draw.Chance(0.5);
        var back = real ? (DateOnly?)null : start.AddMonths(draw.Between(1, 4));
        household.Happenings.JobStops.Add(new JobStop(worker, start, draw.Of(reasons), back));
        var reason = real ? "家中唯一务工人员失业，连续无收入" : only ? "停工后已在本地重新就业" : "家中另有稳定务工收入";
        var truth = new Truth(real, "因务工就业不稳", start, reason, real ? "风险" : "干扰项").By("RS-2");
        if (real && household.Type != "普通农户" && start.AddMonths(3) < period.End)
            truth.By("RS-1", "RS-1B");
        if (real)
            household.Lower(draw.Between(55, 85), 0);
        household.Truths.Add(truth);
    }

    public void Overdue(Household household, Draw draw, DateOnly start)
    {
        var real = !household.WellOff && draw.Chance(0.28);
        var loan = new Loan(household.Head, start.AddMonths(-draw.Between(12, 36)), draw.Between(2, 5) * 10_000, start, real ? null : start.AddDays(draw.Between(33, 120)));
        household.Happenings.Loans.Add(loan);
        var found = start.AddDays(30) < period.End;
        var truth = new Truth(real, "因产业项目失败", start, real ? "贷款产业亏损，无力归还" : "外出错过还款日，已结清", real ? "风险" : "干扰项");
        household.Truths.Add(found ? truth.By("YH-1") : truth);
        if (real)
            household.Lower(0, draw.Between(45, 90));
    }

    public void BusinessFailure(Household household, Draw draw, DateOnly start)
    {
        if (!household.HasLabour)
            return;
        var real = !household.WellOff && draw.Chance(0.42);
        household.Happenings.Assets.Add(new Asset(household.Head, start.AddMonths(-draw.Between(14, 50)), AssetKind.Business, "注销", draw.Between(3, 30) * 10_000));
        if (real && draw.Chance(0.6))
            household.Happenings.Loans.Add(new Loan(household.Head, start.AddMonths(-14), 50_000, start.AddMonths(1), null));
        household.Lower(0, real ? draw.Between(75, 100) : 40);
        var truth = new Truth(real, "因产业项目失败", start, real ? "养殖场关停，投入无法收回" : "转行经营，收入未受影响", real ? "风险" : "干扰项");
        if (real && household.Happenings.Loans.Count > 0 && start.AddMonths(2) < period.End)
            truth.By("YH-1");
        household.Truths.Add(truth);
    }

    /// <summary>The main worker dies. The registry still lists the dead, so the death lies in the last six months.</summary>
    public void Death(Household household, Draw draw)
    {
        var worker = household.Members.Where(member => member.WorksOut).MaxBy(member => member.WorkIncome);
        if (worker is null || household.Members.Length < 2)
            return;
        var start = period.RecentDay(draw, 6);
        var real = !household.WellOff && draw.Chance(0.6);
        household.Happenings.RegisterChanges.Add(new RegisterChange(worker, start, "死亡"));
        household.Truths.Add(new Truth(real, "因意外事故", start, real ? "主要劳动力死亡，失去收入来源" : "工亡赔偿到位，家庭生活稳定", real ? "风险" : "干扰项").By("MZ-5"));
        household.Lower(real ? 70 : 50, 20);
    }

    /// <summary>Income fell for a harmless reason.</summary>
    public void LeanYear(Household household)
    {
        if (household.LatestIncome is { Wage: < 20_000, Business: < 20_000 })
            return;
        household.Lower(55, 55);
        household.Truths.Add(new Truth(false, "其他", new DateOnly(period.LastDay.Year, 1, 1), "上年出栏集中、本年返乡建房，积蓄充足", "干扰项"));
    }
}
