using Xianjie.Demo.People;

namespace Xianjie.Demo.Feeds;

/// <summary>务工月监测表, 计划务工表 and where graduates went; with the gaps and slips that such tables have.</summary>
internal static class WorkMonitoring
{
    private static readonly string[] industries = ["制造业", "建筑业", "住宿餐饮业", "居民服务业", "农林牧渔业", "交通运输业"];
    private static readonly string[] needs = ["岗位信息", "技能培训", "交通补贴", "创业指导"];

    /// <summary>The present stretch of work of poor and monitored households, and for some the one before it.</summary>
    public static void Records(FeedVisit visit)
    {
        var (draw, household, running) = (visit.Draw, visit.Household, 0);
        foreach (var person in household.Members)
        {
            if (!person.WorksOut || !(household.Exited || household.IsMonitored))
                continue;
            var started = visit.Period.MonthStart(draw.Between(10, 20));
            if (draw.Chance(0.4))
            {
                // A few clerks carry the old stretch beyond the start of the new one
                var ended = started.AddMonths(Slips(visit, 0.05) ? 2 : -draw.Between(1, 3));
                Record(visit, person, running++, working: false, started.AddMonths(-draw.Between(8, 14)), ended);
            }
            Record(visit, person, running++, working: true, started, null);
        }
    }

    private static void Record(FeedVisit visit, Person person, int running, bool working, DateOnly started, DateOnly? ended)
    {
        var (draw, place) = (visit.Draw, Place(person.WorkPlace));
        var range = place.County == Place(Livelihood.AtHome).County ? draw.Chance(0.5) ? "乡镇内" : "乡外县内" : place.Province == Place(Livelihood.AtHome).Province ? "县外省内" : "省外";
        var away = range is "县外省内" or "省外";
        visit.Sheet.Begin(started).Person(person).Text(visit.Serial("WG", running)).YesNo(working)
            .Text(place.Province).Text(place.City).Text(Slips(visit, 0.06) ? "" : place.County).Code(range).Month(Period.Yyyymm(started)).Month(ended is { } end ? Period.Yyyymm(end) : 0)
            .Number(working ? person.WorkMonths : 0).Money(Slips(visit, 0.02) ? person.WorkIncome / 100 : person.WorkIncome).Text(Slips(visit, 0.05) ? "" : visit.World.CompanyOf(person)).Text(draw.Of(industries))
            .Code(!away && draw.Chance(0.15) ? "帮扶车间" : draw.Chance(0.3) ? "劳务输出" : "自主就业").YesNo(away && draw.Chance(0.2)).Money(away && draw.Chance(0.7) ? 300 : 0).Text(person.Phone).End();
    }

    /// <summary>Who could work and does not.</summary>
    public static void Plans(FeedVisit visit)
    {
        foreach (var person in visit.Household.Members)
        {
            if (!person.HasFullLabour || person.WorksOut || person.IsPupil || !(visit.Household.Exited || visit.Household.IsMonitored) || person.Age >= 60)
                continue;
            var plans = visit.Draw.Chance(0.4);
            visit.Sheet.Begin(visit.Period.MonthStart(Period.Months - 2)).Person(person).YesNo(plans).Text(plans && !Slips(visit, 0.2) ? visit.Draw.Of(needs) : "").End();
        }
    }

    /// <summary>This year's graduates of colleges.</summary>
    public static void Graduates(FeedVisit visit)
    {
        foreach (var person in visit.Household.Members)
        {
            if (person.IsPupil || person.Education is not ("大专" or "本科及以上") || person.Age is < 20 or > 24 || !visit.Draw.Chance(0.5))
                continue;
            var employed = person.WorksOut;
            visit.Sheet.Begin(visit.Period.MonthStart(Period.Months - 3)).Person(person).Number(visit.Period.AsOf.Year).Code(person.Education).YesNo(employed)
                .Code(employed || Slips(visit, 0.4) ? "" : visit.Draw.Chance(0.7) ? "有就业意愿" : "暂无就业意愿").End();
        }
    }

    private static bool Slips(FeedVisit visit, double share) => visit.World.Options.Dirt > 0 && visit.Draw.Chance(share * visit.World.Options.Dirt);

    /// <summary>广东省东莞市东城区 in its three parts; a municipality is its own city.</summary>
    private static (string Province, string City, string County) Place(string text)
    {
        var province = text.IndexOf('省', StringComparison.Ordinal) + 1;
        var city = text.IndexOf('市', province) + 1;
        return province == 0 ? (text[..city], text[..city], text[city..]) : (text[..province], text[province..city], text[city..]);
    }
}
