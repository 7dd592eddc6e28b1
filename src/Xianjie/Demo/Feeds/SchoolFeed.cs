using Xianjie.Demo.Events;
using Xianjie.Demo.People;

namespace Xianjie.Demo.Feeds;

internal static class SchoolFeed
{
    /// <summary>The roll at the start of every term: 1 March and 1 September terms, counted in the middle of the second month.</summary>
    public static void Write(FeedVisit visit)
    {
        foreach (var person in visit.Household.Members)
        {
            var troubles = visit.Household.Happenings.SchoolTroubles.FindAll(trouble => trouble.Pupil == person);
            if (!person.IsPupil && troubles.Count == 0)
                continue;
            var school = School(visit, person);
            for (var year = visit.Period.First.Year; year <= visit.Period.LastDay.Year; year++)
                foreach (var month in (ReadOnlySpan<int>)[4, 10])
                    Term(visit, person, troubles, school, new DateOnly(year, month, 15));
            foreach (var trouble in troubles)
                if (trouble.Fee == 0)
                    Row(visit, person, school, trouble.From, trouble);
        }
    }

    private static void Term(FeedVisit visit, Person person, List<SchoolTrouble> troubles, string school, DateOnly counted)
    {
        var trouble = troubles.Find(trouble => counted >= trouble.From && counted < trouble.Until);
        if (visit.Period.Holds(counted) && Stage(person, counted).Length > 0 && Stage(person, counted) != "学前")
            Row(visit, person, school, counted, trouble);
    }

    private static void Row(FeedVisit visit, Person person, string school, DateOnly counted, SchoolTrouble trouble)
    {
        var draw = visit.Draw;
        var stage = Stage(person, counted);
        if (stage.Length == 0)
            return;
        var compulsory = stage is "小学" or "初中" or "学前";
        var fee = trouble.Fee > 0 ? trouble.Fee : compulsory ? 0 : stage == "普通高中" ? draw.Between(18, 48) * 100 : draw.Between(20, 92) * 100;
        var aid = visit.Household.IsLowIncome && draw.Chance(compulsory ? 0.7 : 0.85) ? (compulsory ? 625 : 1500) : 0;
        var sheet = visit.Sheet.Begin(counted).Person(person).Text(TermName(counted)).Optional(school).Code(stage)
            .Code(trouble.State is { } state ? state : "在校").Text(trouble.Reason ?? "");
        (aid > 0 ? (fee > 0 ? sheet.Money(fee) : sheet.Blank()).Money(aid) : (fee > 0 ? sheet.Money(fee) : sheet.Blank()).Blank()).Date(counted).End();
    }

    private static string TermName(DateOnly counted) =>
        Names.Numbers.Padded("", counted.Month >= 9 ? counted.Year : counted.Month < 2 ? counted.Year - 1 : counted.Year, 4) + (counted.Month is >= 9 or < 2 ? "秋" : "春");

    private static string School(FeedVisit visit, Person person) => person.Age switch
    {
        < 12 => visit.Household.Village.Township + "中心小学",
        < 15 => visit.Household.Village.Township + "初级中学",
        < 18 => visit.Draw.Of(["青禾县第一中学", "青禾县第二中学", "青禾县职业技术学校"]),
        _ => visit.Draw.Of(["云汀职业技术学院", "青岚理工学院", "青岚师范大学", "岚州医学高等专科学校"]),
    };

    private static string Stage(Person person, DateOnly on)
    {
        var age = Ages.On(person.Birth, new DateOnly(on.Month >= 9 ? on.Year : on.Year - 1, 9, 1));
        return age switch
        {
            < 3 => "",
            < 6 => "学前",
            < 12 => "小学",
            < 15 => "初中",
            < 18 => person.School.StartsWith("中职", StringComparison.Ordinal) || person.School.StartsWith("高职", StringComparison.Ordinal) ? "中职" : "普通高中",
            < 22 => person.School.StartsWith("高职", StringComparison.Ordinal) ? "高职高专" : "本科",
            < 26 => "研究生",
            _ => "",
        };
    }
}
