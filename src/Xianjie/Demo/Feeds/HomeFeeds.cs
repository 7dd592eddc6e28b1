using Xianjie.Demo.Events;

namespace Xianjie.Demo.Feeds;

internal static class HomeFeeds
{
    public static void Houses(FeedVisit visit)
    {
        var (draw, household) = (visit.Draw, visit.Household);
        if (draw.Chance(household.IsLowIncome ? 0.35 : 0.05))
        {
            var grade = household.Living.Grade is "A级" or "B级" && draw.Chance(0.97) ? household.Living.Grade : draw.Chance(0.9) ? "B级" : draw.Of(["C级", "D级"]);
            House(visit, new HouseCheck(visit.Period.AnyDay(draw), grade, draw.Chance(0.8)), 1);
        }
        var running = 1;
        foreach (var check in household.Happenings.HouseChecks)
            House(visit, check, running++);
    }

    private static void House(FeedVisit visit, HouseCheck check, int running)
    {
        var household = visit.Household;
        var sheet = visit.Sheet.Begin(check.Day).Person(household.Head).Text(visit.Serial("FW", running)).Code(check.Grade).Date(check.Day);
        (visit.Draw.Chance(0.93) ? sheet.YesNo(check.OnlyHouse) : sheet.Blank()).Optional(household.Village.Township + household.Village.Name + household.Group).End();
    }

    public static void Water(FeedVisit visit)
    {
        var household = visit.Household;
        if (household.Living.Supply != "集中")
            return;
        foreach (var outage in visit.Events.Outages)
        {
            if (outage.Group != household.Group)
                continue;
            var restored = outage.From.AddDays(outage.Days);
            visit.Sheet.Begin(outage.From).Person(household.Head).Text(outage.WaterPoint).Date(outage.From)
                .DateOrBlank(restored < visit.Period.End ? restored : null).Number(outage.Days).Optional(outage.Reason).End();
        }
    }

    private static readonly int[] losses = [100, 250, 400, 600, 800, 1_100, 1_500, 2_100, 3_000, 4_800, 16_000];

    public static void Disasters(FeedVisit visit)
    {
        var (draw, household) = (visit.Draw, visit.Household);
        foreach (var storm in visit.Events.Storms)
            if (household.Living.Farmland > 0 && draw.Chance(storm.Share))
                Loss(visit, visit.Serial(storm.Number, 1), new Loss(storm.Day, storm.Kind, draw.Quantile(losses), draw.Chance(0.03) ? "一般损坏" : "无"));
        var running = 1;
        foreach (var loss in household.Happenings.Losses)
            Loss(visit, visit.Serial("ZQ", running++), loss);
    }

    private static void Loss(FeedVisit visit, string number, Loss loss) =>
        visit.Sheet.Begin(loss.Day).Person(visit.Household.Head).Text(number).Code(loss.Kind).Date(loss.Day).Money(loss.Amount).Code(loss.Damage).End();
}
