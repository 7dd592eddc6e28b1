using System.Net;
using Xianjie.Ledgers.Rows;
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
        Assert.Equal("0", Books.Figures(await monitor.PageAsync("/ledgers/asset-incomes/rollup")).GetValueOrDefault(("合计", "资产"))?.TextContent ?? "0");
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
            if (!db.Set<Xianjie.Registry.Households.Household>().Any(h => h.HouseholdNo == "H1"))
            {
                db.Act = new("test", "home");
                db.Add(new Xianjie.Registry.Households.Household { HouseholdNo = "H1", Division = Site.VillageA1, County = 990101, HeadName = "赵一", HouseholdType = "一般脱贫户", RiskState = "普通户", MemberCount = 1 });
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
        async Task<string> ListedAsync(string measure) => Books.Figures(await monitor.PageAsync("/ledgers/help-products/rollup?approved=true")).GetValueOrDefault(("合计", measure))?.TextContent ?? "0";
        Assert.Equal("0", await ListedAsync("有效产品"));
        await application.ActAsync(monitor, "Submit");
        Assert.Contains("自己提交的行由别人审核", await application.ActAsync(monitor, "Approve"), StringComparison.Ordinal);
        Assert.Contains("要先公示", await application.ActAsync(second, "Approve"), StringComparison.Ordinal);
        await application.HangAsync(monitor);
        Assert.Contains("期满后再审核", await application.ActAsync(second, "Approve"), StringComparison.Ordinal);
        Assert.Equal("0", await ListedAsync("有效产品"));
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
}
