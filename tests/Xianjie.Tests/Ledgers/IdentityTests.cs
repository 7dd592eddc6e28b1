using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>Who and what a row means, beside the words that it shows.</summary>
public sealed class IdentityTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string Text = """
        - key: well-plans
          title: 水井规划
          module: 乡村建设
          owner: 水务局
          grain: project
          level: county
          basis: 试验
          fields:
            - {name: 规划名, english: plan_name, type: text, required: true, unique: true}
        - key: well-keepers
          title: 水井管护员
          module: 乡村建设
          owner: 水务局
          grain: person
          level: village
          basis: 试验
          fields:
            - {name: 管护员, english: keeper, type: person, required: true, unique: true}
            - {name: 替班人, english: deputy, type: person}
            - {name: 规划, english: plan, type: reference, ledger: well-plans, show: 规划名}
          checks:
            - {when: "exists(水井管护员 where 替班人 = row.管护员)", severity: W, message: "{管护员}已是别人的替班人"}
        """;

    private static async Task<Site> StartAsync(string database)
    {
        var site = await Books.StartAsync(database, ("keepers.yaml", Text));
        await using var db = site.Open();
        db.Act = new("test", "plant");
        foreach (var at in new[] { 1, 2, 3 })
        {
            var home = new Household { HouseholdNo = $"H{at}", Division = Site.VillageA1, County = 990101, HeadName = "王小芳", HouseholdType = "普通农户", RiskState = "普通户", MemberCount = 1 };
            db.AddRange(home, new Person { HouseholdId = home.Id, Division = Site.VillageA1, County = 990101, PersonNo = $"P{at}", Name = at == 3 ? "李大山" : "王小芳", Relation = "户主" });
        }
        await db.SaveChangesAsync();
        return site;
    }

    private static Dictionary<string, string> Keeper(string keeper, string deputy = "", string plan = "") => new() { ["Place"] = $"{Site.VillageA1}", ["f.keeper"] = keeper, ["f.deputy"] = deputy, ["f.plan"] = plan };

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_people_of_one_name_are_two_in_keys_checks_and_later_changes(string database)
    {
        await using var site = await StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        async Task<string> RefusedAsync(Dictionary<string, string> fields, string path = "/ledgers/well-keepers/edit") => (await Visitor.ReadAsync(await clerk.PostAsync(path, fields))).Body!.TextContent;
        Assert.Contains("叫“王小芳”的有 2 人", await RefusedAsync(Keeper("王小芳")), StringComparison.Ordinal);
        var first = await Books.EnterAsync(clerk, Keeper("P1", "李大山"), "well-keepers");
        var second = await Books.EnterAsync(clerk, Keeper("P2"), "well-keepers");
        Assert.Contains("已有管护员相同的一行", await RefusedAsync(Keeper("P2")), StringComparison.Ordinal);
        var third = await clerk.PageAsync(await Books.EnterAsync(clerk, Keeper("P3", "P1"), "well-keepers"));
        Assert.Contains("李大山已是别人的替班人", third.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("\u2063", third.Body.TextContent, StringComparison.Ordinal);
        // the first of the two stands in for somebody, the second does not
        Assert.Contains("王小芳已是别人的替班人", (await clerk.PageAsync(first)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("替班人", (await clerk.PageAsync(second)).QuerySelector(".notice-warn")?.TextContent ?? "", StringComparison.Ordinal);
        // the shown name sent back means who it meant
        var edit = second.Replace("/rows/", "/edit/", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(edit, new(Keeper("王小芳", "李大山")) { ["Version"] = "0" })).StatusCode);
        await using var db = site.Open();
        var people = await db.Set<Person>().Where(p => p.Name == "王小芳").ToDictionaryAsync(p => p.Id, p => p.PersonNo);
        Assert.Equal(["P1", "P2"], (await db.Set<LedgerRow>().Where(r => r.Ledger == "well-keepers").ToListAsync()).Select(r => people.GetValueOrDefault(r.PersonId!.Value)).OfType<string>().Order());
        Assert.DoesNotContain("@", (await clerk.PageAsync(second)).QuerySelector(".trail")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_township_may_name_what_the_county_registered_without_seeing_it_and_a_filter_follows_what_is_written(string database)
    {
        await using var site = await StartAsync(database);
        var (clerk, monitor, other) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"), await site.SignInAsync("clerk-b"));
        Assert.Contains("台账里没有“北山规划”", (await Visitor.ReadAsync(await clerk.PostAsync("/ledgers/well-keepers/edit", Keeper("P1", plan: "北山规划")))).Body!.TextContent, StringComparison.Ordinal);
        var plan = await Books.EnterAsync(monitor, new() { ["Place"] = $"{Site.County}", ["f.plan_name"] = "北山规划" }, "well-plans");
        await Books.EnterAsync(clerk, Keeper("P1", plan: "北山规划"), "well-keepers");
        Assert.Equal("0", Books.Total(await clerk.PageAsync("/ledgers/well-plans")));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(plan)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostToAsync(plan, $"{plan}?handler=Delete", new() { ["Version"] = "0", ["Words"] = "撤销" })).StatusCode);
        Assert.Contains("台账里没有“北山规划”", (await Visitor.ReadAsync(await clerk.PostAsync("/ledgers/well-keepers/edit", Keeper("P2", plan: "北山规划")))).Body!.TextContent, StringComparison.Ordinal);

        var row = await Books.EnterAsync(clerk, Books.Well("东井", 100, "山泉", treated: "是"));
        await Books.EnterAsync(clerk, Books.Well("西井", 100, "山泉", treated: "否"));
        async Task<string> CountAsync(Visitor by, string filter) => Books.Total(await by.PageAsync("/ledgers/wells?" + filter));
        var (spring, lake) = ("f.water_source=" + Uri.EscapeDataString("山泉"), "f.water_source=" + Uri.EscapeDataString("水库"));
        Assert.Equal(("2", "0", "0"), (await CountAsync(clerk, spring), await CountAsync(clerk, lake), await CountAsync(other, spring)));
        Assert.Equal("1", await CountAsync(clerk, spring + "&f.is_treated=" + Uri.EscapeDataString("是")));
        Assert.Equal("1", await CountAsync(clerk, spring + "&q=" + Uri.EscapeDataString("西井")));
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(row.Replace("/rows/", "/edit/", StringComparison.Ordinal), new(Books.Well("东井", 100, "水库")) { ["Version"] = "0" })).StatusCode);
        Assert.Equal(("1", "1"), (await CountAsync(clerk, spring), await CountAsync(clerk, lake)));
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostToAsync(row, $"{row}?handler=Delete", new() { ["Version"] = "1", ["Words"] = "填错" })).StatusCode);
        Assert.Equal("0", await CountAsync(clerk, lake));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_first_rows_of_a_definition_may_come_at_the_same_time(string database)
    {
        await using var site = await StartAsync(database);
        var clerks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => site.SignInAsync("clerk")));
        var answers = await Task.WhenAll(clerks.Select((clerk, at) => clerk.PostAsync("/ledgers/wells/edit", Books.Well($"井{at}", 100, "山泉"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<DefinitionVersion>().CountAsync(d => d.Key == "wells"));
        Assert.Equal(6, await db.Set<LedgerRow>().CountAsync(r => r.DefinitionVersion == 1));
    }
}
