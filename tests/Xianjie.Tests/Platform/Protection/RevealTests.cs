using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Audit.Alerts;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;
using Xianjie.Tests.Monitoring;
using Xianjie.Tests.Platform.Audit;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>查看原文 for some minutes, and what comes of looking without working. ASVS 8.3.5, 8.2.1, 8.2.2.</summary>
public sealed class RevealTests
{
    private const string Phone = "13800000001", Card = "6222021234567890128";

    private static async Task<(Guid Household, string Address)> PlantAsync(Site site, long village = Site.VillageA1, string no = "V-1")
    {
        var seal = site.Services.GetRequiredService<Seal>();
        var id = await Homes.PlantAsync(site, village, no, h =>
        {
            (h.PhoneSealed, h.PhoneIndex) = (seal.Close(Phone, Sealed.Phone), seal.Index(Phone, Sealed.Phone));
            (h.BankAccountSealed, h.BankAccountIndex) = (seal.Close(Card, Sealed.BankCard), seal.Index(Card, Sealed.BankCard));
        }, Homes.Adult("甲"));
        return (id, $"/households/{id}/reveal/household/{id}/");
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_purpose_opens_one_record_for_one_session_for_five_minutes_and_every_look_is_on_record(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (_, address) = await PlantAsync(site);
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync(address + "phone", new() { ["Purpose"] = "其他" })).StatusCode);
        var shown = await clerk.PostAsync(address + "phone", new() { ["Purpose"] = "其他", ["Words"] = "核对通讯录" });
        Assert.Contains(Phone, await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.StartsWith("300; url=/households/", shown.Headers.GetValues("Refresh").Single(), StringComparison.Ordinal);

        site.Clock.Move(TimeSpan.FromMinutes(4));
        Assert.Contains(Card, await (await clerk.GetAsync(address + "bank_account")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var other = await (await (await site.SignInAsync("clerk-2")).GetAsync(address + "bank_account")).Content.ReadAsStringAsync();
        Assert.DoesNotContain(Card, other, StringComparison.Ordinal);
        var (_, elsewhere) = await PlantAsync(site, no: "V-2");
        Assert.DoesNotContain(Phone, await (await clerk.GetAsync(elsewhere + "phone")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        site.Clock.Move(TimeSpan.FromMinutes(2));
        Assert.DoesNotContain(Card, await (await clerk.GetAsync(address + "bank_account")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(["核对通讯录", "核对通讯录"], await db.Set<Change>().Where(c => c.What == "查看原文").OrderBy(c => c.At).Select(c => c.Why).ToListAsync());
    }

    [Fact]
    public async Task In_the_open_page_the_value_carries_what_masks_it_again()
    {
        await using var site = await Site.StartAsync("sqlite");
        var (_, address) = await PlantAsync(site);
        var clerk = await site.SignInAsync("clerk");
        await clerk.PostAsync(address + "phone", new() { ["Purpose"] = "入户核实" });
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(address + "phone", UriKind.Relative));
        asked.Headers.Add("HX-Request", "true");
        var part = (await Visitor.ReadAsync(await clerk.Http.SendAsync(asked))).QuerySelector("[data-mask-after]")!;
        Assert.Equal((Phone, "300", "138****0001", address + "phone"), (part.TextContent, part.GetAttribute("data-mask-after"), part.GetAttribute("data-masked"), part.GetAttribute("data-href")));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Looks_that_nothing_comes_of_and_looks_in_a_strange_township_reach_the_audit_administrator(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.AddAsync(site, new Parameter { Key = RevealAlerts.Idle, Value = "2", ValidFrom = new(2026, 1, 1), Basis = "测试" });
        var (_, near) = await PlantAsync(site);
        var (_, far) = await PlantAsync(site, Site.VillageB1, "V-9");
        var monitor = await site.SignInAsync("monitor");
        for (var i = 0; i < 20; i++)
            await monitor.PostAsync(near + "phone", new() { ["Purpose"] = "政策办理" });
        Assert.DoesNotContain(await AlertsAsync(site), w => w.Contains("从未涉及", StringComparison.Ordinal));
        site.Clock.Move(TimeSpan.FromDays(3));
        Assert.Contains(await AlertsAsync(site), w => w.StartsWith("账号 monitor 2026-11-02 查看原文", StringComparison.Ordinal) && w.Contains("3 天内没有办理任何事", StringComparison.Ordinal));
        monitor = await site.SignInAsync("monitor");
        await monitor.PostAsync(far + "phone", new() { ["Purpose"] = "政策办理" });
        Assert.Contains(await AlertsAsync(site), w => w.Contains("monitor 今天在一个月来从未涉及的乡镇", StringComparison.Ordinal));
    }

    private static async Task<List<string>> AlertsAsync(Site site)
    {
        await Chained.TurnAsync(site);
        await site.Services.GetServices<IDueWork>().OfType<AuditAlerts>().Single().EnqueueDueAsync(default);
        await using var db = site.Open();
        return await db.Set<WorkItem>().Where(w => w.Kind == AuditAlerts.Kind).Select(w => w.Title).ToListAsync();
    }
}
