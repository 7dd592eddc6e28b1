using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Audit;

/// <summary>What people do is on record: saves, looks, searches, reveals, sign-ins, refusals; readable for the audit administrator alone.</summary>
public sealed class TrailTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Looks_searches_reveals_sign_ins_and_refusals_are_on_record_with_who_and_whom(string database)
    {
        await using var site = await Site.StartAsync(database);
        var household = await Chained.WorkAsync(site);
        var events = await Chained.EventsAsync(site);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => (int)e.Chain!.Value));
        events.RemoveAll(e => e.What.EndsWith("/reveal/{kind}/{row:guid}/{column}", StringComparison.Ordinal));
        AuditEvent One(AuditKind kind, string login) => Assert.Single(events, e => e.Kind == kind && e.Login == login);
        Assert.Equal((household, Site.TownA, "乡镇录入员（clerk）"), (One(AuditKind.查看, "clerk").ObjectId, One(AuditKind.查看, "clerk").Division, One(AuditKind.查看, "clerk").By));
        Assert.NotNull(One(AuditKind.查询, "clerk").DetailSealed);
        Assert.Equal("入户核实", One(AuditKind.查看原文, "clerk").Why);
        Assert.Equal("users", One(AuditKind.拒绝, "clerk").Object);
        Assert.NotNull(One(AuditKind.登录, "clerk").ObjectId);
        Assert.NotNull(One(AuditKind.登录失败, "clerk").ObjectId);
        Assert.All(events, e => Assert.DoesNotContain("张三", $"{e.What}{e.Why}{e.By}", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_foreign_household_that_is_asked_for_by_its_address_is_a_refusal_on_record(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (foreign, _) = await County.SettleAsync(site, 1, "张三", Site.VillageB1);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("collector")).GetAsync($"/households/{foreign}")).StatusCode);
        var refusal = Assert.Single(await Chained.EventsAsync(site), e => e.Kind == AuditKind.拒绝);
        Assert.Equal(("collector", foreign), (refusal.Login, refusal.ObjectId));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_written_down_before_a_kill_is_brought_in_by_the_next_process_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        var at = AuditEvent.Instant(site.Clock.GetUtcNow());
        var left = new AuditEvent { Id = Guid.CreateVersion7(at), At = at, Kind = AuditKind.查看, By = "王五（wangwu）", Login = "wangwu", What = "/households/{id:guid}", Division = Site.TownA };
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder, "audit")).FullName;
        var line = System.Text.Json.JsonSerializer.Serialize(left);
        await File.WriteAllTextAsync(Path.Combine(folder, "dead.log"), line + "\n" + line[..20]);
        await Chained.TurnAsync(site);
        await File.WriteAllTextAsync(Path.Combine(folder, "dead.log"), line + "\n");
        var kept = Assert.Single(await Chained.EventsAsync(site), e => e.Login == "wangwu");
        Assert.Equal((left.Id, left.At, left.What, left.Division), (kept.Id, kept.At, kept.What, kept.Division));
        Assert.Empty(Directory.GetFiles(folder, "dead*"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_audit_administrator_finds_events_by_person_record_kind_and_day(string database)
    {
        await using var site = await Site.StartAsync(database);
        var household = await Chained.WorkAsync(site);
        var auditor = await site.SignInAsync("audit-admin");
        async Task<string> RowsAsync(string query) => (await auditor.PageAsync("/audit" + query)).QuerySelector("main")!.TextContent;
        Assert.Contains("查看原文", await RowsAsync("?Record=H0001"), StringComparison.Ordinal);
        Assert.Contains("settle", await RowsAsync($"?Record={household}"), StringComparison.Ordinal);
        Assert.DoesNotContain("settle", await RowsAsync("?Who=clerk"), StringComparison.Ordinal);
        Assert.Contains("登录失败", await RowsAsync("?Who=clerk&Kind=登录失败"), StringComparison.Ordinal);
        Assert.Contains("没有符合条件的记录", await RowsAsync("?To=2026-11-01"), StringComparison.Ordinal);
        Assert.Contains("查看原文", await RowsAsync("?Who=clerk&From=2026-11-02&To=2026-11-02"), StringComparison.Ordinal);
        Assert.Contains("没有户编号为“H9999”的户", await RowsAsync("?Record=H9999"), StringComparison.Ordinal);
        var older = (await auditor.PageAsync("/audit")).QuerySelectorAll("main a").Single(a => a.TextContent == "更早的记录").GetAttribute("href")!;
        Assert.NotEmpty((await auditor.PageAsync(older)).QuerySelectorAll("main tbody tr"));
        var search = (await Chained.EventsAsync(site)).Single(e => e.Kind == AuditKind.查询 && e.Login == "clerk");
        Assert.Contains("name=张三", (await auditor.PageAsync($"/audit/{search.Id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        foreach (var login in new[] { "collector", "clerk", "monitor", "leader", "inspector", "system-admin", "security-admin" })
            Assert.Equal(HttpStatusCode.Redirect, (await (await site.SignInAsync(login)).GetAsync("/audit")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_check_by_order_says_what_it_found(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Chained.WorkAsync(site);
        var auditor = await site.SignInAsync("audit-admin");
        Assert.Equal(HttpStatusCode.SeeOther, (await auditor.PostAsync("/audit/chain", [])).StatusCode);
        await site.RunJobsAsync();
        await using (var look = site.Open())
        {
            var job = await look.Set<Xianjie.Platform.Jobs.Job>().OrderByDescending(j => j.Id).FirstAsync();
            Assert.True(job.State == Xianjie.Platform.Jobs.JobState.Done, job.Outcome);
        }
        var told = (await auditor.PageAsync("/audit/chain")).QuerySelector("[aria-label=核验结果]")!.TextContent;
        Assert.True(told.Contains("逐条核对无误", StringComparison.Ordinal), told);
        await using (var db = site.Open())
            await db.Database.ExecuteSqlRawAsync("DELETE FROM audit_event WHERE chain = 5");
        Assert.Equal(HttpStatusCode.SeeOther, (await auditor.PostAsync("/audit/chain", [])).StatusCode);
        await site.RunJobsAsync();
        Assert.Contains("第 5 条不对：这条记录没有了", (await auditor.PageAsync("/audit/chain")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_save_and_its_event_stand_or_fall_together(string database)
    {
        await using var site = await Site.StartAsync(database);
        var before = (await Chained.EventsAsync(site)).Count;
        await using (var db = site.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Act = new Act("试（trial）", "登记");
            db.Add(new Xianjie.Platform.Access.User { Login = "gone", Name = "无", Role = "clerk", Division = Site.TownA, PasswordHash = "x" });
            await db.SaveChangesAsync();
            Assert.Equal(1, await db.Set<AuditEvent>().CountAsync(e => e.Login == "trial"));
            await transaction.RollbackAsync();
        }
        Assert.Equal(before, (await Chained.EventsAsync(site)).Count);
    }
}
