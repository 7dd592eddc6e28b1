using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>One head for each household: what files brought in otherwise does not stop the work, and no act makes it so.</summary>
public sealed class HeadCountTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_household_that_came_in_with_two_heads_can_be_worked_on_and_put_right_but_no_act_makes_one(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (id, whole) = (await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "H-1", "李一", "李二", "李三"), await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "H-2", "王一", "王二"));
        await using (var db = site.Open())
            await db.Set<Person>().Where(p => p.Name == "李二").ExecuteUpdateAsync(s => s.SetProperty(p => p.Relation, "户主"));
        await HouseholdBookTests.ActAsync(site, "改小组", async (book, _) =>
        {
            (await book.OpenAsync(id, default))!.Household.GroupName = "二组";
            return null;
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => HouseholdBookTests.ActAsync(site, "改关系", async (book, _) =>
        {
            (await book.OpenAsync(id, default))!.Members.Single(m => m.Name == "李三").Relation = "户主";
            return null;
        }));
        await HouseholdBookTests.ActAsync(site, "改关系", async (book, _) =>
        {
            (await book.OpenAsync(id, default))!.Members.Single(m => m.Name == "李二").Relation = "之子";
            return null;
        });
        foreach (var (name, relation) in new[] { ("李二", "户主"), ("王二", "户主"), ("王一", "之父") })
            await Assert.ThrowsAsync<InvalidOperationException>(() => HouseholdBookTests.ActAsync(site, "改关系", async (book, _) =>
            {
                (await book.OpenAsync(name[0] == '李' ? id : whole, default))!.Members.Single(m => m.Name == name).Relation = relation;
                return null;
            }));
        await using var after = site.Open();
        Assert.Equal("二组", (await after.Set<Household>().SingleAsync(h => h.Id == id)).GroupName);
        Assert.Equal(["李一", "王一"], await after.Set<Person>().Where(p => p.Relation == "户主").OrderBy(p => p.Name).Select(p => p.Name).ToListAsync());
    }
}
