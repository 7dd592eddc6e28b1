using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Protection;
using Xianjie.SocialRelief.Health;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

public sealed class HealthTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S3-71")]
    public async Task Contracts_are_shown_with_the_coverage_of_the_four_diseases_and_who_has_none(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, person) = await Relief.SettleAsync(site, 1, "赵甲");
        await Relief.SettleAsync(site, 2, "钱乙");
        await Relief.SettleAsync(site, 3, "孙丙");
        await Relief.SettleAsync(site, 4, "李丁");
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "chronic_followup", $"身份证号,姓名,慢病类型,建档日期,末次随访日期,管理状态,统计日期\n{County.Id(1)},赵甲,高血压,2025-01-01,2026-09-30,在管,2026-10-30\n{County.Id(2)},钱乙,高血压,2025-01-01,2026-09-30,在管,2026-10-30\n{County.Id(3)},孙丙,糖尿病,2025-01-01,2026-09-30,在管,2026-10-30\n");
        await County.DeliverAsync(site, monitor, "doctor_contract", $"身份证号,姓名,签约日期,到期日期,签约医生,签约机构,服务包,最近服务日期,签约状态\n{County.Id(1)},赵甲,2026-01-10,2027-01-09,韦医生,白石镇卫生院,慢病管理包,2026-10-01,有效\n{County.Id(3)},孙丙,2025-01-10,2026-01-09,韦医生,白石镇卫生院,慢病管理包,2025-10-01,有效\n{County.Id(4)},李丁,2026-01-10,2027-01-09,陈医生,白石镇卫生院,基础服务包,,有效\n");
        await Relief.RefreshAsync(site, monitor);

        var page = await monitor.PageAsync("/relief/doctors");
        var lines = page.QuerySelectorAll("section.panel tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal(["高血压|2|1|1|50.0%", "糖尿病|1|0|1|0.0%"], lines.Take(2));
        await Relief.OpensAsync(monitor, page.QuerySelectorAll("section.panel td a"));
        var gaps = Relief.Rows(await monitor.PageAsync("/relief/doctors?state=gap"));
        Assert.Equal(["已到期", "未签约"], gaps.Select(r => r.Split('|')[3]).Order(StringComparer.Ordinal));
        var member = (await monitor.PageAsync($"/households/{home}/members/{person}")).QuerySelector("main")!.TextContent;
        Assert.Contains("韦医生", member, StringComparison.Ordinal);
        Assert.Contains("慢病管理包", member, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S3-125")]
    public async Task Seriously_ill_people_are_registered_by_disease_and_treatment_and_late_ones_stand_out(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Relief.SettleAsync(site, 1, "赵甲", more: (_, p) => p.Health = "患有大病");
        var (_, unknown) = await Relief.SettleAsync(site, 2, "钱乙", more: (_, p) => p.Health = "患有大病");
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "critical_diagnosis", $"身份证号,姓名,病种,确诊日期,确诊医院,救治方式\n{County.Id(1)},赵甲,左肺恶性肿瘤（肺癌）,2026-08-01,县人民医院,\n");
        await Relief.RefreshAsync(site, monitor);
        var page = await monitor.PageAsync("/relief/critical?state=late");
        Assert.Equal("1", Relief.Total(page));
        Assert.Contains("肺癌", Relief.Rows(page)[0], StringComparison.Ordinal);
        Assert.Contains("钱乙", Assert.Single(Relief.Rows(await monitor.PageAsync("/relief/critical/missing"))), StringComparison.Ordinal);

        await using var db = site.Open();
        var row = await db.Set<CriticalCase>().AsNoTracking().SingleAsync();
        // The hospital's words lie sealed and open on the form alone
        Assert.Equal("左肺恶性肿瘤（肺癌）", site.Services.GetRequiredService<Seal>().Open(row.DiagnosisSealed!, Sealed.Health));
        Assert.Equal("左肺恶性肿瘤（肺癌）", (await monitor.PageAsync($"/relief/critical/edit/{row.Id}")).QuerySelector("[name='Input.Diagnosis']")!.GetAttribute("value"));
        Dictionary<string, string> Form(string state, string treated) => new() { ["Input.Disease"] = "肺癌", ["Input.DiagnosedOn"] = "2026-08-01", ["Input.State"] = state, ["Input.Care"] = "住院", ["Input.TreatedOn"] = treated, ["Input.Cost"] = "52000", ["Input.SelfPaid"] = "9000.5", ["Input.Version"] = "0" };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await monitor.PostAsync($"/relief/critical/edit/{row.Id}", Form("救治中", ""))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"/relief/critical/edit/{row.Id}", Form("救治中", "2026-08-10"))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await monitor.PostAsync($"/relief/critical/edit/{row.Id}", Form("已救治", "2026-08-10"))).StatusCode);
        var added = Form("待救治", "");
        added["person"] = unknown.ToString();
        added["Input.Disease"] = "白内障";
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"/relief/critical/edit?person={unknown}", added)).StatusCode);
        // The delivery comes again; what was written stays
        await Relief.RefreshAsync(site, monitor);
        var cases = await db.Set<CriticalCase>().AsNoTracking().OrderBy(c => c.Name).ToListAsync();
        Assert.Equal([(CriticalState.救治中, "肺癌"), (CriticalState.待救治, "白内障")], cases.OrderBy(c => c.DiagnosedOn).ThenBy(c => c.Source).Select(c => (c.State, c.Disease)).OrderByDescending(c => c.State));
        Assert.Equal(9000_50, cases.Single(c => c.Disease == "肺癌").SelfPaid);
        Assert.Equal("0", Relief.Total(await monitor.PageAsync("/relief/critical/missing")));
    }
}
