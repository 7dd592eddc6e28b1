using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Registry.Households;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>临时授权 and 委托代办. ASVS 4: V1.4.4, V4.1.1, V4.1.3, V4.2.1.</summary>
public sealed class GrantTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_delegate_switches_sees_the_other_area_and_only_it_and_every_act_names_both(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (a, b) = (await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一"), await HouseholdBookTests.PlantAsync(site, Site.VillageB1, "QH-2", "钱二"));
        await WorkAsync(site, Site.VillageB1, "代办事项");
        var stand = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.NotFound, (await stand.GetAsync($"/households/{b}")).StatusCode);
        await DelegateAsync(site, "clerk-b", "clerk");
        Assert.Equal(HttpStatusCode.NotFound, (await stand.GetAsync($"/households/{b}")).StatusCode);
        var page = await stand.PageAsync("/capacities");
        Assert.Contains("代理：乡镇录入员", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["0", "1"], page.QuerySelectorAll(".drop-office .count").Select(c => c.TextContent));
        await HoldAsync(stand, page);
        await stand.PageAsync($"/households/{b}");
        Assert.Equal(HttpStatusCode.NotFound, (await stand.GetAsync($"/households/{a}")).StatusCode);
        Assert.Contains("代办事项", (await stand.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        var version = (await stand.PageAsync($"/households/{b}/dissolve")).QuerySelector("input[name=Version]")!.GetAttribute("value")!;
        var asked = await stand.PostAsync($"/households/{b}/dissolve", new() { ["f.reason"] = "户籍迁出", ["Day"] = "2026-11-01", ["Why"] = "全户迁出", ["Version"] = version });
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        // neither the delegate, nor the one for whom it was asked
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await stand.PostToAsync("/confirmations", asked.Headers.Location + "?handler=Confirm", new() { ["version"] = "0" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.ConfirmAsync(asked, "clerk-b")).StatusCode);
        await site.ConfirmedAsync(asked, "monitor");
        await using var db = site.Open();
        Assert.Equal("乡镇录入员（代乡镇录入员）（clerk）", (await db.Set<ActRequest>().SingleAsync()).AskedBy);
        Assert.All(await db.Set<Change>().Where(c => c.Object == nameof(Household) && c.What == "销户").ToListAsync(), c => Assert.Equal("乡镇录入员（代乡镇录入员）（clerk）", c.By));
        Assert.True(await db.Set<AuditEvent>().IgnoreQueryFilters().AnyAsync(e => e.Login == "clerk" && e.By == "乡镇录入员（代乡镇录入员）（clerk）"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_last_day_a_revocation_and_the_end_of_the_holder_end_it_in_the_running_session(string database)
    {
        await using var site = await Site.StartAsync(database);
        var b = await HouseholdBookTests.PlantAsync(site, Site.VillageB1, "QH-2", "钱二");
        var stand = await site.SignInAsync("clerk");
        foreach (var end in new[] { "revoke", "disable", "day" })
        {
            var holder = await DelegateAsync(site, "clerk-b", "clerk");
            await HoldAsync(stand, await stand.PageAsync("/capacities"));
            var token = (await stand.PageAsync($"/households/{b}/edit")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await using (var db = site.Open())
            {
                if (end == "revoke")
                    Assert.Equal(HttpStatusCode.SeeOther, (await holder.PostAsync("/capacities?handler=Revoke", new() { ["id"] = (await db.Set<Grant>().Where(g => g.RevokedAt == null).Select(g => g.Id).SingleAsync()).ToString() })).StatusCode);
                else if (end == "disable")
                    await db.Set<User>().Where(u => u.Login == "clerk-b").ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, true));
                else
                    await db.Set<Grant>().Where(g => g.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(g => g.To, new DateOnly(2026, 11, 1)));
            }
            // a form that was open when it ended is not done in the own name instead
            foreach (var expected in new[] { HttpStatusCode.Found, HttpStatusCode.BadRequest })
            {
                using var late = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Why"] = "迟到" });
                Assert.Equal(expected, (await stand.Http.PostAsync(new Uri($"/households/{b}/edit", UriKind.Relative), late)).StatusCode);
            }
            Assert.Equal(HttpStatusCode.NotFound, (await stand.GetAsync($"/households/{b}")).StatusCode);
            await using var after = site.Open();
            await after.Set<User>().Where(u => u.Login == "clerk-b").ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, false));
            await after.Set<Grant>().ExecuteUpdateAsync(s => s.SetProperty(g => g.To, new DateOnly(2026, 11, 1)));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nobody_hands_over_more_than_they_have_nor_longer_nor_what_they_only_hold_for_another(string database)
    {
        await using var site = await Site.StartAsync(database);
        var holder = await site.SignInAsync("clerk-b");
        var ids = await IdsAsync(site);
        async Task<string> RefusedAsync(Visitor visitor, string to, long where, string from, string until, string reason = "学习")
        {
            var answer = await visitor.PostAsync("/capacities?handler=Delegate", new() { ["To"] = ids[to].ToString(), ["Where"] = $"{where}", ["From"] = from, ["Until"] = until, ["Reason"] = reason });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return (await Visitor.ReadAsync(answer)).Body!.TextContent;
        }
        Assert.Contains("只能委托自己本职范围内", await RefusedAsync(holder, "clerk", Site.TownA, "2026-11-02", "2026-11-08"), StringComparison.Ordinal);
        Assert.Contains("只能委托自己本职范围内", await RefusedAsync(holder, "clerk", Site.County, "2026-11-02", "2026-11-08"), StringComparison.Ordinal);
        Assert.Contains("最长 30 天", await RefusedAsync(holder, "clerk", Site.TownB, "2026-11-02", "2026-12-20"), StringComparison.Ordinal);
        Assert.Contains("不能早于今天", await RefusedAsync(holder, "clerk", Site.TownB, "2026-10-02", "2026-11-08"), StringComparison.Ordinal);
        Assert.Contains("请写明原因", await RefusedAsync(holder, "clerk", Site.TownB, "2026-11-02", "2026-11-08", " "), StringComparison.Ordinal);
        Assert.Contains("请从列表里选择", await RefusedAsync(holder, "clerk-b", Site.TownB, "2026-11-02", "2026-11-08"), StringComparison.Ordinal);
        Assert.Contains("必须由不同的人担任", await RefusedAsync(holder, "audit-admin", Site.TownB, "2026-11-02", "2026-11-08"), StringComparison.Ordinal);
        await DelegateAsync(site, "clerk-b", "clerk");
        var stand = await site.SignInAsync("clerk");
        await HoldAsync(stand, await stand.PageAsync("/capacities"));
        Assert.Contains("不能再委托给别人", await RefusedAsync(stand, "clerk-2", Site.TownB, "2026-11-02", "2026-11-08"), StringComparison.Ordinal);
        var other = await site.SignInAsync("clerk-2");
        await using var db = site.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync("/capacities?handler=Hold", new() { ["id"] = (await db.Set<Grant>().Select(g => g.Id).SingleAsync()).ToString() })).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_temporary_grant_takes_two_administrators_and_never_joins_what_is_separated(string database)
    {
        await using var site = await Site.StartAsync(database);
        var admin = await site.SignInAsync("security-admin");
        Task<HttpResponseMessage> GrantAsync(string login, string role, long where) =>
            admin.PostAsync("/grants/new", new() { ["Login"] = login, ["Role"] = role, ["Where"] = $"{where}", ["Department"] = "", ["From"] = "2026-11-02", ["To"] = "2026-11-20", ["Reason"] = "休产假" });
        foreach (var (login, role, where) in new[] { ("security-admin", Roles.SecurityAdmin, Site.County), ("clerk", Roles.AuditAdmin, Site.County), ("audit-admin", Roles.Clerk, Site.TownA), ("audit-admin", Roles.SystemAdmin, Site.County), ("clerk", Roles.Clerk, Site.VillageA1), ("clerk", Roles.Clerk, 110101001000), ("nobody", Roles.Clerk, Site.TownA) })
            Assert.True((await GrantAsync(login, role, where)).StatusCode == HttpStatusCode.UnprocessableEntity, $"{login} {role} {where}");
        var asked = await GrantAsync("clerk", Roles.Clerk, Site.TownB);
        await using (var db = site.Open())
            Assert.False(await db.Set<Grant>().AnyAsync());
        await site.ConfirmedAsync(asked, "security-admin-2");
        var clerk = await site.SignInAsync("clerk");
        await HoldAsync(clerk, await clerk.PageAsync("/capacities"));
        Assert.Contains("云岭乡", (await clerk.PageAsync("/inbox")).QuerySelector(".drop-area summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("临时授权", (await admin.PageAsync("/grants")).Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The holder hands the own office over for a week.</summary>
    private static async Task<Visitor> DelegateAsync(Site site, string from, string to)
    {
        var holder = await site.SignInAsync(from);
        var ids = await IdsAsync(site);
        var answer = await holder.PostAsync("/capacities?handler=Delegate", new() { ["To"] = ids[to].ToString(), ["Where"] = $"{Site.TownB}", ["From"] = "2026-11-02", ["Until"] = "2026-11-08", ["Reason"] = "外出学习" });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors")?.TextContent);
        return holder;
    }

    private static async Task HoldAsync(Visitor visitor, AngleSharp.Dom.IDocument page)
    {
        var id = page.QuerySelectorAll("main form[action*=Hold] input[name=id]").Select(i => i.GetAttribute("value")).First(v => v is { Length: > 0 })!;
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/capacities?handler=Hold", new() { ["id"] = id })).StatusCode);
    }

    private static async Task<Dictionary<string, Guid>> IdsAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<User>().ToDictionaryAsync(u => u.Login, u => u.Id);
    }

    private static async Task WorkAsync(Site site, long division, string title)
    {
        await using var db = site.Open();
        db.Act = new("test", "plant");
        db.Add(new WorkItem { Kind = "试", Title = title, Link = "/inbox", Subject = Guid.CreateVersion7(), Division = division, Role = Roles.Clerk, CreatedBy = "test", CreatedAt = site.Clock.GetUtcNow(), Due = new(2026, 11, 9) });
        await db.SaveChangesAsync();
    }
}
