using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>普通、个人、敏感 fields. ASVS 4: V1.4.4, V4.1.3, V8.3.4.</summary>
public sealed class FieldClassTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_does_not_see_sensitive_fields_finds_them_nowhere_and_can_not_count_them(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一", "赵二");
        Guid member;
        await using (var db = site.Open())
        {
            db.Act = new("入户核实", "health");
            var person = await db.Set<Person>().SingleAsync(p => p.Name == "赵二");
            (person.Health, member) = ("患有大病", person.Id);
            (await db.Set<Household>().SingleAsync()).Traits |= Xianjie.Registry.Counts.Traits.Severe;
            db.Add(new IncomeYear { HouseholdId = id, Division = Site.VillageA1, Year = 2025, Wage = 43_21_00 });
            await db.SaveChangesAsync();
        }
        var clerk = await site.SignInAsync("clerk");
        Assert.Contains("患有大病", (await clerk.PageAsync($"/households/{id}?tab=members")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4321", (await clerk.PageAsync($"/households/{id}?tab=income")).Body!.TextContent.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await RoleTests.PlantAsync(site, Roles.Clerk, "households.read;households.write;households.export;reveal;clues.read;cases.read", classes: "Plain;Personal");
        foreach (var path in new[] { $"/households/{id}", $"/households/{id}?tab=members", $"/households/{id}?tab=income", $"/households/{id}?tab=trail", $"/households/{id}/members/{member}", "/households", "/search?q=%E8%B5%B5%E4%BA%8C" })
        {
            var text = (await clerk.PageAsync(path)).QuerySelector("main")!.TextContent.Replace(",", "", StringComparison.Ordinal);
            Assert.DoesNotContain("患有大病", text, StringComparison.Ordinal);
            Assert.DoesNotContain("有大病成员", text, StringComparison.Ordinal);
            Assert.DoesNotContain("4321", text, StringComparison.Ordinal);
        }
        // asking for the mark does not narrow the list, so that its count tells nothing
        Assert.Equal("1", (await clerk.PageAsync("/households?mark=severe")).QuerySelector(".total b")!.TextContent);
        Assert.Equal("1", (await clerk.PageAsync("/households?mark=chronic")).QuerySelector(".total b")!.TextContent);
        foreach (var path in new[] { $"/households/{id}/edit", $"/households/{id}/members/{member}/edit", $"/households/{id}/incomes/2025", "/households/export", "/clues", "/cases", "/income", "/low-income", $"/households/{id}/reveal/member/{member}/citizen_id" })
            Assert.True((await clerk.GetAsync(path)).Headers.Location?.OriginalString.Contains("/denied", StringComparison.Ordinal) == true, path);
        await RoleTests.PlantAsync(site, Roles.Clerk, "households.read", classes: "Plain", division: Site.County);
        Assert.Contains("/denied", (await clerk.GetAsync("/households")).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
