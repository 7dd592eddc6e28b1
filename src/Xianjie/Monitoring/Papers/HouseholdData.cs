using Xianjie.Monitoring.Help;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Papers;

/// <summary>The part of a paper that is the household itself: head card, members, income, living conditions, measures.</summary>
/// <param name="reveal">Full numbers instead of starred ones.</param>
internal sealed class HouseholdData(RegistryFields fields, Places places, ParameterValues values, DateOnly today, bool reveal)
{
    public PaperData Fill(PaperData data, HelpFacts facts)
    {
        Place(data, facts.Household.Division);
        Head(data, facts);
        Income(data, facts.Income);
        Living(data, facts.Living);
        data.Add("成员", facts.Members, (m, _) => Member(m));
        data.Add("措施", facts.Measures.Where(m => m.Progress != MeasureProgress.中止), (m, _) =>
        [
            ("类别", m.MeasureGroup), ("措施名称", m.Name), ("开始日期", PaperWords.Day(m.StartDate)), ("结束日期", PaperWords.Day(m.EndDate)), ("金额", PaperWords.Yuan(m.Amount)), ("进展", m.Progress.ToString()),
            ("对应风险", m.Risk ?? string.Empty), ("效果", m.Effect ?? string.Empty), ("受益人", facts.NameOf(m.PersonId) ?? "全家"),
        ]);
        return data;
    }

    /// <summary>Names of the places and the words of the policy period; enough for papers without a household.</summary>
    public PaperData Place(PaperData data, long village)
    {
        var own = places.Find(village);
        var (name, township) = (own?.Level == DivisionLevel.Village ? own.Name : string.Empty, own?.Level == DivisionLevel.Village ? own.Parent : own?.Level == DivisionLevel.Township ? village : null);
        var town = township is { } t ? places.Name(t) : string.Empty;
        return data.Set(
            ("县", places.Name(village / 1_000_000 * 1_000_000)), ("乡镇", town), ("乡镇级", PaperWords.LevelOf(town)), ("村", PaperWords.Village(name)), ("村委会", name.Length == 0 ? string.Empty : PaperWords.Committee(name)),
            ("今天", PaperWords.Day(today)), ("年度", PaperWords.Number(today.Year)), ("对象名称", PolicyPeriod.On(today).ObjectName), ("监测范围", PaperWords.Yuan(values.Fen("监测范围", village))),
            ("公示天数", PaperWords.Number(values.Whole("公示天数", village))), ("认定总天数", PaperWords.Number(values.Whole("认定总天数", village))), ("入户最少人数", PaperWords.Number(values.Whole("入户最少人数", village))),
            ("消除最短月数", PaperWords.Number(values.Whole("消除最短月数", village))));
    }

    private void Head(PaperData data, HelpFacts facts)
    {
        var (home, members) = (facts.Household, facts.Members);
        var head = members.FirstOrDefault(m => m.Relation == "户主");
        data.Set(
            ("户主", home.HeadName), ("户编号", home.HouseholdNo), ("住址", PaperWords.Village(places.Path(home.Division).Replace(" · ", string.Empty, StringComparison.Ordinal)) + home.GroupName), ("户类型", home.HouseholdType),
            ("户属性", home.RiskState), ("家庭人口", PaperWords.Number(home.MemberCount)), ("联系电话", Text(RegistryFields.Household, "phone", home)), ("开户行", home.BankName),
            ("识别月份", PaperWords.Month(home.IdentifiedMonth)), ("消除月份", PaperWords.Month(home.EliminatedMonth)), ("风险", PaperWords.List(home.Risks)), ("风险说明", home.RiskNote),
            ("帮扶责任人", home.HelperName), ("监测联系人", home.MonitorContact), ("监测联系人电话", Text(RegistryFields.Household, "monitor_contact_phone", home)),
            ("户主证件号", head is null ? string.Empty : Text(RegistryFields.Member, "citizen_id", head)),
            ("劳动力数", Known(members, m => m.Labour, Labour.IsAble)), ("在校生数", Known(members, m => m.SchoolState, m => m.SchoolState is not (null or "非在校生" or "学龄前儿童"))), ("慢性病人数", Ill(members, "长期慢性病")), ("大病人数", Ill(members, "患有大病")),
            ("残疾人数", Ill(members, "残疾")), ("享受补贴人数", Known(members, m => m.Dibao ?? m.Tekun, m => m.Dibao is "农村低保" or "城市低保" || m.Tekun is "农村特困" or "城市特困")));
    }

    private IEnumerable<(string, string?)> Member(Person m) =>
    [
        ("姓名", m.Name), ("关系", m.Relation), ("性别", m.Sex), ("证件号", Text(RegistryFields.Member, "citizen_id", m)), ("民族", m.Ethnicity), ("文化程度", m.Education), ("在校生状况", m.SchoolState),
        ("健康状况", Text(RegistryFields.Member, "health", m)), ("劳动技能", m.Labour), ("务工地点", m.WorkPlace), ("务工月数", PaperWords.Number(m.WorkMonths)),
        ("医保", m.MedResident == true ? "居民" : m.MedEmployee == true ? "职工" : m.MedResident is null && m.MedEmployee is null ? string.Empty : "未参保"),
    ];

    private static void Income(PaperData data, IncomeYear? income) =>
        data.Set(
            ("收入年度", PaperWords.Number(income?.Year)), ("收入起止", income is { PeriodStart: { } from, PeriodEnd: { } to } ? $"{PaperWords.Day(from)}至{PaperWords.Day(to)}" : string.Empty),
            ("工资性收入", PaperWords.Yuan(income?.Wage)), ("生产经营性收入", PaperWords.Yuan(income?.Business)), ("财产性收入", PaperWords.Yuan(income?.Property)), ("转移性收入", PaperWords.Yuan(income?.Transfer)),
            ("生产经营性支出", PaperWords.Yuan(income?.BusinessCost)), ("纯收入", PaperWords.Yuan(income?.Net)), ("人均纯收入", PaperWords.Yuan(income?.PerCapita)), ("理赔收入", PaperWords.Yuan(income?.InsuranceClaim)),
            ("合规自付支出", PaperWords.Yuan(income?.CompliantSelfPay)));

    private static void Living(PaperData data, Living? l) => data.Set(
        ("耕地", PaperWords.Number(l?.FarmlandMu)), ("林地", PaperWords.Number(l?.ForestMu)), ("林果", PaperWords.Number(l?.FruitMu)), ("住房等级", l?.HouseGrade), ("住房面积", PaperWords.Number(l?.HouseAreaM2)), ("入户路", l?.Road),
        ("供水", l?.WaterSupply), ("饮水安全", PaperWords.YesNo(l?.WaterSafe)), ("厕所", PaperWords.YesNo(l?.Toilet)), ("燃料", l?.Fuel), ("通电", PaperWords.YesNo(l?.Electricity)), ("合作社", PaperWords.YesNo(l?.InCoop)));

    private string Text(string fact, string column, object row) => fields.Of(fact, column).Text(row, masked: !reveal);

    /// <summary>Blank where nobody's is known: nought would be a statement.</summary>
    private static string Known(IReadOnlyList<Person> members, Func<Person, string?> field, Func<Person, bool> which) => members.All(m => field(m) is null) ? string.Empty : PaperWords.Number(members.Count(which));

    private static string Ill(IReadOnlyList<Person> members, string word) => Known(members, m => m.Health, m => m.Health?.Contains(word, StringComparison.Ordinal) == true);
}
