using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Audit;

/// <summary>A county in which people worked for a while, and all of it is in the chain.</summary>
internal static class Chained
{
    public static async Task<Guid> WorkAsync(Site site)
    {
        var (household, person) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await County.SettleAsync(site, 2, "李四", Site.VillageB1);
        var clerk = await site.SignInAsync("clerk");
        await clerk.PageAsync($"/households/{household}");
        await clerk.PageAsync("/households?name=张三");
        var revealed = await clerk.PostAsync($"/households/{household}/reveal/member/{person}/citizen_id", new() { ["Purpose"] = "入户核实" });
        Assert.True(revealed.IsSuccessStatusCode, revealed.StatusCode.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.GetAsync("/users")).StatusCode);
        await site.Visit().PostAsync("/login", new() { ["Login"] = "clerk", ["Password"] = "wrong" });
        for (var i = 10; i < 30; i++)
            await County.SettleAsync(site, i, "王五", Site.VillageA2);
        await TurnAsync(site);
        return household;
    }

    public static Task TurnAsync(Site site) => site.Services.GetRequiredService<AuditChain>().TurnAsync(CancellationToken.None);

    public static async Task<List<AuditEvent>> EventsAsync(Site site)
    {
        await TurnAsync(site);
        await using var db = site.Open();
        return await db.Set<AuditEvent>().AsNoTracking().OrderBy(e => e.Chain).ToListAsync();
    }

    public static Task<AuditVerdict> CheckAsync(Site site, XianjieDb db) => site.Services.GetRequiredService<AuditCheck>().RunAsync(db, null, CancellationToken.None);
}
