using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Runs;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Monitoring.Quality;
using Xianjie.Registry.Households;
using Xianjie.Screening;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Monitoring.Cases;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Quality;

/// <summary>Checks whose data the register's own forms do not hold: the labour office's tables, what a village says of itself, what a visit saw.</summary>
public sealed class DeliveredDoubtTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-20")]
    public async Task The_tables_of_work_are_delivered_and_their_gaps_are_doubts_for_the_office_to_mend(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "work_record", $"""
            证件号码,姓名,监测编号,是否已务工,务工所在省,务工所在市,务工所在县,务工区域,开始时间,结束时间,务工时间（月）,月收入,务工企业名称,所属行业,就业渠道,是否点对点输送,交通补贴,本人电话
            {County.Id(1)},张三,W1,是,广东省,东莞市,,省外,202601,,8,4500,,制造业,组织输出,否,300,
            {County.Id(1)},张三,W0,否,广东省,东莞市,东城区,省外,202501,202603,0,4000,某厂,制造业,自主就业,否,0,
            """);
        await County.DeliverAsync(site, monitor, "work_plan", $"证件号码,姓名,有无务工计划,服务需求\n{County.Id(1)},张三,是,\n");
        await County.DeliverAsync(site, monitor, "graduate", $"证件号码,姓名,毕业年份,学历,就业状态,应届大专/本科未就业原因\n{County.Id(1)},张三,2026,大专,否,\n");
        await RunAsync(site, monitor);
        var found = await RulesAsync(site, home);
        Assert.Superset(new HashSet<string> { "DQ050", "DQ170", "DQ171", "DQ176", "DQ080" }, found);
        var page = (await monitor.PageAsync($"/households/{home}?tab=doubts")).QuerySelectorAll("main section.panel").Single(p => p.TextContent.Contains("DQ171", StringComparison.Ordinal));
        Assert.Contains("人社局送数，请其更正后重送", page.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("去改", page.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_village_that_owns_less_than_its_households_together_is_a_doubt_until_it_is_put_right(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await Homes.AddAsync(site, new Living { HouseholdId = home, Division = Site.VillageA1, FarmlandMu = 12.5m, ForestMu = 3 });
        var (monitor, collector, path) = (await site.SignInAsync("monitor"), await site.SignInAsync("collector"), $"/villages/{Site.VillageA1}");
        await RunAsync(site, monitor);
        Assert.Contains("DQ140D", await RulesAsync(site, home));
        Dictionary<string, string> Form(string farmland, string version) =>
            new() { ["Input.Version"] = version, ["Input.PavedRoad"] = "true", ["Input.Households"] = "40", ["Input.FarmlandMu"] = farmland, ["Input.ForestMu"] = "900" };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await collector.PostAsync(path, Form("-1", "-1"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync(path, Form("10", "-1"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await collector.PostAsync(path, Form("20", "-1"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/villages/{Site.VillageB1}")).StatusCode);
        await RunAsync(site, monitor);
        Assert.Equal(["DQ140C"], (await RulesAsync(site, home)).Where(r => r.StartsWith("DQ140", StringComparison.Ordinal)));
        var doubt = (await monitor.PageAsync($"/households/{home}?tab=doubts")).QuerySelectorAll("main section.panel").Single(p => p.TextContent.Contains("DQ140C", StringComparison.Ordinal));
        Assert.Equal(path, doubt.QuerySelector(".doubt-acts a")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync(path, Form("20", "0"))).StatusCode);
        await RunAsync(site, monitor);
        Assert.DoesNotContain(await RulesAsync(site, home), r => r.StartsWith("DQ140", StringComparison.Ordinal));
        Assert.Contains("已填 1 / 2 个村", (await monitor.PageAsync("/villages")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-34")]
    public async Task What_the_visit_of_a_case_saw_of_the_guarantees_is_what_the_checks_read(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待县级审定, "V-1");
        await bench.MoveAsync("monitor", id, CaseTrigger.县级同意, "同意");
        await bench.MoveAsync("clerk", id, CaseTrigger.录入);
        await using var db = site.Open();
        var home = await db.Set<IdentificationCase>().Where(c => c.Id == id).Select(c => c.HouseholdId).SingleAsync();
        var source = site.Services.GetServices<IFactSource>().Single(s => s.Fact == "保障检查");
        var row = Assert.Single(await source.RowsAsync(db, Site.County, [home], default));
        Assert.Equal(("识别", "基本医疗;其他", false, true), (row.Values["阶段"], row.Values["突出问题"], row.Values["住房有问题"], row.Values["有未参保"]));
        Assert.Null(row.Values["饮水有问题"]);
        Assert.Equal(site.Services.GetRequiredService<Catalogue>().Codes["问题类别"].Values, VisitForm.Problems);
    }

    private static async Task RunAsync(Site site, Visitor monitor)
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/doubts?handler=Run", [])).StatusCode);
        await site.RunJobsAsync();
    }

    private static async Task<HashSet<string>> RulesAsync(Site site, Guid home)
    {
        await using var db = site.Open();
        return (await db.Set<QualityDoubt>().Where(d => d.HouseholdId == home && d.OpenKey != null).Select(d => d.RuleId).ToListAsync()).ToHashSet();
    }
}
