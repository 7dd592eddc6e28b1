using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Registry.People;

namespace Xianjie.Demo.Steps.Relief;

/// <summary>What the offices of pensions, health and disabled people deliver beside the feeds of the generated county; some people are left out, as in life.</summary>
internal sealed class ReliefFeedsStep(JobBoard board, FeedIntake intake, RuleBook book, Worker worker, Seal seal) : IDemoStep
{
    private const int PensionMonths = 3;

    private static readonly string[] doctors = ["韦志明", "陈秀兰", "黄国强", "李春燕", "周永平"];
    private static readonly string[] illnesses = ["肺癌", "胃癌", "脑梗死", "尿毒症", "乳腺癌", "急性心肌梗死", "慢阻肺", "白血病", "肝癌", "先心病"];
    private static readonly string[] chronic = ["高血压", "高血压", "糖尿病", "高血压", "肺结核", "严重精神障碍"];

    private sealed record Member(string Id, string Name, DateOnly? Birth, string? Health, string? Level, string? Dibao, bool Employee, string? School);

    public int Order => 110;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        List<Member> people;
        await using (var db = board.Open())
        {
            var rows = await db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.CitizenIdSealed != null && (p.BirthDate < context.Options.AsOf.AddYears(-60) || p.DisabilityLevel != null || p.SchoolState!.StartsWith("中职") || p.SchoolState.StartsWith("高职")
                || p.Health!.Contains("长期慢性病") || p.Health.Contains("患有大病"))).OrderBy(p => p.Division).ThenBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(ct);
            people = [.. rows.Select(p => new Member(seal.Open(p.CitizenIdSealed!, Sealed.CitizenId), p.Name, p.BirthDate, p.Health, p.DisabilityLevel, p.Dibao, p.PensionEmployee == true, p.SchoolState))];
        }
        var day = context.Options.AsOf;
        await SendAsync(context, "养老待遇", "身份证号,姓名,月份,养老险种,金额", people.Where(p => p.Birth is { } b && b.AddYears(60) <= day && !p.Employee).Index().Where(p => p.Index % 23 != 7)
            .SelectMany(p => Months(day, PensionMonths).Select(m => $"{p.Item.Id},{p.Item.Name},{m},城乡居民养老,{163 + (p.Index % 6 * 17)}")), ct);
        await SendAsync(context, "残疾补贴", "身份证号,姓名,补贴类型,月份,状态,金额", people.Where(p => p.Level is not null).Index().Where(p => p.Index % 11 != 3).SelectMany(p => Allowances(p.Item, day)), ct);
        await SendAsync(context, "慢病随访", "身份证号,姓名,慢病类型,建档日期,末次随访日期,签约医生,管理状态,统计日期", people.Where(IsChronic).Index()
            .Select(p => $"{p.Item.Id},{p.Item.Name},{chronic[p.Index % chronic.Length]},{day.AddYears(-3):yyyy-MM-dd},{day.AddDays(p.Index % 25 == 7 ? -110 : -3 - (p.Index % 9 * 7)):yyyy-MM-dd},{doctors[p.Index % doctors.Length]},在管,{day.AddDays(-2):yyyy-MM-dd}"), ct);
        await SendAsync(context, "家医签约", "身份证号,姓名,签约日期,到期日期,签约医生,签约机构,服务包,最近服务日期,签约状态", people.Where(p => IsChronic(p) || p.Birth?.AddYears(65) <= day).Index().Where(p => p.Index % 7 != 5)
            .Select(p => $"{p.Item.Id},{p.Item.Name},{day.AddDays(p.Index % 13 == 4 ? -400 : -200):yyyy-MM-dd},{day.AddDays(p.Index % 13 == 4 ? -35 : 165):yyyy-MM-dd},{doctors[p.Index % doctors.Length]},乡镇卫生院,{(IsChronic(p.Item) ? "慢病管理包" : "基础服务包")},{day.AddDays(-20 - (p.Index % 60)):yyyy-MM-dd},有效"), ct);
        await SendAsync(context, "大病确诊", "身份证号,姓名,病种,确诊日期,确诊医院,救治方式", people.Where(p => p.Health?.Contains("患有大病", StringComparison.Ordinal) == true).Index().Where(p => p.Index % 4 != 3)
            .Select(p => $"{p.Item.Id},{p.Item.Name},{illnesses[p.Index % illnesses.Length]},{day.AddDays(-15 - (p.Index * 37 % 500)):yyyy-MM-dd},县人民医院,{(p.Index % 5) switch { 0 => "", 1 => "门诊", _ => "住院" }}"), ct);
        await SendAsync(context, "教育资助", "身份证号,姓名,学年,资助项目,申请状态,申请日期,金额", people.Where(p => p.School is { } s && (s.StartsWith("中职", StringComparison.Ordinal) || s.StartsWith("高职", StringComparison.Ordinal))).Index().Where(p => p.Index % 5 != 2)
            .Select(p => $"{p.Item.Id},{p.Item.Name},{day.Year - 1}-{day.Year},雨露计划,已发放,{new DateOnly(day.Year, 4, 20):yyyy-MM-dd},1500"), ct);
    }

    private static bool IsChronic(Member member) => member.Health?.Contains("长期慢性病", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Allowances(Member member, DateOnly day) => Months(day, PensionMonths).SelectMany(month => new[]
    {
        member.Level is "一级" or "二级" ? $"{member.Id},{member.Name},重度残疾人护理补贴,{month},发放,100" : null, member.Dibao is "农村低保" or "城市低保" ? $"{member.Id},{member.Name},困难残疾人生活补贴,{month},发放,80" : null,
    }.OfType<string>());

    private static IEnumerable<string> Months(DateOnly day, int count) => Enumerable.Range(0, count).Select(back => day.AddMonths(-back).ToString("yyyyMM", CultureInfo.InvariantCulture));

    private async Task SendAsync(DemoContext context, string name, string header, IEnumerable<string> rows, CancellationToken ct)
    {
        if (book.Catalogue[name] is not { } feed || rows.ToList() is not { Count: > 0 } all)
            return;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(header + "\n" + string.Join('\n', all) + "\n"));
        var sent = await intake.SendAsync(content, $"{name}.csv", feed, context.County, new Act($"{feed.Department}联络员（演示）", "上传送数文件"), context.Options.AsOf, ct);
        if (!sent.IsOk)
            context.Say(sent.Refusal);
        await worker.RunAllAsync(ct);
    }
}
