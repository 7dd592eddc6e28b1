using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Rules about a household: each has a rate with its aim, and a red figure whose list is the households that fall short, in county, township and village.</summary>
public sealed class HouseholdRuleTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    public static TheoryData<string> Databases => TestDatabases.All;

    private static Action<Household> Moved => h => h.IsRelocated = true;

    private static Action<Household> Ordinary => h => (h.HouseholdType, h.RiskState, h.IdentifiedMonth, h.Risks) = ("普通农户", "普通户", null, null);

    private static Person Worker(string name, int? months = null, int? post = null, int? ended = null, string? labour = "普通劳动力", string relation = "户主")
    {
        var person = Homes.Adult(name, relation, labour);
        (person.WorkMonths, person.WorkToMonth, person.WorkPlace) = (months, ended, months is null ? null : "甲省乙市丙县");
        (person.PublicPost, person.PublicPostMonths) = (post is null ? null : "保洁员", post);
        return person;
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-59")]
    public async Task A_relocated_household_with_labour_and_nobody_at_work_is_on_the_list_of_zero_employment(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "Z-1", Moved, Worker("无业一"));
        await Homes.PlantAsync(site, Site.VillageA1, "Z-2", Moved, Worker("务工二", months: 1));
        await Homes.PlantAsync(site, Site.VillageA2, "Z-3", Moved, Worker("辞工三", months: 5, ended: 202606));
        await Homes.PlantAsync(site, Site.VillageA2, "Z-4", Moved, Worker("户主四"), Worker("公岗四", post: 1, relation: "配偶"));
        await Homes.PlantAsync(site, Site.VillageB1, "Z-5", Moved, Worker("老人五", labour: "无劳动力"));
        await Homes.PlantAsync(site, Site.VillageB1, "Z-6", null, Worker("未搬六"));
        await Homes.PlantAsync(site, Site.VillageB1, "Z-7", h => { Ordinary(h); Moved(h); }, Worker("同步七"));
        await IsAsync(site, "one-job-moved", Site.County, 2, 5, Light.黄);
        await IsAsync(site, "zero-job-moved", Site.County, 3, 0, Light.红, "无业一", "辞工三", "同步七");
        await IsAsync(site, "zero-job-moved", Site.TownA, 2, 0, Light.红, "无业一", "辞工三");
        await IsAsync(site, "zero-job-moved", Site.VillageA1, 1, 0, Light.红, "无业一");
        await IsAsync(site, "zero-job-moved", Site.VillageB2, 0, 0, Light.绿);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-56")]
    public async Task How_many_months_make_work_of_relocated_households_steady_is_a_parameter(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "S-1", Moved, Worker("六月一", months: 6));
        await Homes.PlantAsync(site, Site.VillageA1, "S-2", Moved, Worker("合计二", months: 4, post: 2));
        await Homes.PlantAsync(site, Site.VillageA2, "S-3", Moved, Worker("五月三", months: 5), Worker("五月配偶", months: 5, relation: "配偶"));
        await Homes.PlantAsync(site, Site.VillageB1, "S-4", null, Worker("未搬四", months: 1));
        await IsAsync(site, "steady-job-moved", Site.County, 2, 3, Light.黄);
        await IsAsync(site, "steady-short-moved", Site.County, 1, 0, Light.红, "五月三");
        await Homes.AddAsync(site, new Parameter { Key = "稳定就业月数", Division = Site.County, Value = "5", ValidFrom = new(2026, 11, 1), Basis = "县办法" });
        await IsAsync(site, "steady-job-moved", Site.County, 3, 3, Light.绿);
        await IsAsync(site, "steady-short-moved", Site.County, 0, 0, Light.绿);
        // From a later day only: today is as before
        await Homes.AddAsync(site, new Parameter { Key = "稳定就业月数", Division = Site.County, Value = "9", ValidFrom = new(2026, 12, 1), Basis = "县办法" });
        await IsAsync(site, "steady-job-moved", Site.County, 3, 3, Light.绿);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S3-61")]
    public async Task Every_household_with_labour_should_have_somebody_in_steady_work_ordinary_ones_too(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "E-1", Ordinary, Worker("稳定一", months: 8));
        await Homes.PlantAsync(site, Site.VillageA1, "E-2", Ordinary, Worker("短工二", months: 2));
        await Homes.PlantAsync(site, Site.VillageB1, "E-3", null, Worker("监测三"));
        await Homes.PlantAsync(site, Site.VillageB1, "E-4", Ordinary, Worker("无力四", labour: "丧失劳动力"));
        await IsAsync(site, "steady-job", Site.County, 1, 3, Light.黄);
        await IsAsync(site, "steady-short", Site.County, 2, 0, Light.红, "短工二", "监测三");
        await IsAsync(site, "steady-short", Site.TownA, 1, 0, Light.红, "短工二");
        await IsAsync(site, "steady-short", Site.VillageB1, 1, 0, Light.红, "监测三");
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-58")]
    public async Task A_relocated_household_with_labour_needs_an_industry_project_that_runs(string database)
    {
        await using var site = await Site.StartAsync(database);
        foreach (var (no, village, name) in new[] { ("P-1", Site.VillageA1, "茶农一"), ("P-2", Site.VillageA2, "停产二"), ("P-3", Site.VillageA2, "到期三"), ("P-4", Site.VillageB1, "没有四") })
            await Homes.PlantAsync(site, village, no, Moved, Worker(name));
        await Homes.PlantAsync(site, Site.VillageB1, "P-5", null, Worker("未搬五"));
        await LedgerRows.AddAsync(site, "industry-operations", Site.VillageA1, Today, new() { ["项目名称"] = "茶园", ["运营状态"] = "正常经营" });
        await LedgerRows.AddAsync(site, "industry-operations", Site.VillageA1, Today.AddMonths(-3), new() { ["项目名称"] = "猪场", ["运营状态"] = "正常经营" });
        await LedgerRows.AddAsync(site, "industry-operations", Site.VillageA1, Today, new() { ["项目名称"] = "猪场", ["运营状态"] = "停产" });
        await LinkAsync(site, Site.VillageA1, "P-1", "茶园", "2027-12-31");
        await LinkAsync(site, Site.VillageA2, "P-2", "猪场", "2027-12-31");
        await LinkAsync(site, Site.VillageA2, "P-3", "茶园", "2026-11-01");
        await LinkAsync(site, Site.VillageB1, "P-5", "茶园", "2027-12-31");
        await IsAsync(site, "industry-moved", Site.County, 1, 4, Light.黄);
        await IsAsync(site, "industry-short-moved", Site.County, 3, 0, Light.红, "停产二", "到期三", "没有四");
        await IsAsync(site, "industry-short-moved", Site.TownA, 2, 0, Light.红, "停产二", "到期三");
        await IsAsync(site, "industry-short-moved", Site.VillageB1, 1, 0, Light.红, "没有四");
        await IsAsync(site, "industry-moved", Site.VillageA1, 1, 1, Light.绿);
        await Nights.AgainAsync(site);
        await IsAsync(site, "industry-short-moved", Site.County, 3, 0, Light.红, "停产二", "到期三", "没有四");
    }

    private static Task LinkAsync(Site site, long village, string home, string project, string ends) => LedgerRows.AddAsync(site, "benefit-links", village, Today,
        new() { ["户"] = home, ["产业项目"] = project, ["联结起始日期"] = "2026-01-01", ["终止日期"] = ends }, household: home);

    /// <summary>The figure, its light, and its list, which says the same number; names of the list where they are told.</summary>
    internal static async Task IsAsync(Site site, string key, long area, long top, long bottom, Light light, params string[] names)
    {
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var (reader, rows) = (scope.ServiceProvider.GetRequiredService<IndicatorReader>(), scope.ServiceProvider.GetRequiredService<IndicatorRows>());
        var definition = reader.Book.Find(key)!;
        var view = Assert.Single(await reader.ViewsAsync([(key, "户")], area, Today, default));
        var page = (await rows.PageAsync(definition, "户", true, area, Today, _ => (0, 1000), default))!;
        Assert.Equal((key, area, top, bottom, light), (key, area, view.Now?.Numerator ?? 0, view.Now?.Denominator ?? 0, view.Light));
        Assert.Equal((top, top), (page.Sum, page.Rows.Count));
        if (!definition.IsRatio)
            Assert.Equal(names.Order(StringComparer.Ordinal), page.Rows.Select(r => r.Title).Order(StringComparer.Ordinal));
        Assert.All(page.Rows, r => Assert.StartsWith("/households/", r.Link, StringComparison.Ordinal));
    }
}
