using Xianjie.Demo.People;
using Xianjie.Demo.Writing;

namespace Xianjie.Demo.Registry;

/// <summary>Help on record: for most risks one that fits (monitoring.md 6.3), for some none or the wrong one.</summary>
internal static class MeasureWriter
{
    public static void Write(Household household, Draw draw, Period period, CsvBuffer rows)
    {
        if (household.IsMonitored)
            foreach (var risk in household.Risks)
                if (draw.Chance(household.Eliminated > 0 ? 0.97 : household.Identified >= Period.Yyyymm(period.End.AddMonths(-2)) ? 0.5 : 0.9))
                    ForRisk(household, risk, draw, period, rows);
        if (household.Exited && draw.Chance(0.55))
            Row(household, "产业帮扶", draw.Of(["种植业", "养殖业", "林果业", "其他"]), period.AnyDay(draw), null, draw.Between(5, 50) * 100, rows);
        if (Array.Exists(household.Members, member => member.Post.Length > 0))
            Row(household, "公益岗位帮扶", Array.Find(household.Members, member => member.Post.Length > 0)?.Post ?? "", period.AnyDay(draw), null, null, rows);
        if (household.Exited && Array.Exists(household.Members, member => member.WorksOut && member.WorkPlace != Livelihood.AtHome) && draw.Chance(0.5))
            Row(household, "就业帮扶", "外出务工补贴", period.AnyDay(draw), null, draw.Chance(0.5) ? 500 : 200, rows);
        if (household.Exited && Array.Exists(household.Members, member => member.School.StartsWith("中职", StringComparison.Ordinal) || member.School.StartsWith("高职", StringComparison.Ordinal)) && draw.Chance(0.8))
            Row(household, "教育帮扶", "雨露计划", period.AnyDay(draw), null, 1500, rows);
        if (Array.Exists(household.Members, member => member.Dibao || member.Tekun) && (household.Exited || household.IsMonitored) && draw.Chance(0.92))
            Row(household, "综合保障", Array.Exists(household.Members, member => member.Tekun) ? "特困供养" : "低保", period.AnyDay(draw), null, null, rows);
    }

    private static void ForRisk(Household household, string risk, Draw draw, Period period, CsvBuffer rows)
    {
        var (group, measure, amount) = risk switch
        {
            "因病" => ("健康帮扶", draw.Of(["医疗救助", "大病保险", "城乡居民医保个人缴费补贴"]), (int?)draw.Between(3, 90) * 100),
            "因学" => ("教育帮扶", draw.Of(["雨露计划", "助学金", "助学贷款"]), 1500),
            "因残" => ("综合保障", "残疾人补贴", 1200),
            "因安全住房" => ("住房安全保障", "危房改造", draw.Between(15, 35) * 1000),
            "因安全饮水" => ("饮水安全保障", "饮水安全保障", null),
            "因务工就业不稳" => ("就业帮扶", draw.Of(["技能培训", "劳务输出", "经营主体就业"]), null),
            "缺劳动力" => ("综合保障", "低保", null),
            "因产业项目失败" => ("产业帮扶", draw.Of(["种植业", "养殖业"]), draw.Between(10, 60) * 100),
            _ => ("综合保障", draw.Of(["临时救助", "防贫保险"]), draw.Between(8, 60) * 100),
        };
        var start = Events.StoryTeller.FirstDay(household.Identified).AddDays(draw.Between(5, 70));
        var end = household.Eliminated > 0 ? Events.StoryTeller.FirstDay(household.Eliminated) : (DateOnly?)null;
        Row(household, group, measure, start < period.End ? start : period.LastDay, end > start ? end : null, amount, rows);
    }

    private static void Row(Household household, string group, string measure, DateOnly start, DateOnly? end, int? amount, CsvBuffer rows)
    {
        rows.Text(household.Code).Text(group).Text(measure).Date(start).DateOrBlank(end).NumberOrBlank(amount).EndRow();
    }
}
