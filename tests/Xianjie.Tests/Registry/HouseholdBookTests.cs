using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

public sealed class HouseholdBookTests
{
    public static TheoryData<string> Databases => TestDatabases.All;
    private static readonly DateOnly Day = new(2026, 10, 1);
    private static readonly Dictionary<Guid, string> Nobody = [];

    internal static async Task<Guid> PlantAsync(Site site, long village, string no, params string[] names)
    {
        await using var db = site.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var book = new HouseholdBook(db, new Clock(site.Clock));
        var household = new Household { HouseholdNo = no, Division = village, HouseholdType = "普通农户", RiskState = "普通户" };
        var (family, refusal) = await book.CreateAsync(household, Person(names[0], village), Day, default);
        Assert.Null(refusal);
        foreach (var name in names[1..])
            Assert.Null(await book.AddMemberAsync(family!, Person(name, village, "之子"), "户籍迁入", Day, default));
        await book.SaveAsync(new Act("test", "新建户"), default);
        await transaction.CommitAsync();
        return household.Id;
    }

    internal static Person Person(string name, long village, string relation = "户主") => new() { Name = name, Division = village, Relation = relation };

    internal static async Task ActAsync(Site site, string what, Func<HouseholdBook, XianjieDb, Task<Refusal?>> act, Action<Refusal?>? check = null)
    {
        await using var db = site.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var book = new HouseholdBook(db, new Clock(site.Clock));
        var refusal = await act(book, db);
        if (check is not null)
        {
            check(refusal);
            return;
        }
        Assert.Null(refusal);
        await book.SaveAsync(new Act("test", what, "测试"), default);
        await transaction.CommitAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_split_makes_a_household_with_its_own_head_and_undo_brings_everyone_back(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await PlantAsync(site, Site.VillageA1, "H-1", "王一", "王二", "王三");
        await ActAsync(site, "分户", async (book, _) =>
        {
            var family = (await book.OpenAsync(id, default))!;
            var (two, three) = (family.Members.Single(m => m.Name == "王二"), family.Members.Single(m => m.Name == "王三"));
            return (await book.SplitAsync(family, [two.Id, three.Id], two.Id, "H-2", new Dictionary<Guid, string> { [three.Id] = "之兄弟姐妹" }, Day, default)).Refusal;
        });
        await using (var db = site.Open())
        {
            var fresh = await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "H-2");
            Assert.Equal((2, "王二", id), (fresh.MemberCount, fresh.HeadName, fresh.Origin));
            Assert.Equal(1, (await db.Set<Household>().SingleAsync(h => h.Id == id)).MemberCount);
            Assert.Equal(5, await db.Set<Membership>().CountAsync());
            Assert.Equal((2, 3), await CountedAsync(db, Site.VillageA1));
        }
        await using (var db = site.Open())
        {
            var undo = new Undo(db);
            var latest = await undo.LatestAsync(id, default);
            await using var transaction = await db.Database.BeginTransactionAsync();
            Assert.Null(await undo.TakeBackAsync(latest!, new Act("test", "撤销：分户", "填错"), default));
            await transaction.CommitAsync();
        }
        await using (var db = site.Open())
        {
            Assert.Equal(3, await db.Set<Person>().CountAsync(p => p.HouseholdId == id && p.State == PersonState.Present));
            Assert.Equal(3, await db.Set<Membership>().CountAsync(m => m.To == null));
            Assert.Equal(3, (await db.Set<Household>().SingleAsync()).MemberCount);
            Assert.Equal((1, 3), await CountedAsync(db, Site.VillageA1));
            Assert.Null(await new Undo(db).LatestAsync(id, default));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_split_that_was_touched_since_is_not_undone(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await PlantAsync(site, Site.VillageA1, "H-1", "王一", "王二");
        await ActAsync(site, "分户", async (book, _) =>
        {
            var family = (await book.OpenAsync(id, default))!;
            return (await book.SplitAsync(family, [family.Members.First(m => m != family.Head).Id], family.Members.First(m => m != family.Head).Id, "H-2", Nobody, Day, default)).Refusal;
        });
        await using var db = site.Open();
        var fresh = await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "H-2");
        db.Act = new Act("test", "填报收入");
        db.Add(new IncomeYear { HouseholdId = fresh.Id, Division = fresh.Division, Year = 2026 });
        await db.SaveChangesAsync();
        var undo = new Undo(db);
        var refusal = await undo.TakeBackAsync((await undo.LatestAsync(id, default))!, new Act("test", "撤销：分户"), default);
        Assert.Contains("已有其他记录", refusal!.Words, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_head_leaves_only_after_another_took_over_and_the_last_to_leave_closes_the_household(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await PlantAsync(site, Site.VillageA1, "H-1", "李一", "李二");
        await ActAsync(site, "减员", async (book, _) =>
        {
            var family = (await book.OpenAsync(id, default))!;
            return book.RemoveMember(family, family.Head!.Id, "死亡", Day);
        }, refusal => Assert.Contains("变更户主", refusal!.Words, StringComparison.Ordinal));
        await ActAsync(site, "变更户主", async (book, _) =>
        {
            var family = (await book.OpenAsync(id, default))!;
            return book.ChangeHead(family, family.Members.First(m => m != family.Head).Id, new Dictionary<Guid, string> { [family.Head!.Id] = "之父" });
        });
        foreach (var reason in new[] { "死亡", "户籍迁出" })
        {
            await ActAsync(site, "减员", async (book, _) =>
            {
                var family = (await book.OpenAsync(id, default))!;
                return book.RemoveMember(family, family.Members.OrderBy(m => m.Relation == "户主").First().Id, reason, Day);
            });
        }
        await using var db = site.Open();
        var household = await db.Set<Household>().SingleAsync();
        Assert.Equal((HouseholdState.Dissolved, 0, "李二"), (household.State, household.MemberCount, household.HeadName));
        Assert.Equal([PersonState.Dead, PersonState.Left], await db.Set<Person>().OrderBy(p => p.Name).Select(p => p.State).ToListAsync());
        Assert.Equal((0, 0), await CountedAsync(db, Site.VillageA1));
    }

    private static async Task<(int, int)> CountedAsync(XianjieDb db, long village)
    {
        var row = await db.Set<VillageCount>().AsNoTracking().SingleAsync(v => v.Division == village);
        return (row.Households, row.People);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Whatever_is_done_in_whatever_order_every_household_keeps_one_head_and_every_person_one_place(string database)
    {
        await using var site = await Site.StartAsync(database);
        var random = new Random(20261102);
        for (var i = 0; i < 4; i++)
            await PlantAsync(site, i % 2 == 0 ? Site.VillageA1 : Site.VillageB1, $"P-{i}", "甲", "乙", "丙");
        var everJoined = 0;
        for (var step = 0; step < 60; step++)
        {
            await RandomStepAsync(site, random, step);
            everJoined = await CheckAsync(site, everJoined);
        }
        Assert.True(everJoined > 20);
    }

    private static async Task RandomStepAsync(Site site, Random random, int step)
    {
        await using var db = site.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var book = new HouseholdBook(db, new Clock(site.Clock));
        var ids = await db.Set<Household>().Where(h => h.State == HouseholdState.Active).OrderBy(h => h.HouseholdNo).Select(h => h.Id).ToListAsync();
        if (ids.Count < 2)
        {
            await PlantAsync(site, Site.VillageA2, $"N-{step}", "丁", "戊");
            return;
        }
        var (a, b) = ((await book.OpenAsync(ids[random.Next(ids.Count)], default))!, (await book.OpenAsync(ids[random.Next(ids.Count)], default))!);
        var anyone = a.Members[random.Next(a.Members.Count)];
        var relations = a.Members.Concat(b.Members).DistinctBy(m => m.Id).ToDictionary(m => m.Id, _ => "其他");
        var (what, refusal) = random.Next(8) switch
        {
            0 or 1 => ("新增成员", await book.AddMemberAsync(a, Person("新" + step, a.Household.Division, "之女"), "新生儿", Day, default)),
            2 => ("减员", book.RemoveMember(a, anyone.Id, "死亡", Day)),
            3 => ("变更户主", book.ChangeHead(a, anyone.Id, relations)),
            4 => ("分户", (await book.SplitAsync(a, [anyone.Id], anyone.Id, $"S-{step}", relations, Day, default)).Refusal),
            5 => ("并户", random.Next(3) == 0 ? book.Merge(a, b, relations, Day) : new Refusal("skip")),
            6 => ("转入他户", book.Move(a, b, anyone.Id, "其他", "转户", Day)),
            _ => ("销户", random.Next(6) == 0 ? book.Dissolve(a, "户籍迁出", Day) : new Refusal("skip")),
        };
        if (refusal is not null)
            return;
        await book.SaveAsync(new Act("test", what), default);
        await transaction.CommitAsync();
        if (random.Next(4) == 0)
            await UndoAsync(site, a.Household.Id);
    }

    private static async Task UndoAsync(Site site, Guid household)
    {
        await using var db = site.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var undo = new Undo(db);
        if (await undo.LatestAsync(household, default) is { } latest && await undo.TakeBackAsync(latest, new Act("test", "撤销：" + latest.What), default) is null)
            await transaction.CommitAsync();
    }

    private static async Task<int> CheckAsync(Site site, int before)
    {
        await using var db = site.Open();
        var households = await db.Set<Household>().AsNoTracking().ToListAsync();
        var people = await db.Set<Person>().AsNoTracking().ToListAsync();
        var memberships = await db.Set<Membership>().AsNoTracking().ToListAsync();
        foreach (var household in households)
        {
            var members = people.Where(p => p.HouseholdId == household.Id && p.State == PersonState.Present).ToList();
            Assert.Equal(household.MemberCount, members.Count);
            Assert.Equal(household.State == HouseholdState.Active ? 1 : 0, members.Count(m => m.Relation == "户主"));
            Assert.All(members, m => Assert.Equal((household.Division, household.County), (m.Division, m.County)));
        }
        foreach (var person in people)
        {
            var open = memberships.Where(m => m.PersonId == person.Id && m.To == null).ToList();
            Assert.Equal(person.State == PersonState.Present ? [person.HouseholdId] : [], open.Select(m => m.HouseholdId));
            Assert.Contains(memberships, m => m.PersonId == person.Id);
        }
        var counted = await db.Set<VillageCount>().AsNoTracking().ToListAsync();
        Assert.Equal(households.Count(h => h.State == HouseholdState.Active), counted.Sum(c => c.Households));
        Assert.Equal(people.Count(p => p.State == PersonState.Present), counted.Sum(c => c.People));
        var recorded = await db.Set<Change>().Where(c => c.Object == "Membership" && c.Before == null).CountAsync();
        Assert.True(recorded >= before && recorded >= memberships.Count);
        return recorded;
    }
}
