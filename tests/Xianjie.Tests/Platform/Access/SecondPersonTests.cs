using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Households;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>双人复核: one asks, another confirms. ASVS 4: V1.4.5, V4.1.3, V4.2.1, V4.3.2.</summary>
public sealed class SecondPersonTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string rule = "YB-3", string on = "false") =>
        visitor.PostAsync($"/rules/{rule}?handler=Switch", new() { ["on"] = on, ["reason"] = "医保口径调整中" });

    [Theory, MemberData(nameof(Databases))]
    public async Task Nothing_changes_until_another_person_agrees_and_both_names_stand_on_the_record(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (monitor, other) = (await site.SignInAsync("monitor"), await site.SignInAsync("monitor-2"));
        var asked = await AskAsync(monitor);
        var path = asked.Headers.Location!.ToString();
        await using (var db = site.Open())
            Assert.False(await db.Set<RuleSwitch>().AnyAsync());
        Assert.Contains("关闭规则 YB-3", (await other.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("关闭规则 YB-3", (await monitor.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("关闭规则 YB-3", (await other.PageAsync("/confirmations")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("关闭规则 YB-3", (await monitor.PageAsync("/confirmations")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("从下一次比对起生效", (await other.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await other.PostAsync(path + "?handler=Confirm", new() { ["version"] = "0", ["words"] = "情况属实" })).StatusCode);
        await using var read = site.Open();
        Assert.False((await read.Set<RuleSwitch>().SingleAsync()).IsOn);
        var request = await read.Set<ActRequest>().SingleAsync();
        Assert.Equal((RequestState.已同意, "县监测员（monitor）", "县监测员（monitor-2）"), (request.State, request.AskedBy, request.DecidedBy));
        var change = await read.Set<Change>().SingleAsync(c => c.Object == nameof(RuleSwitch));
        Assert.Equal(("县监测员（monitor）", "医保口径调整中（复核：县监测员（monitor-2））"), (change.By, change.Why));
        Assert.Contains(await read.Set<AuditEvent>().Where(e => e.Login == "monitor-2").Select(e => e.What).ToListAsync(), w => w == "复核同意：规则开关");
        Assert.Equal(WorkState.Done, (await read.Set<WorkItem>().SingleAsync(w => w.Kind == SecondPersonDesk.Kind)).State);
        Assert.Contains("已同意", (await monitor.PageAsync("/confirmations?show=mine")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_asked_who_may_not_and_who_is_elsewhere_can_not_confirm(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一");
        var clerk = await site.SignInAsync("clerk");
        var asked = await DissolveAsync(clerk, id);
        var path = asked.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.ConfirmAsync(asked, "clerk")).StatusCode);
        foreach (var login in new[] { "collector", "clerk-b", "leader", "department", "security-admin" })
        {
            var visitor = await site.SignInAsync(login);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostToAsync("/confirmations", path + "?handler=Confirm", new() { ["version"] = "0" })).StatusCode);
            Assert.DoesNotContain("QH-1", (await visitor.PageAsync("/confirmations")).Body!.TextContent, StringComparison.Ordinal);
        }
        await using (var db = site.Open())
            Assert.Equal(HouseholdState.Active, (await db.Set<Household>().SingleAsync()).State);
        var auditor = await site.SignInAsync("audit-admin");
        Assert.DoesNotContain("赵一", (await auditor.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await auditor.PostToAsync("/confirmations", path + "?handler=Confirm", new() { ["version"] = "0" })).StatusCode);
        await site.ConfirmedAsync(asked, "clerk-2");
        await using var read = site.Open();
        Assert.Equal(HouseholdState.Dissolved, (await read.Set<Household>().SingleAsync()).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_refusal_needs_a_reason_and_nothing_is_done(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var asked = await AskAsync(monitor);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.ConfirmAsync(asked, "monitor-2", "Refuse")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await site.ConfirmAsync(asked, "monitor-2", "Refuse", "口径没有变化")).StatusCode);
        Assert.Contains("口径没有变化", (await monitor.PageAsync(asked.Headers.Location!.ToString())).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await site.ConfirmAsync(asked, "monitor-2")).StatusCode);
        var again = await AskAsync(monitor);
        Assert.Equal(again.Headers.Location, (await AskAsync(monitor)).Headers.Location);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync(again.Headers.Location + "?handler=Withdraw", new() { ["version"] = "0" })).StatusCode);
        await using var db = site.Open();
        Assert.False(await db.Set<RuleSwitch>().AnyAsync());
        Assert.False(await db.Set<WorkItem>().AnyAsync(w => w.State == WorkState.Open));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_changed_meanwhile_is_not_done(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一", "赵二");
        var asked = await DissolveAsync(await site.SignInAsync("clerk"), id);
        await using (var db = site.Open())
        {
            db.Act = new("test", "meanwhile");
            (await db.Set<Household>().SingleAsync()).Version++;
            await db.SaveChangesAsync();
        }
        var answer = await site.ConfirmAsync(asked, "clerk-2");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await using var read = site.Open();
        Assert.Equal((HouseholdState.Active, RequestState.数据已变), ((await read.Set<Household>().SingleAsync()).State, (await read.Set<ActRequest>().SingleAsync()).State));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task After_its_last_day_it_can_not_be_confirmed_and_leaves_the_inbox(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var (one, two) = (await AskAsync(monitor), await AskAsync(monitor, "YB-1"));
        site.Clock.Move(TimeSpan.FromDays(9));
        Assert.Equal(HttpStatusCode.SeeOther, (await site.ConfirmAsync(one, "monitor-2")).StatusCode);
        foreach (var due in site.Services.GetServices<IDueWork>().OfType<RequestExpiry>())
            Assert.Equal(1, await due.EnqueueDueAsync(CancellationToken.None));
        Assert.Equal(HttpStatusCode.Conflict, (await site.ConfirmAsync(two, "monitor-2")).StatusCode);
        await using var db = site.Open();
        Assert.All(await db.Set<ActRequest>().ToListAsync(), r => Assert.Equal(RequestState.已过期, r.State));
        Assert.False(await db.Set<RuleSwitch>().AnyAsync() || await db.Set<WorkItem>().AnyAsync(w => w.State == WorkState.Open));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_who_confirm_at_once_one_does_it_and_the_others_are_told(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var path = (await AskAsync(monitor)).Headers.Location!.ToString();
        var visitors = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => site.SignInAsync("monitor-2")));
        var answers = await Task.WhenAll(visitors.Select(v => v.PostAsync(path + "?handler=Confirm", new() { ["version"] = "0" })));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.SeeOther);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.SeeOther), a => Assert.True(a.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{a.StatusCode}"));
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<Change>().CountAsync(c => c.Object == nameof(RuleSwitch)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_act_that_breaks_off_in_the_middle_leaves_the_request_waiting_and_nothing_done(string database)
    {
        await using var site = await Site.StartAsync(database, s => s.AddDangerousAct<BreaksOff>());
        Guid id;
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
            await using var accounts = site.Open();
            user.Become(CurrentUser.Principal(await accounts.Set<User>().SingleAsync(u => u.Login == "monitor")));
            scope.ServiceProvider.GetRequiredService<Scope>().Narrow(user.Division);
            var asked = await scope.ServiceProvider.GetRequiredService<SecondPersonDesk>().AskAsync(scope.ServiceProvider.GetRequiredService<BreaksOff>(), "x", "试一试", CancellationToken.None);
            id = Guid.Parse(asked.Link.Split('/')[^1]);
        }
        var other = await site.SignInAsync("monitor-2");
        await Assert.ThrowsAnyAsync<Exception>(() => ThrowAsync(other.PostAsync($"/confirmations/{id}?handler=Confirm", new() { ["version"] = "0" })));
        await using var db = site.Open();
        Assert.Equal(RequestState.待复核, (await db.Set<ActRequest>().SingleAsync()).State);
        Assert.False(await db.Set<RuleSwitch>().AnyAsync());
        Assert.Equal(WorkState.Open, (await db.Set<WorkItem>().SingleAsync()).State);

        static async Task ThrowAsync(Task<HttpResponseMessage> answer) => (await answer).EnsureSuccessStatusCode();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_county_that_wants_no_second_person_for_an_act_has_it_done_at_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        await using (var db = site.Open())
        {
            db.Act = new("test", "plant");
            db.Add(new Xianjie.Platform.Parameters.Parameter { Key = SecondPersonDesk.Switch, Dimension = "规则开关", Division = Site.County, Value = "否", ValidFrom = new(2026, 1, 1), Basis = "青禾办〔2026〕9 号" });
            await db.SaveChangesAsync();
        }
        var answer = await AskAsync(await site.SignInAsync("monitor"));
        Assert.Equal("/rules/YB-3", answer.Headers.Location!.ToString());
        await using var read = site.Open();
        Assert.False((await read.Set<RuleSwitch>().SingleAsync()).IsOn);
        Assert.False(await read.Set<ActRequest>().AnyAsync());
    }

    private static async Task<HttpResponseMessage> DissolveAsync(Visitor visitor, Guid id)
    {
        var version = (await visitor.PageAsync($"/households/{id}/dissolve")).QuerySelector("input[name=Version]")!.GetAttribute("value")!;
        return await visitor.PostAsync($"/households/{id}/dissolve", new() { ["f.reason"] = "户籍迁出", ["Day"] = "2026-11-01", ["Why"] = "全户迁出", ["Version"] = version });
    }

    /// <summary>Writes half of its work, then the process dies.</summary>
    private sealed class BreaksOff(Xianjie.Platform.Data.XianjieDb db, TimeProvider time) : DangerousAct<string>
    {
        public override string Key => "test.breaks";
        public override string Title => "试验";
        public override string Permission => Permissions.RulesSwitch;

        protected override Task<ActPreview> PreviewAsync(string order, CancellationToken ct) => Task.FromResult(new ActPreview("试验", Site.County, 1, ["试验"], "same"));

        protected override async Task<ActDone> ExecuteAsync(string order, ActRun run, CancellationToken ct)
        {
            db.Act = run.Acts("试验");
            db.Add(new RuleSwitch { RuleId = "YB-1", Division = Site.County, IsOn = false, Reason = "半途", By = "test", At = time.GetUtcNow() });
            await db.SaveChangesAsync(ct);
            throw new IOException("The power went.");
        }
    }
}
