using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;
using Xianjie.Screening;
using Xianjie.Screening.Language;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Comparison;

public sealed class LiveCheckTests
{
    private const string Rules = """
        - id: ZL-1
          title: 小学生年龄不符
          department: 乡村振兴局
          class: quality
          severity: W
          fix: 请核对学段或出生日期
          effective: {from: 2021-01-01}
          basis: 通行做法
          per: person
          from: 成员
          where: 在校生状况 = 小学 and age(出生日期) > 14
          evidence: [姓名, 在校生状况]
          message: "{成员.姓名}学段为小学，年龄 {age(成员.出生日期)} 岁"
          tests:
            - {name: 超龄, given: {成员: [{姓名: 张三, 与户主关系: 户主, 出生日期: 2005-01-01, 在校生状况: 小学}]}, expect: 1}
            - {name: 适龄, given: {成员: [{姓名: 张三, 与户主关系: 户主, 出生日期: 2018-01-01, 在校生状况: 小学}]}, expect: 0}
        """;

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_doubt_is_told_as_the_form_is_saved_but_only_where_the_change_brings_it_in(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var load = RuleSet.Read([("test.yaml", Rules)], site.Services.GetRequiredService<Catalogue>());
        Assert.Empty(load.Errors);
        await using var db = site.Open();
        var check = new LiveCheck(db, new RuleBook(load), site.Services.GetRequiredService<RegistryFields>(), site.Services.GetRequiredService<Clock>());
        var home = await db.Set<Household>().SingleAsync(h => h.Id == household);
        var person = await db.Set<Person>().SingleAsync(p => p.HouseholdId == household);
        var family = new Family(home, [person], []);
        Assert.Empty(await check.CheckAsync(family, default));
        person.SchoolState = "小学";
        var found = Assert.Single(await check.CheckAsync(family, default));
        Assert.Equal((true, person.Id), (found.IsDoubt, found.Person));
        Assert.Contains("张三学段为小学，年龄 56 岁。请核对学段或出生日期", found.Words, StringComparison.Ordinal);
        db.Act = new("test", "save");
        await db.SaveChangesAsync();
        Assert.Empty(await check.CheckAsync(family, default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_record_page_shows_the_clues_and_the_department_rows_behind_them(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "medical_settlement", County.MedicalHeader + "\n" + County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000));
        await County.ScreenAsync(site, monitor);
        var tab = (await monitor.PageAsync($"/households/{household}?tab={new CluesTab().Key}")).Body!.TextContent;
        Assert.Contains("单次住院自付偏高", tab, StringComparison.Ordinal);
        Assert.Contains("15000.00", tab, StringComparison.Ordinal);
        Assert.Contains("县人民医院", tab, StringComparison.Ordinal);
    }
}
