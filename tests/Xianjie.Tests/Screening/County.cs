using System.Globalization;
using System.Text;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;
using Xianjie.Screening.Language;

namespace Xianjie.Tests.Screening;

/// <summary>A small made-up county as CSV texts, by seed, and what the engine makes of it.</summary>
internal sealed class County
{
    private readonly Random random;
    private readonly HashSet<(int, string, string)> inspected = [];

    public County(int seed, int households)
    {
        random = new Random(seed);
        for (var h = 0; h < households; h++) Household(h);
    }

    public Dictionary<string, List<string>> Lines { get; } = new()
    {
        ["户"] = ["户编号,行政区划,户类型,户属性,风险"],
        ["成员"] = ["户编号,身份证号,姓名,出生日期,与户主关系,健康状况"],
        ["医保结算"] = ["证件号码,参保人姓名,住院号,医疗类别,结算时间,医院,个人自付"],
        ["低保特困"] = ["身份证号,姓名,类别,状态,起始月份"],
        ["住房鉴定"] = ["户主身份证号,户主姓名,房屋编号,等级,鉴定日期"],
    };

    public List<CitizenId> People { get; } = [];

    /// <summary>Three rules that reach every part of the language that matters for order.</summary>
    public static RuleSet RuleSet { get; } = Load();

    public FactStore Store(int threads = 1, IReadOnlySet<Column>? columns = null) => Store(Lines, threads, columns);

    public static FactStore Store(Dictionary<string, List<string>> lines, int threads = 1, IReadOnlySet<Column>? columns = null)
    {
        var files = lines.Select(f => File(f.Key, string.Join('\n', f.Value))).ToList();
        return FactLoader.Load(Given.Catalogue, files, new LoadOptions { Threads = threads, Columns = columns, Today = new DateOnly(2026, 12, 31) });
    }

    public static CsvSource File(string fact, string text, IReadOnlyDictionary<string, string>? headers = null) =>
        new(Given.Catalogue[fact]!, fact + ".csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), headers);

    /// <summary>Everything a run found, in words that hold no ordinals.</summary>
    public static List<string> Told(ScreeningResult result) => [.. result.Hits.Select(hit =>
    {
        var told = result.Explain(hit);
        return $"{told.Rule.Id} {result.Store.HouseholdNo(hit.Household)} {told.Message} [{string.Join('|', told.Measures.Select(m => m.Text))}] "
            + string.Join(';', told.Evidence.Select(e => string.Join(',', e.Cells.Select(c => c.Text))));
    })];

    private static RuleSet Load()
    {
        var rules = Given.Rule("""
            from: 医保结算
            where: 就诊类型 = 住院 and 结算日期 in last 12 months and 成员.年龄 >= 18
            measures: {合计: sum(自付金额), 医院: last(医疗机构), 最少: first(自付金额)}
            when: 合计 > parameter(线) and none(低保特困 of person where 状态 = 在保)
            evidence: [结算日期, 医疗机构, 自付金额]
            message: "{成员.姓名} {count()} 次 {合计} 元，{医院}，{最少}，{parameter(线)}"
            """, "person", "A-1") + "\n" + Given.Rule("""
            from: 住房鉴定
            where: 鉴定等级 in [C级, D级] and none(住房鉴定 where 房屋编号 = row.房屋编号 and 鉴定日期 > row.鉴定日期)
            evidence: [房屋编号, 鉴定等级, 鉴定日期]
            message: "{count()} 处，{户.户类型}"
            """, id: "A-2") + "\n" + Given.Rule("""
            when: count(成员 where 健康状况 has 患有大病) >= 2 or 户.风险 has 因学 and avg(成员.年龄 where true) < 30
            evidence: [户编号]
            message: "{count(成员 where 健康状况 has 患有大病)} 人大病，{户编号}"
            """, id: "A-3");
        return Given.Read(rules).OrThrow();
    }

    private void Household(int number)
    {
        var no = string.Create(CultureInfo.InvariantCulture, $"H{(number * 7919) % 100003:000000}");
        var types = Given.Catalogue.Codes["户类型"].Values;
        Lines["户"].Add($"{no},999901001{200 + random.Next(3)},{types[random.Next(types.Count)]},普通户,{Any("", "因病", "因学、因病", "因房")}");
        var people = 1 + random.Next(5);
        for (var i = 0; i < people; i++) Person(no, i);
        if (random.Next(3) == 0)
            for (var i = random.Next(3); i >= 0; i--)
                Inspection($"F{random.Next(3)}", Any("A", "C", "D级"), Day());
    }

    /// <summary>One row per house and day: of two the later would replace the other, and the order of rows would show.</summary>
    private void Inspection(string house, string level, string day)
    {
        if (inspected.Add((People.Count, house, string.Concat(day.Split('-', '/').Select(p => p.PadLeft(2, '0')))))) Lines["住房鉴定"].Add($"{People[^1]},某某,{house},{level},{day}");
    }

    private void Person(string household, int place)
    {
        var birth = new DateOnly(1940, 1, 1).AddDays(random.Next(30000));
        var id = CitizenId.Create(999901, birth, People.Count % 1000);
        if (People.Contains(id)) id = CitizenId.Create(999902 + People.Count / 1000, birth, People.Count % 1000);
        People.Add(id);
        Lines["成员"].Add($"{household},{id},\"人{People.Count}\",{birth:yyyy-MM-dd},{(place == 0 ? "户主" : "其他")},{Any("健康", "大病", "大病、残疾", "")}");
        for (var i = random.Next(6); i > 0; i--)
            Lines["医保结算"].Add($"{id},人{People.Count},J{People.Count}-{i},{Any("住院", "门诊统筹")},{Day()},\"医院 \"\"{random.Next(4)}\"\"\n, 分院\",{random.Next(20000) / 100m}");
        if (random.Next(8) == 0) Lines["低保特困"].Add($"{id},人,农村低保,{Any("在保", "停保")},2025{1 + random.Next(12):00}");
    }

    private string Day() => new DateOnly(2025, 6, 1).AddDays(random.Next(500)).ToString(Any("yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd"), CultureInfo.InvariantCulture);

    private string Any(params string[] choices) => choices[random.Next(choices.Length)];
}
