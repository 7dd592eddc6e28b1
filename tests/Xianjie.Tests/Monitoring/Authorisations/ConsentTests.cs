using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Monitoring.Authorisations;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Authorisations;

/// <summary>Facts that need a letter are read only of households that have one in force. The test clock stands at 2026-11-02.</summary>
public sealed class ConsentTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<(Guid A, Guid B)> TwoCarsAsync(Site site, Visitor monitor)
    {
        var (a, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1, "边缘易致贫户", Homes.Monitored);
        var (b, _) = await County.SettleAsync(site, 2, "李四", Site.VillageB1, "边缘易致贫户", Homes.Monitored);
        await County.DeliverAsync(site, monitor, "vehicle", $"车主证件号,车主,车牌号,车辆类型,参考价格,登记日期,状态\n{County.Id(1)},张三,测A0001,小型汽车,60000,2026-10-10,正常\n{County.Id(2)},李四,测A0002,小型汽车,60000,2026-10-11,正常\n");
        return (a, b);
    }

    private static Task<HttpResponseMessage> ImportAsync(Visitor visitor, string rows) =>
        visitor.PostToAsync("/authorisations", "/authorisations?handler=Import", [], ("upload", "授权书.csv", Encoding.UTF8.GetBytes("户编号,授权书编号,签署日期,签署人,授权事项\n" + rows)));

    private static async Task<(int Now, int Then)> TriedAsync(Site site)
    {
        var rule = site.Services.GetRequiredService<RuleBook>().Rules["GA-4"]!;
        var answer = await site.Services.GetRequiredService<WhatIf>().AskAsync(rule, Site.County, new(2026, 10, 31), "机动车价值参考线", null, 1L, default);
        return (answer.HitsNow, answer.HitsThen);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Without_a_letter_a_household_is_not_compared_is_told_to_its_village_and_a_withdrawal_counts_at_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (monitor, clerk) = (await site.SignInAsync("monitor"), await site.SignInAsync("clerk"));
        var (a, b) = await TwoCarsAsync(site, monitor);
        Assert.Contains("没有这个户编号", await (await ImportAsync(clerk, "H0002,SQ-2,2026-03-01,李四,\n")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(clerk, "H0001,SQ-1,2026-03-01,张三,\n")).StatusCode);

        // 张三 has signed, 李四 has not: one is compared, under the letter that the evidence names, and a trial of another value reads the same rows
        var run = await County.ScreenAsync(site, monitor);
        Assert.Equal((1L, 1), (run.RowsLeftOut, run.HouseholdsLeftOut));
        Assert.Equal((1, 1), await TriedAsync(site));
        var clue = Assert.Single(await County.CluesAsync(site), c => c.Rules.Contains(";GA-4;", StringComparison.Ordinal));
        Assert.Equal(a, clue.HouseholdId);
        Assert.Contains("授权书 SQ-1（2026-03-01 签署，有效至 2027-02-28）", (await monitor.PageAsync($"/clues/{clue.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("缺授权书，没有比对", (await monitor.PageAsync($"/screening/{run.Id}")).Body!.TextContent, StringComparison.Ordinal);
        var missing = await monitor.PageAsync("/authorisations/missing");
        Assert.Equal("李四", Assert.Single(missing.QuerySelectorAll(".list tbody tr")).QuerySelector("th")!.TextContent.Trim());
        Assert.Empty((await clerk.PageAsync("/authorisations/missing")).QuerySelectorAll(".list tbody tr"));
        var village = await site.SignInAsync("collector-b");
        Assert.Contains("缺有效授权书", (await village.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);

        // The letter comes: the list and the inbox are empty again, and the trial reads the row before any other run
        var person = await village.PageAsync($"/households/{b}/authorisations/new");
        var signer = person.QuerySelector("[name='Input.Signers']")!.GetAttribute("value") ?? person.QuerySelector("[name='Input.Signers'] option")!.GetAttribute("value");
        var fields = new Dictionary<string, string> { ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Kind"] = Authorisation.Kinds[1], ["Input.Number"] = "SQ-2", ["Input.SignedOn"] = "2026-11-01", ["Input.Signers"] = signer! };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await village.PostAsync($"/households/{b}/authorisations/new", new(fields) { ["Input.SignedOn"] = "2026-12-01" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await village.PostAsync($"/households/{b}/authorisations/new", fields, ("scan", "授权书.exe", [1, 2, 3]))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await village.PostAsync($"/households/{b}/authorisations/new", fields, ("scan", "授权书.pdf", "%PDF-1.4"u8.ToArray()))).StatusCode);
        Assert.Equal((2, 2), await TriedAsync(site));
        Assert.Empty((await monitor.PageAsync("/authorisations/missing")).QuerySelectorAll(".list tbody tr"));
        await using var db = site.Open();
        var letter = await db.Set<Authorisation>().AsNoTracking().SingleAsync(l => l.Number == "SQ-2");
        Assert.Equal(await db.Set<Attachment>().Where(f => f.HouseholdId == b).Select(f => (Guid?)f.Id).SingleAsync(), letter.ScanId);

        // Taken back: from that moment on nothing is read, also of a month that is past
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/authorisations/{letter.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await village.PostToAsync($"/authorisations/{letter.Id}", $"/authorisations/{letter.Id}?handler=Revoke", [])).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await village.PostToAsync($"/authorisations/{letter.Id}", $"/authorisations/{letter.Id}?handler=Revoke", new() { ["Why"] = "农户不再同意" })).StatusCode);
        Assert.Equal((1, 1), await TriedAsync(site));
        Assert.Equal(1, (await County.ScreenAsync(site, monitor)).HouseholdsLeftOut);
        Assert.DoesNotContain(await County.CluesAsync(site), c => c.HouseholdId == b);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_letter_for_other_items_allows_nothing_else_one_that_ran_out_is_none_and_a_place_may_only_warn(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var (a, b) = await TwoCarsAsync(site, monitor);
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(await site.SignInAsync("clerk"), "H0001,SQ-1,2026-03-01,张三,房产、存款\n")).StatusCode);
        await Homes.AddAsync(site, new Authorisation { HouseholdId = b, Division = Site.VillageB1, FormKey = Guid.CreateVersion7(), Number = "SQ-2", SignedOn = new(2025, 11, 1), ValidUntil = new(2026, 10, 31), Signers = "李四", By = "test", At = site.Clock.GetUtcNow() });
        Assert.Equal((0, 0), await TriedAsync(site));
        Assert.Equal(2, (await County.ScreenAsync(site, monitor)).HouseholdsLeftOut);
        // The township of 李四 only warns: the row is read, and the clue says that there was no letter
        await Homes.AddAsync(site, new Parameter { Key = LetterConsent.Switch, Division = Site.TownB, Value = "否", ValidFrom = new(2026, 1, 1), Basis = "镇里正在补签" });
        Assert.Equal((1, 1), await TriedAsync(site));
        Assert.Equal(1, (await County.ScreenAsync(site, monitor)).HouseholdsLeftOut);
        var clue = Assert.Single(await County.CluesAsync(site), c => c.Rules.Contains(";GA-4;", StringComparison.Ordinal));
        Assert.Equal(b, clue.HouseholdId);
        Assert.Contains("只提醒，未停止比对", (await monitor.PageAsync($"/clues/{clue.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(a, Guid.Parse((await monitor.PageAsync("/authorisations/missing")).QuerySelector(".list tbody th a")!.GetAttribute("href")!.Split('/', '?')[2]));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Letters_that_run_out_soon_are_told_to_the_village_until_a_later_one_is_there(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(clerk, "H0001,SQ-1,2025-11-20,张三,\n")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(clerk, "H0001,SQ-1,2025-11-20,张三,\n")).StatusCode);
        await site.Services.GetRequiredService<ConsentWork>().EnqueueDueAsync(default);
        Assert.Single((await clerk.PageAsync("/authorisations?show=ending")).QuerySelectorAll(".list tbody tr"));
        Assert.Contains("有授权书快到期", (await (await site.SignInAsync("collector")).PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(clerk, "H0001,SQ-9,2026-11-01,张三,\n")).StatusCode);
        site.Clock.Move(TimeSpan.FromDays(1));
        await site.Services.GetRequiredService<ConsentWork>().EnqueueDueAsync(default);
        await using var db = site.Open();
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().SingleAsync(w => w.Kind == ConsentWork.Expiring)).State);
        Assert.Equal(2, await db.Set<Authorisation>().CountAsync(l => l.HouseholdId == home));
    }
}
