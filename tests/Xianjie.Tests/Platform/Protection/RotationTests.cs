using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.History;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Rotation;
using Xianjie.Platform.Protection.Suites;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Monitoring;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>Turning to a new key while people work. ASVS 6.2.4, 6.4.1.</summary>
public sealed class RotationTests
{
    private const string Old = "110105194912310054", New = "11010519491231002X";

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Searches_find_old_and_new_while_keys_turn_and_the_old_key_is_proved_empty_and_destroyed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var seal = site.Services.GetRequiredService<Seal>();
        await PlantAsync(site, seal, "K-1", "甲一", Old, "13800000001");
        var file = await FileAsync(site);
        await site.Services.GetRequiredService<SetMaker>().MakeAsync(site.Services.GetRequiredService<BackupPlan>().Folder!, false, null, default);
        var security = await site.SignInAsync("security-admin");
        var clerk = await site.SignInAsync("clerk");
        Assert.Contains("甲一", await FoundAsync(clerk, Old), StringComparison.Ordinal);

        await site.ConfirmedAsync(await security.PostAsync("/keys?handler=Turn", new() { ["Suite"] = CipherSuites.National.Name, ["Why"] = "年度轮换" }), "system-admin");
        Assert.Equal(2, seal.Active);
        await PlantAsync(site, seal, "K-2", "乙一", New, "13800000002");
        Assert.Contains("甲一", await FoundAsync(clerk, Old), StringComparison.Ordinal);
        Assert.Contains("乙一", await FoundAsync(clerk, New), StringComparison.Ordinal);
        Assert.Contains("甲一", await FoundAsync(clerk, Old[^4..]), StringComparison.Ordinal);
        Assert.Contains("甲一", await FoundAsync(clerk, "13800000001"), StringComparison.Ordinal);

