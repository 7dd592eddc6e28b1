using Xianjie.Demo.Names;
using Xianjie.Demo.People;

namespace Xianjie.Demo.Feeds;

internal static class CivilFeeds
{
    private static readonly string[] reliefCauses = ["疾病", "疾病", "意外事故", "教育", "其他"];
    private static readonly int[] reliefs = [300, 500, 600, 800, 1000, 1000, 1200, 1500, 2000, 2600, 6000];
    private static readonly string[] exits = ["收入超过标准", "家庭成员就业", "户籍迁出", "死亡", "动态调整"];

    public static void Assistance(FeedVisit visit)
    {
        var draw = visit.Draw;
        foreach (var person in visit.Household.Members)
            if (person.Tekun)
                Support(visit, person, "农村特困", draw.Chance(0.9) ? "分散供养" : "集中供养", draw.Between(780, 860));
            else if (person.Dibao)
                Support(visit, person, "农村低保", "", draw.Between(310, 520));
            else if (!visit.Household.WellOff && draw.Chance(0.0035))
                Support(visit, person, draw.Chance(0.7) ? "低保边缘" : "刚性支出困难", "", 0);
            else if (draw.Chance(0.004))
                Left(visit, person);
    }

    private static void Support(FeedVisit visit, Person person, string kind, string care, int monthly)
    {
        var from = visit.Period.MonthStart(visit.Draw.Chance(0.22) ? visit.Draw.Below(Period.Months) : -visit.Draw.Between(1, 60));
        var sheet = visit.Sheet.Begin(from).Person(person).Code(kind).Code(care).Code("在保").Month(Period.Yyyymm(from)).Blank().Blank();
        (monthly > 0 ? sheet.Money(monthly) : sheet.Blank()).End();
    }

    private static void Left(FeedVisit visit, Person person)
    {
        var until = visit.Period.MonthStart(visit.Draw.Below(Period.Months));
        visit.Sheet.Begin(until).Person(person).Code("农村低保").Blank().Code("退出").Month(Period.Yyyymm(until.AddMonths(-visit.Draw.Between(10, 50)))).Month(Period.Yyyymm(until))
            .Optional(visit.Draw.Of(exits)).Blank().End();
    }

    public static void Relief(FeedVisit visit)
    {
        var (draw, running) = (visit.Draw, 0);
        if (draw.Chance(visit.Household.IsLowIncome ? 0.05 : 0.006))
        {
            var day = visit.Period.AnyDay(draw);
            visit.Sheet.Begin(day).Person(visit.Household.Head).Text(visit.Serial("LS", running++)).Date(day).Code(draw.Of(reliefCauses)).Money(draw.Quantile(reliefs) / 100 * 100).End();
        }
        foreach (var relief in visit.Household.Happenings.Reliefs)
            visit.Sheet.Begin(relief.Day).Person(relief.Receiver).Text(visit.Serial("LS", running++)).Date(relief.Day).Code(relief.Cause).Money(relief.Amount).End();
    }

    public static void Register(FeedVisit visit)
    {
        var (draw, household, period) = (visit.Draw, visit.Household, visit.Period);
        foreach (var change in household.Happenings.RegisterChanges)
            Change(visit, change.Member.Id, change.Member.Name, change.Kind, change.Day);
        foreach (var person in household.Members)
            if (period.Holds(person.Birth))
                Change(visit, person.Id, person.Name, "新生儿", person.Birth.AddDays(draw.Between(3, 60)));
            else if (person.Age >= 70 && household.Happenings.RegisterChanges.Count == 0 && draw.Chance(0.006))
                Change(visit, person.Id, person.Name, "死亡", period.RecentDay(draw, 3));
            else if (person.Relation is "之儿媳" or "配偶" && person.Age < 32 && draw.Chance(0.05))
                Change(visit, person.Id, person.Name, "婚入", period.AnyDay(draw));
        if (draw.Chance(0.034))
            Former(visit);
    }

    // Died, married or moved away earlier: the registry no longer lists them, so the row matches nobody.
    private static void Former(FeedVisit visit)
    {
        var draw = visit.Draw;
        var kind = draw.Weighted([70, 16, 14]) switch { 0 => "死亡", 1 => "婚出", _ => "户籍迁出" };
        var birth = visit.Period.AsOf.AddDays(-(kind == "死亡" ? draw.Between(66, 95) : draw.Between(21, 34)) * 365 - draw.Below(365));
        var male = kind == "死亡" && draw.Chance(0.5);
        var id = Numbers.CitizenId(LandlessRegion, birth, draw.Below(499) * 2 + (male ? 1 : 2));
        Change(visit, id, NameMaker.Full(draw, NameMaker.Surname(draw), male, birth.Year), kind, visit.Period.First.AddDays(draw.Below(570)));
    }

    // A fictional region that no registered member has.
    private const int LandlessRegion = 990200;

    private static void Change(FeedVisit visit, string id, string name, string kind, DateOnly day)
    {
        if (!visit.Period.Holds(day))
            return;
        var (here, village) = (Livelihood.AtHome, visit.Household.Village);
        var sheet = visit.Sheet.Begin(day).Person(id, name).Code(kind).Date(day);
        if (kind is "婚入" or "户籍迁入")
            sheet.Blank().Optional(here + village.Township).End();
        else if (kind is "婚出" or "户籍迁出")
            sheet.Text(here + village.Township).Optional(visit.Draw.Of(Livelihood.Outside)).End();
        else
            sheet.Optional(here + village.Township).Blank().End();
    }
}
