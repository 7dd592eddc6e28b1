using Xianjie.Demo.Events;
using Xianjie.Demo.People;

namespace Xianjie.Demo.Feeds;

internal static class HealthFeeds
{
    private static readonly int[] stayCosts = [600, 1300, 1800, 2300, 2700, 3100, 3500, 3900, 4300, 4800, 5300, 5900, 6600, 7400, 8400, 9600, 11_200, 13_500, 16_500, 22_000, 42_000];
    private static readonly int[] visitCosts = [18, 35, 48, 60, 75, 90, 110, 140, 185, 270, 900];
    private static readonly string[] disabilityKinds = ["", "视力", "听力", "言语", "肢体", "智力", "精神", "多重"];
    private static readonly string[] disabilityLevels = ["", "一级", "二级", "三级", "四级"];

    public static string KindName(int kind) => disabilityKinds[kind];

    public static string LevelName(int level) => disabilityLevels[level];

    public static void Settlements(FeedVisit visit)
    {
        var (draw, period, running) = (visit.Draw, visit.Period, 0);
        foreach (var person in visit.Household.Members)
        {
            var mean = (person.MajorIllness ? 1.5 : person.Chronic ? 0.55 : person.Age < 7 ? 0.24 : person.Age < 45 ? 0.1 : 0.26);
            var stays = Count(draw, mean);
            for (var i = 0; i < stays; i++)
            {
                var disease = person.MajorIllness && draw.Chance(0.5) ? draw.Of(Bills.Grave) : draw.Of(Bills.Common);
                Row(visit, Bills.Hospital(draw, visit.Household, person, period.AnyDay(draw), disease, draw.Quantile(stayCosts)), running++);
            }
            var visits = Count(draw, person.Age < 7 ? 0.8 : person.Age < 45 ? 0.3 : 0.6);
            for (var i = 0; i < visits; i++)
                Row(visit, Small(draw, person, period.AnyDay(draw), draw.Chance(0.75) ? "普通门诊" : "购药", 1), running++);
            if ((person.Chronic && draw.Chance(0.3)) || person.MajorIllness)
                for (var month = draw.Between(0, 20); month < Period.Months; month += draw.Between(2, 4))
                    Row(visit, Small(draw, person, period.MonthStart(month).AddDays(draw.Below(27)), "门诊慢特病", person.MajorIllness ? 6 : 2), running++);
        }
        foreach (var bill in visit.Household.Happenings.Bills)
            Row(visit, bill, running++);
    }

    private static int Count(Draw draw, double mean) => (int)mean + (draw.Chance(mean - (int)mean) ? 1 : 0) + (draw.Chance(mean * 0.18) ? draw.Between(1, 2) : 0);

    private static Bill Small(Draw draw, Person person, DateOnly day, string kind, int scale)
    {
        var total = draw.Quantile(visitCosts) * scale;
        return new Bill(person, day, kind, kind == "购药" ? "" : draw.Of(Bills.Common), total, kind == "购药" ? 0 : total * draw.Between(45, 70) / 100, 0, 0);
    }

    private static void Row(FeedVisit visit, Bill bill, int running)
    {
        var draw = visit.Draw;
        var cents = draw.Below(100);
        var hospital = bill.Kind == "住院" ? visit.World.Hospitals[draw.Weighted([40, 22, 8, 18, 12])] : bill.Kind == "购药" ? "县城平价大药房" : visit.World.Hospitals[draw.Chance(0.5) ? 0 : 5 + draw.Below(visit.World.Hospitals.Length - 5)];
        var sheet = visit.Sheet.Begin(bill.Day).Person(bill.Patient).Text(visit.Serial("JS", running)).Code(bill.Kind).Date(bill.Day)
            .Optional(hospital).Optional(bill.Disease).Fen(bill.Total * 100L + cents).Money(bill.Pooled);
        if (bill.Kind == "住院")
            sheet.Money(bill.Critical).Money(bill.Aid);
        else
            sheet.Blank().Blank();
        sheet.Fen(bill.SelfPay * 100L + cents).End();
    }

    public static void Insured(FeedVisit visit)
    {
        var (draw, household) = (visit.Draw, visit.Household);
        for (var year = visit.Period.LastDay.Year - 1; year <= visit.Period.LastDay.Year; year++)
            foreach (var person in household.Members)
            {
                var day = PaidOn(draw, person, year);
                if (person.Birth.Year > year || day >= visit.Period.End)
                    continue;
                var paid = year == visit.Period.LastDay.Year ? person.Insured : person.Insured || draw.Chance(0.6);
                var aided = household.IsOpen || person.Tekun || person.Dibao;
                var sheet = visit.Sheet.Begin(day < visit.Period.First ? visit.Period.First : day).Person(person).Number(year)
                    .Code(person.EmployeeInsured ? "城镇职工" : "城乡居民").Code(paid ? "正常参保" : "未参保");
                sheet = paid && aided && !person.EmployeeInsured ? sheet.Money(person.Tekun ? 400 : 200) : sheet.Blank();
                (paid && draw.Chance(0.35) ? sheet.Date(day) : sheet.Blank()).End();
            }
    }

    // The season is September to December of the year before; newborns and latecomers pay during the year.
    private static DateOnly PaidOn(Draw draw, Person person, int year)
    {
        if (person.Birth.Year == year)
            return person.Birth.AddDays(draw.Between(10, 60));
        return draw.Chance(0.012) ? new DateOnly(year, 1, 1).AddDays(draw.Below(300)) : new DateOnly(year - 1, 9, 1).AddDays(draw.Below(120));
    }

    public static void Cards(FeedVisit visit)
    {
        var changes = visit.Household.Happenings.CardChanges;
        foreach (var person in visit.Household.Members)
            if (person.IsDisabled && !changes.Exists(change => change.Holder == person && change.Kind == "新办"))
                Card(visit, person, person.CardIssued < visit.Period.End ? person.CardIssued : visit.Period.LastDay, visit.Draw.Chance(0.8) ? "新办" : "换证", 0,
                    changes.Find(change => change.Holder == person) is { FormerLevel: > 0 } change ? change.FormerLevel : person.DisabilityLevel);
        foreach (var change in changes)
            Card(visit, change.Holder, change.Day, change.Kind, change.FormerLevel, change.Holder.DisabilityLevel);
    }

    private static void Card(FeedVisit visit, Person person, DateOnly day, string kind, int former, int level) =>
        visit.Sheet.Begin(day).Person(person).Text(string.Concat(person.CardNumber.AsSpan(0, 19), [(char)('0' + level)])).Optional(KindName(person.DisabilityKind)).Code(LevelName(level))
            .Code(LevelName(former)).Code(kind).Date(day).End();
}
