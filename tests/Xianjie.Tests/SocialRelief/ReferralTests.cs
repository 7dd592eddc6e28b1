using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Referrals;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

public sealed class ReferralTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<Referral> ReadAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<Referral>().AsNoTracking().OrderByDescending(r => r.Id).FirstAsync();
    }

    private static async Task<HttpResponseMessage> AnswerAsync(Site site, Visitor visitor, string trigger, string words = "", string amount = "")
    {
        var referral = await ReadAsync(site);
        return await visitor.PostAsync($"/relief/referrals/{referral.Id}", new() { ["Input.Version"] = $"{referral.Version}", ["Input.Trigger"] = trigger, ["Input.Words"] = words, ["Input.Amount"] = amount });
    }

    /// <summary>From the page as it was filled in, with nothing typed.</summary>
    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, string query)
    {
        var page = await visitor.PageAsync($"/relief/referrals/new?{query}");
        var form = page.QuerySelectorAll("form[method=post]").Single(f => f.GetAttribute("action")?.Contains("/relief/referrals/new", StringComparison.Ordinal) == true);
        string Chosen(string name) => form.QuerySelector($"select[name='{name}'] option[selected]")!.GetAttribute("value")!;
        var fields = new Dictionary<string, string>
        {
            ["Input.FormKey"] = form.QuerySelector("input[name='Input.FormKey']")!.GetAttribute("value")!, ["Input.Person"] = Chosen("Input.Person"), ["Input.Kind"] = Chosen("Input.Kind"),
            ["Input.Reason"] = form.QuerySelector("textarea[name='Input.Reason']")!.TextContent.Trim(), ["Input.Papers"] = form.QuerySelector("textarea[name='Input.Papers']")!.TextContent.Trim(),
        };
        return await visitor.PostToAsync($"/relief/referrals/new?{query}", form.GetAttribute("action")!, fields);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-26")]
    public async Task An_application_started_from_a_clue_goes_to_the_department_and_its_answer_to_the_household_and_its_measures(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, _) = await Relief.SettleAsync(site, 1, "赵甲", type: "防止返贫致贫对象", state: "未消除风险监测户", more: (h, p) => (h.Risks, p.Health) = ("因病", "患有大病"));
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "medical_settlement", $"{County.MedicalHeader}\n{County.Inpatient(County.Id(1), "赵甲", "J1", "2026-10-10", 15000)}\n");
        await County.ScreenAsync(site, monitor);
        var clue = await County.MedicalClueAsync(site, home);
        var clerk = await site.SignInAsync("clerk");
        Assert.Contains("转办救助申请", (await clerk.PageAsync($"/clues/{clue.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(clerk, $"clue={clue.Id}")).StatusCode);
        var referral = await ReadAsync(site);
        Assert.Equal(("大病救助", "医保局", "线索"), (referral.Kind, referral.Department, referral.Origin));
        Assert.Contains(clue.Title, referral.Reason, StringComparison.Ordinal);
        // 15 working days from 2 November
        Assert.Equal(new DateOnly(2026, 11, 23), referral.Due);

        var officer = await site.SignInAsync("department");
        Assert.Contains("办理大病救助申请：赵甲", (await officer.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", Relief.Total(await officer.PageAsync("/relief/referrals")));
        Relief.Denied(await officer.GetAsync($"/relief/referrals/new?household={home}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAsync(site, officer, "退回补正")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await AnswerAsync(site, officer, "退回补正", "缺费用票据")).StatusCode);
        Assert.Contains("补正大病救助申请：赵甲", (await clerk.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await AnswerAsync(site, clerk, "补正后重报", "票据已补齐")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAsync(site, officer, "批准")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await AnswerAsync(site, officer, "批准", "符合条件", "6000")).StatusCode);

        var tab = (await clerk.PageAsync($"/households/{home}?tab=benefits")).QuerySelector("main")!.TextContent;
        Assert.Contains("已批准 6,000 元", tab, StringComparison.Ordinal);
        await using var db = site.Open();
        var measure = await db.Set<Measure>().AsNoTracking().SingleAsync();
        Assert.Equal(("健康帮扶", "医疗救助", 6000_00L, "因病"), (measure.MeasureGroup, measure.Name, measure.Amount, measure.Risk));
        Assert.Equal(measure.Id, (await ReadAsync(site)).MeasureId);
        Assert.False(await db.Set<WorkItem>().AnyAsync(w => w.Subject == referral.Id && w.State == WorkState.Open));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAsync(site, officer, "不批准", "重复")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-26")]
    public async Task An_overdue_application_rises_to_the_county_and_other_departments_and_townships_do_not_see_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, _) = await Relief.SettleAsync(site, 1, "赵甲", more: (_, p) => p.Health = "患有大病");
        await using (var db = site.Open())
        {
            db.Act = new("test", "account");
            db.Add(Credentials.Fresh("civil", "民政经办", Roles.Department, Site.County, Site.Password, "民政局"));
            await db.SaveChangesAsync();
        }
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(clerk, $"household={home}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(clerk, $"household={home}")).StatusCode);
        var id = (await ReadAsync(site)).Id;
        var civil = await site.SignInAsync("civil");
        Assert.Equal("0", Relief.Total(await civil.PageAsync("/relief/referrals?state=all")));
        Assert.Equal(HttpStatusCode.NotFound, (await civil.GetAsync($"/relief/referrals/{id}")).StatusCode);
        Assert.DoesNotContain("赵甲", (await civil.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync($"/relief/referrals/{id}")).StatusCode);

        site.Clock.Move(TimeSpan.FromDays(30));
        foreach (var due in site.Services.GetServices<IDueWork>())
            await due.EnqueueDueAsync(CancellationToken.None);
        var monitor = await site.SignInAsync("monitor");
        Assert.Contains("办理大病救助申请：赵甲", (await monitor.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        var late = await monitor.PageAsync("/relief/referrals?state=late");
        Assert.Equal("1", Relief.Total(late));
        Assert.Contains("已超期", Relief.Rows(late)[0], StringComparison.Ordinal);
    }
}
