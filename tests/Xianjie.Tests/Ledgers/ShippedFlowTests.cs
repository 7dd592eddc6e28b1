using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Registry.Households;
using Xianjie.Tests.Monitoring.Indicators;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>Shipped ledgers that are a process, walked by the people of each level.</summary>
public sealed class ShippedFlowTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-72"), Requirement("S0-72")]
    public async Task A_plan_that_gives_nothing_to_the_poor_is_returned_pays_nothing_and_goes_through_when_it_is_mended(string database)
    {
        await using var site = await Site.StartAsync(database);
        Assert.Empty(await LedgerRows.EnterAsync(site, "asset-register", Site.VillageA1, new() { ["资产名称"] = "冷库", ["资产类别"] = "经营性", ["资产原值"] = "9000", ["确权状态"] = "未确权" }));
        var (collector, clerk, second, monitor) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"), await site.SignInAsync("clerk-2"), await site.SignInAsync("monitor"));
        Dictionary<string, string> Plan(string exited) => new()
        {
            ["Place"] = $"{Site.VillageA1}", ["asset"] = "冷库", ["due"] = "1000", ["account"] = "村集体", ["received_on"] = "2026-05-01", ["received"] = "1000", ["aid"] = "300", ["kept"] = "700", ["shared_on"] = "2026-06-01",
            ["exited_homes"] = exited, ["posted_from"] = "2026-06-02", ["posted_to"] = "2026-06-12",
        };
        var plan = await RowWalk.EnterAsync(site, clerk, "asset-incomes", Plan("0"));
        await plan.ActAsync(clerk, "Submit");
        await plan.ActAsync(collector, "Approve");
        Assert.Contains("没有脱贫户和监测户受益：审核应退回修改", await plan.TextAsync(second), StringComparison.Ordinal);
        Assert.Contains("方案退回修改以前不能发放", await PayAsync(site), StringComparison.Ordinal);
        Assert.Contains("请写明退回的原因", await plan.ActAsync(second, "Return"), StringComparison.Ordinal);
        Assert.Contains("没有困难户受益", await plan.ActAsync(second, "Return", "没有困难户受益"), StringComparison.Ordinal);
        Assert.Equal(RowState.已退回, await plan.StateAsync());
        // a plan that was sent back is no plan: it is in no figure, nobody agrees to it and nothing is paid by it
        Assert.Equal("—", Books.Figures(await monitor.PageAsync("/ledgers/asset-incomes/rollup"))[("合计", "资产")].TextContent);
        Assert.Contains("不在审核中", await plan.ActAsync(second, "Approve"), StringComparison.Ordinal);
        Assert.Contains("没有收益分配方案，不能发放", await PayAsync(site), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await plan.ChangeAsync(clerk, Plan("3"))).StatusCode);
        Assert.DoesNotContain("审核应退回修改", await plan.TextAsync(clerk), StringComparison.Ordinal);
        await plan.ActAsync(clerk, "Submit");
        await plan.ActAsync(collector, "Approve");
        await plan.ActAsync(second, "Approve");
        Assert.Contains("要先公示", await plan.ActAsync(monitor, "Approve"), StringComparison.Ordinal);
        await plan.HangAsync(clerk);
        site.Clock.Move(TimeSpan.FromDays(12));
        await plan.ActAsync(monitor, "Approve");
        Assert.Equal(RowState.已审核, await plan.StateAsync());
        Assert.Empty(await PayAsync(site));
        Assert.Contains("办结", await plan.TextAsync(monitor), StringComparison.Ordinal);
    }

    private static async Task<string> PayAsync(Site site)
    {
        await using (var db = site.Open())
        {
            if (!db.Set<Household>().Any(h => h.HouseholdNo == "H1"))
            {
                db.Act = new("test", "home");
                db.Add(new Household { HouseholdNo = "H1", Division = Site.VillageA1, County = 990101, HeadName = "赵一", HouseholdType = "一般脱贫户", RiskState = "普通户", MemberCount = 1 });
                await db.SaveChangesAsync();
            }
        }
        return string.Join('；', await LedgerRows.EnterAsync(site, "asset-payouts", Site.VillageA1, new() { ["资产"] = "冷库", ["户"] = "H1", ["分配类别"] = "困难补助", ["发放金额"] = "300", ["发放日期"] = "2026-06-20", ["发放渠道"] = "一卡通" }));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-45")]
    public async Task A_product_is_applied_for_reviewed_hung_in_public_listed_and_drops_out_when_nobody_reviews_it_again(string database)
    {
        await using var site = await Site.StartAsync(database);
        Assert.Empty(await LedgerRows.EnterAsync(site, "organisations", Site.County, new() { ["单位名称"] = "高山茶厂", ["单位性质"] = "民营企业" }));
        var (monitor, second) = (await site.SignInAsync("monitor"), await site.SignInAsync("monitor-2"));
        var application = await RowWalk.EnterAsync(site, monitor, "help-products", new()
        {
            ["Place"] = $"{Site.County}", ["product"] = "红茶", ["entity"] = "高山茶厂", ["origin"] = $"{Site.TownA}", ["annual_value"] = "800000", ["poor_households"] = "12", ["recognised_on"] = "2026-11-01", ["valid_to"] = "2026-12-31",
        });
        async Task<string> ListedAsync(string measure) => Books.Figures(await monitor.PageAsync("/ledgers/help-products/rollup?approved=true"))[("合计", measure)].TextContent;
        Assert.Equal("—", await ListedAsync("有效产品"));
        await application.ActAsync(monitor, "Submit");
        Assert.Contains("自己提交的行由别人审核", await application.ActAsync(monitor, "Approve"), StringComparison.Ordinal);
        Assert.Contains("要先公示", await application.ActAsync(second, "Approve"), StringComparison.Ordinal);
        await application.HangAsync(monitor);
        Assert.Contains("期满后再审核", await application.ActAsync(second, "Approve"), StringComparison.Ordinal);
        Assert.Equal("—", await ListedAsync("有效产品"));
        site.Clock.Move(TimeSpan.FromDays(9));
        await application.ActAsync(second, "Approve");
        Assert.Equal(RowState.已审核, await application.StateAsync());
        Assert.Equal("1", await ListedAsync("有效产品"));
        site.Clock.Move(TimeSpan.FromDays(60));
        Assert.Equal("0", await ListedAsync("有效产品"));
        Assert.Contains("红茶 的认定已到期，应复核", await application.TextAsync(monitor), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S3-39")]
    public async Task A_township_files_its_plan_the_county_sends_it_back_and_agrees_and_who_has_not_filed_is_named(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        Dictionary<string, string> Plan(string leading) => new() { ["Place"] = $"{Site.TownA}", ["plan"] = "白石镇方案", ["leading"] = leading, ["pushed"] = "1", ["basic"] = "0", ["measures"] = "示范村先行", ["filed_on"] = "2026-10-08" };
        var plan = await RowWalk.EnterAsync(site, clerk, "township-plans", Plan("1"));
        Assert.Contains("云岭乡", (await monitor.PageAsync("/ledgers/township-plans/missing")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await plan.ActAsync(clerk, "Submit");
        Assert.Contains("现在该由县审核", await plan.ActAsync(await site.SignInAsync("clerk-2"), "Approve"), StringComparison.Ordinal);
        Assert.Contains("示范村定得太少", await plan.ActAsync(monitor, "Return", "示范村定得太少"), StringComparison.Ordinal);
        Assert.Equal(RowState.已退回, await plan.StateAsync());
        Assert.Equal(HttpStatusCode.SeeOther, (await plan.ChangeAsync(clerk, Plan("2"))).StatusCode);
        await plan.ActAsync(clerk, "Submit");
        await plan.ActAsync(monitor, "Approve", "同意");
        Assert.Equal(RowState.已审核, await plan.StateAsync());
        Assert.Equal("2", Books.Figures(await monitor.PageAsync("/ledgers/township-plans/rollup"))[("白石镇", "引领示范村")].TextContent);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-83")]
    public async Task Monitoring_midterm_and_final_reports_of_a_plan_go_through_the_department_and_the_county(string database)
    {
        await using var site = await Site.StartAsync(database);
        await using (var db = site.Open())
        {
            db.Act = new("test", "office");
            var known = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "department");
            db.Add(new User { Login = "planning", Name = "规划科", Role = Roles.Department, Division = Site.County, Department = "发改局", PasswordHash = known.PasswordHash });
            await db.SaveChangesAsync();
        }
        Assert.Empty(await LedgerRows.EnterAsync(site, "organisations", Site.County, new() { ["单位名称"] = "某局", ["单位性质"] = "党政机关" }));
        Assert.Empty(await LedgerRows.EnterAsync(site, "plan-documents", Site.County, new() { ["规划名称"] = "十四五规划", ["规划类型"] = "五年规划", ["编制机构"] = "某局", ["阶段"] = "印发", ["版本号"] = "1", ["启动日期"] = "2020-03-01", ["印发日期"] = "2021-06-01", ["起始年"] = "2021", ["目标年"] = "2025" }));
        var (planning, monitor, second) = (await site.SignInAsync("planning"), await site.SignInAsync("monitor"), await site.SignInAsync("monitor-2"));
        async Task<string> LackingAsync() => string.Join(' ', Books.Figures(await monitor.PageAsync("/ledgers/plan-documents/rollup")).Where(f => f.Key is { Line: "合计", Measure: "缺年度监测" or "缺中期评估" or "缺终期评估" }).Select(f => f.Value.TextContent));
        Assert.Equal("1 1 1", await LackingAsync());
        foreach (var (kind, year) in new[] { ("年度监测", "2025"), ("中期评估", "2023"), ("终期评估", "2025") })
        {
            var report = await RowWalk.EnterAsync(site, monitor, "plan-evaluations", new()
            {
                ["Place"] = $"{Site.County}", ["plan"] = "十四五规划", ["kind"] = kind, ["year"] = year, ["author"] = "某局", ["targets"] = "20", ["on_track"] = "20", ["conclusion"] = "达到进度", ["reported_on"] = "2026-03-10",
            });
            await report.ActAsync(monitor, "Submit");
            Assert.Contains("现在该由部门审核", await report.ActAsync(second, "Approve"), StringComparison.Ordinal);
            await report.ActAsync(planning, "Approve");
            Assert.Equal(RowState.待审核, await report.StateAsync());
            await report.ActAsync(second, "Approve");
            Assert.Equal(RowState.已审核, await report.StateAsync());
        }
        Assert.Equal("0 0 0", await LackingAsync());
    }
}
