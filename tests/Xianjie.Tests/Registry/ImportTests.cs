using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Registry.Households;
using Xianjie.Registry.Import;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>Registry files through the wizard, as a township clerk and a county monitor use it.</summary>
public sealed class ImportTests
{
    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Households_and_members_come_in_with_their_changes(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var first = await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1), ("H2", Site.VillageA2)));
        var second = await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("H1", ImportRows.Id(1), "张三", "户主"), ("H1", ImportRows.Id(2), "李四", "配偶"), ("H2", ImportRows.Id(3), "王五", "户主")));
        Assert.Equal((2, 0), (first.Counts.Good, first.Counts.Bad));
        Assert.Equal((3, 0), (second.Counts.Good, second.Counts.Bad));
        await using var db = site.Open();
        var household = await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "H1");
        var people = await db.Set<Person>().Where(p => p.HouseholdId == household.Id).ToListAsync();
        Assert.Equal(2, people.Count);
        Assert.All(people, p => Assert.Equal((Site.VillageA1, "zhangsan".Length > 0), (p.Division, p.CitizenIdSealed is not null)));
        Assert.Equal(2, await db.Set<Membership>().CountAsync(m => m.HouseholdId == household.Id));
        Assert.Equal(3, await db.Set<Change>().CountAsync(c => c.Batch == second.Batch.Id && c.Object == "Person"));
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Importing_the_same_files_again_writes_nothing(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var households = ImportRows.Households(("H1", Site.VillageA1));
        var members = ImportRows.Members(("H1", ImportRows.Id(1), "张三", "户主"), ("H1", "", "张小宝", "之子"));
        await ImportRows.SendAsync(site, clerk, "户.csv", households);
        await ImportRows.SendAsync(site, clerk, "人.csv", members);
        int before;
        await using (var db = site.Open())
            before = await db.Set<Change>().CountAsync(c => c.Object == "Household" || c.Object == "Person");
        Assert.Equal(1, (await ImportRows.SendAsync(site, clerk, "户.csv", households)).Counts.Unchanged);
        Assert.Equal(2, (await ImportRows.SendAsync(site, clerk, "人.csv", members)).Counts.Unchanged);
        await using var after = site.Open();
        Assert.Equal(before, await after.Set<Change>().CountAsync(c => c.Object == "Household" || c.Object == "Person"));
        Assert.Equal(2, await after.Set<Person>().CountAsync());
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Bad_rows_come_back_in_a_workbook_that_can_be_corrected_and_sent_again(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1)));
        var wrong = ImportRows.Id(2)[..17] + (ImportRows.Id(2)[17] == '1' ? '2' : '1');
        var sent = await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("H1", ImportRows.Id(1), "张三", "户主"), ("H1", wrong, "李四", "配偶"), ("H9", ImportRows.Id(3), "王五", "户主"), ("H1", ImportRows.Id(4), "赵六", "邻居")));
        Assert.Equal((1, 3), (sent.Counts.Good, sent.Counts.Bad));
        var answer = await clerk.GetAsync($"/households/import/{sent.Batch.Id}/errors");
        var workbook = await answer.Content.ReadAsByteArrayAsync();
        var text = ImportRows.Sheet(workbook);
        Assert.Contains("校验位不对", text, StringComparison.Ordinal);
        Assert.Contains("系统中没有户编号 H9", text, StringComparison.Ordinal);
        Assert.Contains("“邻居”不在可选值内", text, StringComparison.Ordinal);
        var corrected = ImportRows.Replace(workbook, (wrong, ImportRows.Id(2)), ("H9", "H1"), ("邻居", "之子"), ("户主", "之女"));
        var again = await ImportRows.SendAsync(site, clerk, "退回.xlsx", corrected);
        Assert.Equal((3, 0), (again.Counts.Good, again.Counts.Bad));
        await using var db = site.Open();
        Assert.Equal(4, await db.Set<Person>().CountAsync());
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Undo_takes_a_batch_back_and_leaves_what_was_changed_since(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var first = await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1), ("H2", Site.VillageA1)));
        var change = await ImportRows.SendAsync(site, clerk, "组.csv", "户编号,村民小组\nH1,三组\n"u8.ToArray());
        Assert.Equal(1, change.Counts.Changed["户"]);
        site.Clock.Move(TimeSpan.FromMinutes(1));
        await ImportRows.UndoAsync(site, clerk, change.Batch.Id);
        await using (var db = site.Open())
            Assert.Null((await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "H1")).GroupName);
        await ImportRows.UndoAsync(site, clerk, first.Batch.Id);
        await using var after = site.Open();
        Assert.Equal("H1", (await after.Set<Household>().SingleAsync()).HouseholdNo);
        var page = await clerk.PageAsync($"/households/import/{first.Batch.Id}");
        Assert.Contains("户 H1", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Nobody_imports_outside_of_their_area(string database)
    {
        await using var site = await Site.StartAsync(database);
        var other = await site.SignInAsync("clerk-b");
        await ImportRows.SendAsync(site, other, "户.csv", ImportRows.Households(("B1", Site.VillageB1)));
        var clerk = await site.SignInAsync("clerk");
        var sent = await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("A1", Site.VillageB1), ("B1", Site.VillageA1), ("A2", Site.VillageA1)));
        Assert.Equal((1, 2), (sent.Counts.Good, sent.Counts.Bad));
        var members = await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("B1", ImportRows.Id(1), "张三", "户主")));
        Assert.Equal((0, 1), (members.Counts.Good, members.Counts.Bad));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/households/import/{sent.Batch.Id}")).StatusCode);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Ids_known_elsewhere_or_of_the_dead_are_refused(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1), ("H2", Site.VillageA1)));
        await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("H1", ImportRows.Id(1), "张三", "户主"), ("H1", ImportRows.Id(2), "李四", "之父")));
        await using (var db = site.Open())
        {
            db.Act = new Act("test", "death");
            (await db.Set<Person>().SingleAsync(p => p.Name == "李四")).State = PersonState.Dead;
            await db.SaveChangesAsync();
        }
        var sent = await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("H2", ImportRows.Id(1), "张三", "户主"), ("H1", ImportRows.Id(2), "李四", "之父"), ("H2", ImportRows.Id(5), "周七", "户主"), ("H2", ImportRows.Id(5), "周七", "户主")));
        Assert.Equal((1, 3), (sent.Counts.Good, sent.Counts.Bad));
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_combined_export_fills_households_members_incomes_and_living_conditions(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var csv = new StringBuilder("乡,村,户编号,户类型,户属性,户联系电话,致贫/返贫风险1,致贫/返贫风险2,姓名,证件号码,与户主关系,家庭成员联系电话,年度,工资性,耕地面积,是否有卫生厕所,姓名\n");
        csv.Append(CultureInfo.InvariantCulture, $"白石镇,大坪村民委员会,N1,边缘易致贫户,未消除,13800000001.0,因病,因残疾,张三,{ImportRows.Id(1)},户主,,2025,12000.50,3.5,是,忽略\n");
        csv.Append(CultureInfo.InvariantCulture, $"白石镇,大坪村民委员会,N1,边缘易致贫户,未消除,13800000001.0,因病,因残疾,李四,{ImportRows.Id(2)},配偶,13900000002,2025,12000.50,3.5,是,忽略\n");
        var sent = await ImportRows.SendAsync(site, monitor, "导出.csv", Encoding.UTF8.GetBytes(csv.ToString()));
        Assert.Equal("combined", sent.Batch.Shape);
        Assert.Equal((2, 0), (sent.Counts.Good, sent.Counts.Bad));
        await using var db = site.Open();
        var household = await db.Set<Household>().SingleAsync();
        Assert.Equal((Site.VillageA1, "因病;因残", "张三", "未消除风险监测户"), (household.Division, household.Risks, household.HeadName, household.RiskState));
        Assert.Equal(1_200_050, (await db.Set<IncomeYear>().SingleAsync()).Wage);
        Assert.Equal((3.5m, true), ((await db.Set<Living>().SingleAsync()).FarmlandMu, (await db.Set<Living>().SingleAsync()).Toilet));
        Assert.Equal(2, await db.Set<Person>().CountAsync());
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_user_can_point_a_column_elsewhere_and_keep_the_mapping(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var csv = Encoding.UTF8.GetBytes($"编码甲,区划,户类型,户属性,备注乙\nH1,{Site.VillageA1},一般农户,普通户,三组\n");
        var id = await ImportRows.UploadAsync(clerk, "户.csv", csv);
        var choice = new Dictionary<string, string> { ["shape"] = "households", ["map_0"] = "户.户编号", ["map_1"] = "户.行政区划", ["map_2"] = "户.户类型", ["map_3"] = "户.户属性", ["map_4"] = "户.村民小组", ["keep"] = "镇里的表" };
        await clerk.PostAsync($"/households/import/{id}?handler=Map", choice);
        var page = await clerk.PageAsync($"/households/import/{id}");
        Assert.Contains("三组", page.Body!.TextContent, StringComparison.Ordinal);
        choice.Remove("keep");
        var sent = await ImportRows.StartAsync(site, clerk, id, choice);
        Assert.Equal(1, sent.Counts.Good);
        await using var db = site.Open();
        Assert.Equal("三组", (await db.Set<Household>().SingleAsync()).GroupName);
        Assert.Equal("镇里的表", (await db.Set<ImportMapping>().SingleAsync()).Name);
    }
}
