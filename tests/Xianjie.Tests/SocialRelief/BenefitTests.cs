using System.Net;
using Xianjie.Registry.Households;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

public sealed class BenefitTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S2-71")]
    public async Task Benefits_of_all_departments_come_together_at_the_household_and_its_gaps_are_listed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, _) = await Relief.SettleAsync(site, 1, "赵甲", more: (_, p) => (p.Dibao, p.DisabilityKind, p.DisabilityLevel) = ("农村低保", "肢体", "二级"));
        var (other, _) = await Relief.SettleAsync(site, 2, "钱乙", Site.VillageB1, more: (_, p) => p.BirthDate = new(1950, 1, 1));
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "social_assistance", $"{Relief.Assistance}\n{County.Id(1)},赵甲,农村低保,在保,202611,,300\n{County.Id(1)},赵甲,农村低保,退出,202511,202601,250\n");
        await County.DeliverAsync(site, monitor, "temporary_relief", $"身份证号,姓名,救助编号,救助日期,事由,金额\n{County.Id(1)},赵甲,L1,2026-03-05,疾病,1200.50\n");
        await County.DeliverAsync(site, monitor, "medical_settlement", $"身份证号,姓名,结算编号,就诊类型,结算日期,统筹支付,大病支付,救助支付,自付金额\n{County.Id(1)},赵甲,J1,住院,2026-05-06,4000,500,800,1500\n");
        await County.DeliverAsync(site, monitor, "medical_insured", $"身份证号,姓名,参保年度,险种,参保状态,资助金额\n{County.Id(1)},赵甲,2026,城乡居民,正常参保,200\n");
        await County.DeliverAsync(site, monitor, "disability_allowance", $"身份证号,姓名,补贴类型,月份,状态,金额\n{County.Id(1)},赵甲,困难残疾人生活补贴,202610,发放,80\n{County.Id(1)},赵甲,困难残疾人生活补贴,202611,发放,80\n");
        await County.DeliverAsync(site, monitor, "pension_payment", $"身份证号,姓名,月份,金额\n{County.Id(2)},钱乙,202611,163\n");
        await Relief.RefreshAsync(site, monitor);

        var tab = await monitor.PageAsync($"/households/{home}?tab=benefits");
        var text = tab.QuerySelector("main")!.TextContent;
        // 300 + 250 (January) + 1200.50 + 4500 + 800 + 200 + 160
        Assert.Contains("2026 年合计 7,410.5 元", text, StringComparison.Ordinal);
        Assert.Contains("2025 年合计 500 元", text, StringComparison.Ordinal);
        Assert.Contains("民政局", text, StringComparison.Ordinal);
        var gap = tab.QuerySelectorAll("table[class] tr").Single(r => r.TextContent.Contains("重度残疾人护理补贴", StringComparison.Ordinal));
        Assert.Contains("未享受", gap.TextContent, StringComparison.Ordinal);

        var list = await monitor.PageAsync("/relief/benefits?year=2026");
        Assert.Equal("7", Relief.Total(list));
        Assert.Equal("1", Relief.Total(await monitor.PageAsync($"/relief/benefits?year=2026&kind=临时救助&area={Site.TownA}")));
        Assert.Equal("0", Relief.Total(await monitor.PageAsync($"/relief/benefits?year=2026&kind=临时救助&area={Site.TownB}")));
        await monitor.GetAsync($"/inbox?area={Site.County}");
        await Relief.OpensAsync(monitor, list.QuerySelectorAll("section.panel table td a"));
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal("6", Relief.Total(await clerk.PageAsync("/relief/benefits?year=2026")));
        var file = await clerk.PostAsync("/relief/benefits?year=2026&handler=Export", new() { ["format"] = "csv", ["ExportPurpose"] = "日常工作核对" });
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        var csv = await file.Content.ReadAsStringAsync();
        Assert.Equal(6, csv.Split('\n').Count(l => l.Contains("赵甲", StringComparison.Ordinal)));
        Assert.DoesNotContain("钱乙", csv, StringComparison.Ordinal);
        Relief.Denied(await (await site.SignInAsync("leader")).PostAsync("/relief/benefits?handler=Export", []));
        Assert.NotEqual(home, other);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_a_department_takes_back_is_no_longer_received(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Relief.SettleAsync(site, 1, "赵甲");
        var monitor = await site.SignInAsync("monitor");
        var delivery = await County.DeliverAsync(site, monitor, "temporary_relief", $"身份证号,姓名,救助编号,救助日期,事由,金额\n{County.Id(1)},赵甲,L1,2026-03-05,疾病,1200\n");
        await Relief.RefreshAsync(site, monitor);
        Assert.Equal("1", Relief.Total(await monitor.PageAsync("/relief/benefits")));
        await monitor.PostAsync($"/feeds/deliveries/{delivery.Id}?handler=Withdraw", new() { ["version"] = $"{delivery.Version}", ["reason"] = "送错" });
        await Relief.RefreshAsync(site, monitor);
        Assert.Equal("0", Relief.Total(await monitor.PageAsync("/relief/benefits")));
    }
}
