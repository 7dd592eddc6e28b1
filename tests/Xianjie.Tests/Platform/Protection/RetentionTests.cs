using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Files;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Retention;
using Xianjie.Registry.People;
using Xianjie.Tests.Monitoring;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>Deletion on schedule, by two people, with proof. ASVS 8.3.4, 8.3.6, 8.3.8.</summary>
public sealed class RetentionTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task What_is_kept_long_enough_is_deleted_by_two_people_and_the_proof_holds_until_it_comes_back(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (store, seal) = (site.Services.GetRequiredService<FileStore>(), site.Services.GetRequiredService<Seal>());
        var (old, young) = (await FileAsync(site, store), Guid.Empty);
        var gone = await LeftAsync(site, seal);
        site.Clock.Move(TimeSpan.FromDays(400));
        young = await FileAsync(site, store);
        await NightAsync(site);
        var security = await site.SignInAsync("security-admin");
        var page = await security.PageAsync("/retention");
        Assert.Contains("导入的原始文件", page.Body!.TextContent, StringComparison.Ordinal);

        await HeldAsync(site, security);
        await site.ConfirmedAsync(await security.PostAsync("/retention?handler=Delete", new() { ["run"] = $"{await RunAsync(site, "导入的原始文件")}", ["Why"] = "到期" }), "system-admin");
        Assert.False(store.Exists(old));
        Assert.True(store.Exists(young));

        site.Clock.Move(TimeSpan.FromDays(365 * 5));
        await NightAsync(site);
        security = await site.SignInAsync("security-admin");
        await site.ConfirmedAsync(await security.PostAsync("/retention?handler=Delete", new() { ["run"] = $"{await RunAsync(site, "离开人员的敏感信息")}", ["Why"] = "到期" }), "system-admin");
        await ProvedAsync(site, gone);
    }

    private static async Task<Guid> FileAsync(Site site, FileStore store)
    {
        var row = await store.SaveAsync(new MemoryStream([1, 2, 3]), "户.csv", "text/csv", "test", Site.County, "import", 100, default);
        await Homes.AddAsync(site, row!);
        return row!.Id;
    }

    private static async Task<Guid> LeftAsync(Site site, Seal seal)
    {
        var left = Homes.Adult("丙", "之子");
        (left.PhoneSealed, left.PhoneIndex, left.Health) = (seal.Close("13800000009", Sealed.Phone), seal.Index("13800000009", Sealed.Phone), "患有大病");
        await Homes.PlantAsync(site, Site.VillageA1, "R-1", null, Homes.Adult("甲"), left);
        await using var db = site.Open();
        await db.Set<Person>().Where(p => p.Id == left.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, PersonState.Dead));
        return left.Id;
    }

    private static async Task NightAsync(Site site)
    {
        var night = site.Services.GetServices<IDueWork>().OfType<RetentionNight>().Single();
        Assert.True(await night.EnqueueDueAsync(default) > 0);
        Assert.Equal(0, await night.EnqueueDueAsync(default));
    }

    private static async Task<Guid> RunAsync(Site site, string kind)
    {
        await using var db = site.Open();
        return (await db.Set<DeletionRun>().SingleAsync(r => r.Kind == kind && r.State == DeletionState.待确认)).Id;
    }

    private static async Task HeldAsync(Site site, Visitor security)
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await security.PostAsync("/retention?handler=Hold", new() { ["kind"] = "", ["Why"] = "巡视期间" })).StatusCode);
        var run = await RunAsync(site, "导入的原始文件");
        var refused = await security.PostAsync("/retention?handler=Delete", new() { ["run"] = $"{run}", ["Why"] = "到期" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("正在保全", (await Visitor.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(HttpStatusCode.SeeOther, (await security.PostAsync("/retention?handler=Lift", new() { ["hold"] = $"{(await db.Set<LegalHold>().SingleAsync()).Id}" })).StatusCode);
    }

    private static async Task ProvedAsync(Site site, Guid gone)
    {
        await using var db = site.Open();
        var person = await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().SingleAsync(p => p.Id == gone);
        Assert.Equal((null, null, null), (person.PhoneSealed, person.PhoneIndex, person.Health));
        var kinds = site.Services.GetServices<IRetained>().ToList();
        var (runs, _, fault) = await DeletionVerb.CheckAsync(db, kinds, default);
        Assert.True(fault is null && runs == 2, $"{runs} {fault}");
        Assert.Equal(2, await db.Set<WorkItem>().CountAsync(w => w.Kind == RetentionNight.Work && w.State == WorkState.Done));
        Assert.Contains("相符", (await (await site.SignInAsync("audit-admin")).PageAsync("/retention")).Body!.TextContent, StringComparison.Ordinal);
        await db.Set<Person>().IgnoreQueryFilters().Where(p => p.Id == gone).ExecuteUpdateAsync(s => s.SetProperty(p => p.Health, "健康"));
        Assert.Contains("还有 1 项存在", (await DeletionVerb.CheckAsync(db, kinds, default)).Fault, StringComparison.Ordinal);
        await db.Set<Person>().IgnoreQueryFilters().Where(p => p.Id == gone).ExecuteUpdateAsync(s => s.SetProperty(p => p.Health, (string?)null));
        await db.Set<DeletionRun>().Where(r => r.State == DeletionState.已删除).ExecuteUpdateAsync(s => s.SetProperty(r => r.Ids, new byte[16]));
        Assert.Contains("被改动过", (await DeletionVerb.CheckAsync(db, kinds, default)).Fault, StringComparison.Ordinal);
    }
}
