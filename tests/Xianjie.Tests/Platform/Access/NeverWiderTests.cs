using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Grants;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>
/// Random offices: whatever role, place, grant and chosen area somebody has, list, count, search, export and inbox answer exactly what follows
/// from the rows inside. ASVS 4: V4.1.1, V4.1.5, V4.2.1, V1.4.4.
/// </summary>
public sealed class NeverWiderTests
{
    private static readonly long[] Villages = [Site.VillageA1, Site.VillageA2, Site.VillageB1, Site.VillageB2];
    private static readonly long[] Places = [Site.County, Site.TownA, Site.TownB, .. Villages];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var row in TestDatabases.HasPostgres ? new[] { "sqlite", "postgres" } : ["sqlite"])
                cases.Add(row, row == "sqlite" ? 20261122 : 45);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Offices_grants_and_areas_never_show_more_than_the_rows_inside(string database, int seed)
    {
        await using var site = await Site.StartAsync(database);
        var random = new Random(seed);
        var homes = new Dictionary<Guid, (string No, long Division)>();
        for (var i = 0; i < 14; i++)
        {
            var (no, village) = ($"QH-{i:D3}", Villages[random.Next(4)]);
            homes[await HouseholdBookTests.PlantAsync(site, village, no, $"周{(char)('甲' + i)}")] = (no, village);
        }
        for (var round = 0; round < 8; round++)
        {
            var (role, own) = (random.Next(2) == 0 ? Roles.Clerk : Roles.Monitor, Places[random.Next(Places.Length)]);
            var granted = random.Next(2) == 0 ? (long?)null : Places[random.Next(Places.Length)];
            var grant = await SetAsync(site, role, own, granted);
            var visitor = await site.SignInAsync("clerk");
            var place = own;
            if (grant is { } id && random.Next(3) > 0)
            {
                Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/capacities?handler=Hold", new() { ["id"] = id.ToString() })).StatusCode);
                place = granted!.Value;
            }
            // an area in the address narrows, whatever it is
            var area = Places[random.Next(Places.Length)];
            await visitor.GetAsync($"/inbox?area={area}");
            if (Within(area, place))
                place = area;
            await CheckAsync(visitor, homes, place, $"seed {seed} round {round}: {role} {own} {granted} {area}");
        }
    }

    private static bool Within(long inner, long outer)
    {
        var ((from, below), (first, last)) = (Scope.Range(inner), Scope.Range(outer));
        return from >= first && below <= last;
    }

    private static async Task CheckAsync(Visitor visitor, Dictionary<Guid, (string No, long Division)> homes, long place, string when)
    {
        var inside = homes.Where(h => Scope.Of(place).Covers(h.Value.Division)).Select(h => h.Value.No).Order(StringComparer.Ordinal).ToList();
        var list = await visitor.PageAsync("/households?size=100");
        Assert.True($"{inside.Count}" == list.QuerySelector(".total b")!.TextContent, when);
        Assert.Equal(inside, Numbers(list.QuerySelector("#households")?.TextContent ?? string.Empty, homes));
        foreach (var (id, (no, division)) in homes)
        {
            var expected = Scope.Of(place).Covers(division) ? HttpStatusCode.OK : HttpStatusCode.NotFound;
            Assert.True(expected == (await visitor.GetAsync($"/households/{id}")).StatusCode, $"{when} {no}");
        }
        Assert.Equal(inside, Numbers((await visitor.PageAsync($"/search?q={Uri.EscapeDataString("周")}")).QuerySelector("main")!.TextContent, homes));
        var export = await visitor.PostAsync("/households/export", new() { ["format"] = "csv", ["what"] = "", ["purpose"] = "", ["why"] = "核对" });
        if (export.StatusCode == HttpStatusCode.OK)
            Assert.Equal(inside, Numbers(Encoding.UTF8.GetString(await export.Content.ReadAsByteArrayAsync()), homes));
        var areas = list.QuerySelectorAll(".drop-area .drop-body a").Select(a => a.GetAttribute("href")!);
        Assert.All(areas, a => Assert.Contains("area=", a, StringComparison.Ordinal));
    }

    private static List<string> Numbers(string text, Dictionary<Guid, (string No, long Division)> homes) =>
        [.. homes.Values.Where(h => text.Contains(h.No, StringComparison.Ordinal) || text.Contains("周" + (char)('甲' + int.Parse(h.No[3..], System.Globalization.CultureInfo.InvariantCulture)), StringComparison.Ordinal)).Select(h => h.No).Order(StringComparer.Ordinal)];

    /// <summary>The account gets its role and place; and where asked, an office in another place.</summary>
    private static async Task<Guid?> SetAsync(Site site, string role, long own, long? granted)
    {
        await using var db = site.Open();
        await db.Set<Grant>().ExecuteDeleteAsync();
        await db.Set<User>().Where(u => u.Login == "clerk").ExecuteUpdateAsync(s => s.SetProperty(u => u.Role, role).SetProperty(u => u.Division, own));
        if (granted is not { } place)
            return null;
        var user = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "clerk");
        var grant = new Grant { UserId = user.Id, UserName = user.Name, Role = Roles.Clerk, Division = place, From = new(2026, 11, 1), To = new(2026, 11, 30), Reason = "试", GivenBy = "test", GivenAt = site.Clock.GetUtcNow() };
        db.Act = new("test", "plant");
        db.Add(grant);
        await db.SaveChangesAsync();
        return grant.Id;
    }
}
