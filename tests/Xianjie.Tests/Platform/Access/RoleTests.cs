using System.Net;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Divisions;
using Xianjie.Screening;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>角色 as data. ASVS 4: V1.2.1, V1.4.1, V1.4.4, V4.1.1, V4.1.2, V4.1.3.</summary>
public sealed class RoleTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Fact]
    public void Every_permission_of_the_program_has_its_words_and_no_word_stands_for_nothing()
    {
        var known = typeof(Permissions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).Where(p => p != Permissions.SignedIn);
        Assert.Equal(known.Order(StringComparer.Ordinal), Roles.Words.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>ASVS V1.4.1, V4.1.3: three administrators, and none of them does business.</summary>
    [Fact]
    public void No_shipped_role_joins_what_is_separated()
    {
        Assert.All(Roles.All.Values, r => Assert.Null(Separation.Refusal(r.Permissions)));
        Assert.Equal(PermissionGroup.Security, Separation.GroupOf(Permissions.UsersManage));
        foreach (var (one, other) in new[] { (Permissions.SystemManage, Permissions.AuditRead), (Permissions.UsersManage, Permissions.AuditRead), (Permissions.UsersManage, Permissions.SystemManage), (Permissions.AuditRead, Permissions.HouseholdsRead) })
            Assert.NotNull(Separation.Refusal([one, other]));
    }

    /// <summary>ASVS V4.1.2: what a row says can't override the rule.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_that_joins_what_is_separated_gives_no_permission_at_all(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site, Roles.Clerk, "households.read;audit.read");
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal("/denied", (await clerk.GetAsync("/households")).Headers.Location?.AbsolutePath);
        Assert.Equal("/denied", (await clerk.GetAsync("/audit")).Headers.Location?.AbsolutePath);
    }

    /// <summary>ASVS V4.1.1, V4.1.5: running sessions follow, and an unknown role may nothing.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_narrowed_role_holds_from_its_day_on_in_its_county_and_in_running_sessions(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await clerk.PageAsync("/households/new");
        await PlantAsync(site, Roles.Clerk, "households.read;clues.read", from: new(2026, 11, 3));
        await clerk.PageAsync("/households/new");
        await PlantAsync(site, Roles.Clerk, "households.read;clues.read");
        await clerk.PageAsync("/households");
        foreach (var path in new[] { "/households/new", "/households/import" })
            Assert.Equal("/denied", (await clerk.GetAsync(path)).Headers.Location?.AbsolutePath);
        Assert.DoesNotContain("/households/import", (await clerk.PageAsync("/households")).QuerySelectorAll("nav a, aside a").Select(a => a.GetAttribute("href")));
        await PlantAsync(site, Roles.Clerk, "overview", retired: true, from: new(2026, 11, 2));
        Assert.Equal("/denied", (await clerk.GetAsync("/households")).Headers.Location?.AbsolutePath);
        await using var db = site.Open();
        await db.Set<User>().Where(u => u.Login == "collector").ExecuteUpdateAsync(s => s.SetProperty(u => u.Role, "nobody-knows"));
        var collector = await site.SignInAsync("collector");
        Assert.Equal("/denied", (await collector.GetAsync("/households")).Headers.Location?.AbsolutePath);
    }

    /// <summary>ASVS V4.3.2, V1.2.1.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_role_of_the_countys_own_is_made_by_two_security_administrators(string database)
    {
        await using var site = await Site.StartAsync(database);
        var admin = await site.SignInAsync("security-admin");
        Dictionary<string, string> Form(string may, string title = "驻村工作队") => new()
        {
            ["Title"] = title, ["Office"] = Roles.Collector, ["Levels"] = "Village", ["Classes"] = "Plain", ["May"] = may, ["OneDepartment"] = "false", ["Retired"] = "false", ["From"] = "2026-11-02", ["Why"] = "工作队要看档案",
        };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/roles/edit", Form("audit.read"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/roles/edit", Form("users.manage"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/roles/edit", Form("households.read", "村采集员"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync($"/roles/edit/{Roles.AuditAdmin}", Form("households.read", "审计管理员"))).StatusCode);
        var asked = await admin.PostAsync("/roles/edit", Form("households.read"));
        await using (var db = site.Open())
            Assert.False(await db.Set<RoleDefinition>().AnyAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.ConfirmAsync(asked, "security-admin")).StatusCode);
        await site.ConfirmedAsync(asked, "security-admin-2");
        var page = (await admin.PageAsync("/roles")).Body!.TextContent;
        Assert.Contains("驻村工作队", page, StringComparison.Ordinal);
        await using var read = site.Open();
        var role = (await read.Set<RoleDefinition>().SingleAsync()).ToRole();
        Assert.True(role.May(Permissions.HouseholdsRead) && role.Office == Roles.Collector && !role.Sees(ColumnClass.Sensitive) && role.Levels.SetEquals([DivisionLevel.Village]));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_county_can_not_switch_the_second_person_off_for_roles(string database)
    {
        await using var site = await Site.StartAsync(database);
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().Narrow(Site.County);
        foreach (var act in scope.ServiceProvider.GetServices<IDangerousAct>().Where(a => a.Key.StartsWith("access.", StringComparison.Ordinal)))
            Assert.True(act.Always && await scope.ServiceProvider.GetRequiredService<SecondPersonDesk>().IsNeededAsync(act, Site.County, CancellationToken.None), act.Key);
        var keys = scope.ServiceProvider.GetServices<IDangerousAct>().Select(a => a.Key).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(scope.ServiceProvider.GetServices<IDangerousAct>(), a => Assert.True((a.Permission == Permissions.SignedIn || Roles.Words.ContainsKey(a.Permission)) && Roles.Words.ContainsKey(a.ConfirmPermission), a.Key));
    }

    internal static async Task PlantAsync(Site site, string key, string permissions, bool retired = false, DateOnly? from = null, string classes = "Plain;Personal;Sensitive", long division = Site.County)
    {
        await using var db = site.Open();
        db.Act = new("test", "plant");
        db.Add(new RoleDefinition
        {
            Key = key, Title = "改过的角色", Office = key, Division = division, Permissions = permissions, Classes = classes, Levels = "Township;Village;County", OneDepartment = false, Retired = retired,
            ValidFrom = from ?? new(2026, 11, 1), By = "test", At = site.Clock.GetUtcNow(),
        });
        await db.SaveChangesAsync();
    }
}
