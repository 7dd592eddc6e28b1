using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

/// <summary>Monitored households with a car, a shop or a flat: some hide wealth, more only seem to.</summary>
internal sealed class AssetStories(Period period)
{
    public void Tell(Household household, Draw draw)
    {
        var owner = household.Members.FirstOrDefault(member => member.Age is >= 18 and < 65);
        if (owner is null)
            return;
        var wealthy = draw.Chance(0.35);
        var kind = (AssetKind)draw.Weighted([50, 25, 25]);
        var day = period.AnyDay(draw);
        var (state, reason, rule) = kind switch
        {
            AssetKind.Vehicle => (wealthy ? "正常" : draw.Of(["报废", "转让", "正常"]), wealthy ? "名下新购轿车为家庭实际使用" : "车辆已报废、转让或为代步旧车", "GA-4"),
            AssetKind.Business => (wealthy ? "存续" : draw.Of(["注销", "存续"]), wealthy ? "实际经营门店，收入高于申报" : "挂名登记或未实际经营", "SJ-1"),
            _ => (wealthy ? "商品房" : draw.Of(["安置房", "商品房"]), wealthy ? "县城另购商品房" : "系搬迁安置房或已故亲属遗产", "BDC-1"),
        };
        household.Happenings.Assets.Add(new Asset(owner, day, kind, state, wealthy ? draw.Between(90, 320) * 1000 : draw.Between(6, 40) * 1000));
        household.Truths.Add(new Truth(!wealthy, household.Risks[0], day, reason, wealthy ? "排除属实" : "排除不实").By(state is "正常" or "存续" or "商品房" ? [rule] : []));
    }
}
