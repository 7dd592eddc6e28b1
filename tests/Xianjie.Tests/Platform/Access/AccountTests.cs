using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Accounts change by two security administrators. ASVS 4: V1.4.1, V4.1.2, V4.1.3.</summary>
public sealed class AccountTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_role_or_area_changes_only_when_another_administrator_agrees_an_end_at_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        var admin = await site.SignInAsync("security-admin");
        Dictionary<string, Guid> ids;
        await using (var db = site.Open())
            ids = await db.Set<User>().ToDictionaryAsync(u => u.Login, u => u.Id);
        Task<HttpResponseMessage> ChangeAsync(string login, string role, long division, bool disabled = false, string why = "轮岗") => admin.PostAsync($"/users/edit/{ids[login]}", new()
        {
            ["Input.Login"] = login, ["Input.Name"] = login, ["Input.Role"] = role, ["Input.Division"] = $"{division}", ["Input.Disabled"] = disabled ? "true" : "false", ["Input.Why"] = why,
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync("security-admin", Roles.SecurityAdmin, Site.County, disabled: true)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync("clerk-b", Roles.Clerk, Site.VillageB1)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync("clerk-b", Roles.Clerk, Site.TownA, why: " ")).StatusCode);
        // who it concerns can't confirm, even as a security administrator
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.ConfirmAsync(await ChangeAsync("security-admin-2", Roles.AuditAdmin, Site.County), "security-admin-2")).StatusCode);
        var moved = await ChangeAsync("clerk-b", Roles.Clerk, Site.TownA);
        var clerk = await site.SignInAsync("clerk-b");
        Assert.Contains("云岭乡", (await clerk.PageAsync("/inbox")).QuerySelector(".drop-area summary")!.TextContent, StringComparison.Ordinal);
        await site.ConfirmedAsync(moved, "security-admin-2");
        Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync("/inbox")).StatusCode);
        clerk = await site.SignInAsync("clerk-b");
        Assert.Contains("白石镇", (await clerk.PageAsync("/inbox")).QuerySelector(".drop-area summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/users", (await ChangeAsync("clerk-b", Roles.Clerk, Site.TownA, disabled: true)).Headers.Location!.ToString());
        Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync("/inbox")).StatusCode);
    }
}