        site.Clock.Move(TimeSpan.FromSeconds(5));
        await site.RunJobsAsync();
        Assert.Contains("甲一", await FoundAsync(clerk, Old), StringComparison.Ordinal);
        Assert.Contains("甲一", await FoundAsync(clerk, Old[^4..]), StringComparison.Ordinal);
        await ProvedAsync(site, seal, file);
        await DestroyedAsync(site, seal, security);
    }

    private static async Task PlantAsync(Site site, Seal seal, string no, string name, string id, string phone)
    {
        var person = Homes.Adult(name);
        (person.CitizenIdSealed, person.CitizenIdIndex, person.CitizenIdTail) = (seal.Close(id, Sealed.CitizenId), seal.Index(id, Sealed.CitizenId), seal.Index(id[^4..], Sealed.CitizenId));
        (person.PhoneSealed, person.PhoneIndex) = (seal.Close(phone, Sealed.Phone), seal.Index(phone, Sealed.Phone));
        await Homes.PlantAsync(site, Site.VillageA1, no, null, person);
        await Homes.AddAsync(site, new HistoryEntry
        {
            Division = Site.VillageA1, HouseholdNo = no, Name = name, CitizenIdSealed = person.CitizenIdSealed, CitizenIdIndex = person.CitizenIdIndex, LeftOut = false, Source = "测试", By = "test", At = site.Clock.GetUtcNow(),
        });
    }

    private static async Task<Guid> FileAsync(Site site)
    {
        var store = site.Services.GetRequiredService<FileStore>();
        var row = await store.SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(new string('文', 900_000))), "a.txt", "text/plain", "test", Site.County, "upload", 1 << 30, default);
        await Homes.AddAsync(site, row!);
        return row!.Id;
    }

    /// <summary>What the search shows; the only household found is opened at once.</summary>
    private static async Task<string> FoundAsync(Visitor visitor, string text)
    {
        var answer = await visitor.GetAsync($"/search?q={text}");
        return (await visitor.PageAsync(answer.Headers.Location?.ToString() ?? $"/search?q={text}")).Body!.TextContent;
    }

    private static async Task ProvedAsync(Site site, Seal seal, Guid file)
    {
        await using var db = site.Open();
        Assert.Equal(KeyState.Retired, seal.Ring.Keys[0].State);
        var counts = await db.Set<SealCount>().ToListAsync();
        Assert.Equal(0, counts.Where(c => c.Key == 1 && !c.Forever).Sum(c => c.Values));
        Assert.Equal(2, counts.Single(c => c.Place == "person" && c.Column == "citizen_id_sealed" && c.Key == 2).Values);
        Assert.Equal(2, counts.Single(c => c.Place == "history_entry" && c.Key == 2).Values);
        Assert.True(counts.Single(c => c.Place == SealCount.Files && c.Key == 2).Values >= 1);
        var person = await db.Set<Person>().SingleAsync(p => p.Name == "甲一");
        Assert.Equal(Old, seal.Open(person.CitizenIdSealed!, Sealed.CitizenId));
        Assert.Equal((seal.Index(Old, Sealed.CitizenId), seal.Index(Old[^4..], Sealed.CitizenId)), (person.CitizenIdIndex!, person.CitizenIdTail!), Bytes.Instance);
        using var reader = new StreamReader(site.Services.GetRequiredService<FileStore>().Open(file));
        Assert.Equal(new string('文', 900_000), await reader.ReadToEndAsync());
    }

    private static async Task DestroyedAsync(Site site, Seal seal, Visitor security)
    {
        await using var db = site.Open();
        var looked = await db.Set<AuditEvent>().AsNoTracking().Where(e => e.DetailSealed != null).ToListAsync();
        if (looked.Count == 0)
        {
            await site.Services.GetRequiredService<AuditChain>().TurnAsync(default);
            looked = await db.Set<AuditEvent>().AsNoTracking().Where(e => e.DetailSealed != null).ToListAsync();
        }
        var sealedBefore = looked.First(e => Seal.KeyOf(e.DetailSealed) == 1);
        Assert.Contains(Old, seal.Open(sealedBefore.DetailSealed!, Sealed.Audit), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await security.PostAsync("/keys?handler=Destroy", new() { ["Number"] = "2", ["Why"] = "不用了" })).StatusCode);
        await NeededAsync(security);
        await site.ConfirmedAsync(await security.PostAsync("/keys?handler=Destroy", new() { ["Number"] = "1", ["WithBackups"] = "true", ["Why"] = "已停用一年" }), "system-admin");
        Assert.Throws<MissingKeyException>(() => seal.Open(sealedBefore.DetailSealed!, Sealed.Audit));
        var verdict = await site.Services.GetRequiredService<AuditCheck>().RunAsync(site.Open(), null, default);
        Assert.True(verdict.IsWhole, verdict.Words);
        Assert.Contains("已销毁", (await security.PageAsync("/keys")).Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>A backup opens with the old key alone: without the tick nobody is even asked to confirm.</summary>
    private static async Task NeededAsync(Visitor security)
    {
        var refused = await security.PostAsync("/keys?handler=Destroy", new() { ["Number"] = "1", ["Why"] = "已停用一年" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("还有 1 组备份只有用这把密钥才能恢复", (await Visitor.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Every_sealed_column_says_its_kind_and_a_stopped_rotation_goes_on_from_what_is_left(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (seal, reseal) = (site.Services.GetRequiredService<Seal>(), site.Services.GetRequiredService<Reseal>());
        for (var i = 0; i < 3; i++)
            await PlantAsync(site, seal, $"K-{i}", $"甲{i}", $"11010519491231{i:D3}X", $"1380000000{i}");
        seal.Ring.Turn("aes", site.Clock.GetUtcNow());
        await using var db = site.Open();
        var person = SealedTable.Of(db).Single(t => t.Name == "person");
        Assert.Equal(6, await reseal.TableAsync(person, _ => { }, default));
        Assert.Equal(0, await reseal.TableAsync(person, _ => { }, default));
        var security = await site.SignInAsync("security-admin");
        Assert.Equal(HttpStatusCode.SeeOther, (await security.PostAsync("/keys?handler=GoOn", [])).StatusCode);
        site.Clock.Move(TimeSpan.FromSeconds(5));
        await site.RunJobsAsync();
        Assert.Equal(KeyState.Retired, seal.Ring.Keys[0].State);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await security.PostAsync("/keys?handler=GoOn", [])).StatusCode);
    }

    private sealed class Bytes : IEqualityComparer<(byte[], byte[])>
    {
        public static readonly Bytes Instance = new();

        public bool Equals((byte[], byte[]) x, (byte[], byte[]) y) => x.Item1.AsSpan().SequenceEqual(y.Item1) && x.Item2.AsSpan().SequenceEqual(y.Item2);

        public int GetHashCode((byte[], byte[]) obj) => obj.Item1.Length;
    }
}
