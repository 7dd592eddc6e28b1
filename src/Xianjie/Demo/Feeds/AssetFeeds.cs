using Xianjie.Demo.Events;
using Xianjie.Demo.Names;
using Xianjie.Demo.People;

namespace Xianjie.Demo.Feeds;

internal static class AssetFeeds
{
    private static readonly string[] carBrands = ["五菱宏光", "长安CS35", "哈弗H6", "比亚迪秦", "大众朗逸", "吉利帝豪", "奇瑞瑞虎"];
    private static readonly string[] shops = ["百货店", "餐馆", "农家乐", "建材经营部", "生猪养殖场", "蔬菜种植专业合作社", "理发店", "农资门市"];

    public static void Vehicles(FeedVisit visit)
    {
        var (draw, household, running) = (visit.Draw, visit.Household, 0);
        foreach (var person in household.Members)
            if (person.Age is >= 20 and < 66 && draw.Chance(household.WellOff ? 0.16 : household.IsMonitored ? 0.008 : 0.03))
            {
                var kind = draw.Weighted([40, 8, 34, 14, 1, 3]) switch { 0 => "小型汽车", 1 => "货车", 2 => "摩托车", 3 => "三轮车", 4 => "残疾人代步车", _ => "大型农机" };
                Vehicle(visit, person, kind, kind is "小型汽车" or "货车" or "大型农机" ? draw.Between(35, 180) * 1000 : draw.Between(25, 90) * 100, visit.Period.AnyDay(draw),
                    draw.Weighted([92, 3, 1, 4]) switch { 0 => "正常", 1 => "报废", 2 => "被盗抢", _ => "转让" }, running++);
            }
        foreach (var asset in household.Happenings.Assets)
            if (asset.Kind == AssetKind.Vehicle)
                Vehicle(visit, asset.Owner, "小型汽车", asset.Value, asset.Day, asset.State, running++);
    }

    private static void Vehicle(FeedVisit visit, Person owner, string kind, int value, DateOnly day, string state, int running)
    {
        var plate = Numbers.Plate(visit.Household.Key * 4 + running);
        visit.Sheet.Begin(day).Person(owner).Text(plate).Code(kind).Optional(kind == "小型汽车" ? visit.Draw.Of(carBrands) : "").Money(value).Date(day).Code(state).End();
    }

    public static void Businesses(FeedVisit visit)
    {
        var (draw, household) = (visit.Draw, visit.Household);
        if (household.Head.Age < 68 && draw.Chance(household.WellOff ? 0.28 : household.IsMonitored ? 0.008 : 0.022))
            Business(visit, household.Head, visit.Period.AnyDay(draw), draw.Chance(0.9) ? "存续" : "注销", draw.Between(1, 60) * 10_000);
        foreach (var asset in household.Happenings.Assets)
            if (asset.Kind == AssetKind.Business)
                Business(visit, asset.Owner, asset.Day, asset.State, asset.Value);
    }

    private static void Business(FeedVisit visit, Person owner, DateOnly day, string state, int capital)
    {
        var draw = visit.Draw;
        var title = draw.Of(shops);
        var cooperative = title.EndsWith("合作社", StringComparison.Ordinal);
        var company = !cooperative && draw.Chance(0.15);
        var kind = cooperative ? "农民专业合作社" : company ? "有限责任公司" : "个体工商户";
        var role = company ? (draw.Chance(0.5) ? "法定代表人" : "股东") : cooperative ? (draw.Chance(0.3) ? "法定代表人" : "成员") : "经营者";
        visit.Sheet.Begin(day).Person(owner).Text(Numbers.CreditCode(draw, cooperative ? "93" : company ? "91" : "92")).Optional("青禾县" + visit.Household.Village.Township + owner.Name + title)
            .Code(kind).Code(role).Money(capital).Date(day).Code(state).End();
    }

    public static void Estates(FeedVisit visit)
    {
        var (draw, household, running) = (visit.Draw, visit.Household, 0);
        if (draw.Chance(household.WellOff ? 0.12 : household.IsMonitored ? 0.012 : 0.028))
            Estate(visit, household.Head, draw.Weighted(household.IsMonitored ? [10, 2, 0, 0, 58, 30] : [48, 8, 1, 1, 40, 2]), visit.Period.AnyDay(draw), running++);
        foreach (var asset in household.Happenings.Assets)
            if (asset.Kind == AssetKind.House)
                Estate(visit, asset.Owner, asset.State == "安置房" ? 5 : 0, asset.Day, running++);
    }

    private static void Estate(FeedVisit visit, Person owner, int use, DateOnly day, int running)
    {
        var name = (string[])["城镇住宅", "商业", "办公", "工业", "农村宅基地", "安置房"];
        var unit = Numbers.Padded(Numbers.Padded("990101", visit.Household.Key, 13), running, 1) + "F00010001";
        visit.Sheet.Begin(day).Person(owner).Text(unit).Code(name[use]).Tenths(visit.Draw.Between(380, 1600)).Date(day)
            .Optional(use is 4 ? visit.Household.Village.Township + visit.Household.Village.Name : "青禾县禾城街道").End();
    }
}
