using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

internal sealed class HomeStories(Period period)
{
    private static readonly string[] kinds = ["洪涝", "地质灾害", "干旱", "风雹"];
    private static readonly int[] losses = [800, 1_500, 2_200, 3_000, 4_200, 6_000, 8_500, 12_000, 18_000, 32_000, 90_000];

    public void Unsafe(Household household, Draw draw, DateOnly start)
    {
        if (household.Relocated)
            return;
        var real = !household.WellOff && draw.Chance(0.42);
        var grade = draw.Weighted([50, 30, 20]) switch { 0 => "C级", 1 => "D级", _ => "无法判定" };
        var only = real || draw.Chance(0.6);
        household.Happenings.HouseChecks.Add(new HouseCheck(start, grade, only));
        if (real && start < period.End.AddMonths(-5) && grade != "无法判定" && draw.Chance(0.5))
            household.Living = household.Living with { Grade = grade };
        var reason = real ? "唯一住房鉴定为危房，尚未改造" : only ? "已随子女住进安全住房或正在自行翻建" : "另有安全住房，鉴定房屋闲置";
        household.Truths.Add(new Truth(real, "因安全住房", start, reason, real ? "风险" : "干扰项").By(only ? ["ZJ-1"] : []));
    }

    public void Disaster(Household household, Draw draw, DateOnly start)
    {
        var real = !household.WellOff && draw.Chance(0.17);
        var kind = draw.Of(kinds);
        var amount = real ? draw.Quantile(losses) + 6_000 : draw.Quantile(losses) / 2;
        var damage = real && kind is "洪涝" or "地质灾害" && draw.Chance(0.6) ? "严重损坏" : "无";
        household.Happenings.Losses.Add(new Loss(start, kind, amount, damage));
        var truth = new Truth(real, "因自然灾害", start, real ? "受灾绝收且住房受损，恢复困难" : "损失已由农业保险赔付", real ? "风险" : "干扰项").By("YJ-1");
        if (real)
        {
            household.Lower(0, draw.Between(50, 95));
            Relieve(household, draw, start, "自然灾害", truth);
        }
        else
            household.Incomes[^1] = household.Incomes[^1] with { Claim = amount * 7 / 10 };
        household.Truths.Add(truth);
    }

    public void Fire(Household household, Draw draw, DateOnly start)
    {
        var real = !household.WellOff && draw.Chance(0.5);
        household.Happenings.Losses.Add(new Loss(start, "火灾", draw.Quantile(losses) + (real ? 20_000 : 0), real ? draw.Of(["严重损坏", "倒塌"]) : "一般损坏"));
        var truth = new Truth(real, "因意外事故", start, real ? "住房失火损毁，生活无着" : "火灾损失轻微，已自行修复", real ? "风险" : "干扰项").By("YJ-2");
        if (real)
            Relieve(household, draw, start, "火灾", truth);
        household.Truths.Add(truth);
    }

    private void Relieve(Household household, Draw draw, DateOnly start, string cause, Truth truth)
    {
        var day = start.AddDays(draw.Between(5, 40));
        var amount = draw.Between(10, 90) * 100;
        if (!period.Holds(day))
            return;
        household.Happenings.Reliefs.Add(new Relief(household.Head, day, cause, amount));
        if (amount >= 3_000)
            truth.By("MZ-3");
    }
}
