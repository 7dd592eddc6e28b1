using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

public sealed class InsuranceTests
{
    private const string Header = "身份证号,姓名,参保年度,险种,参保状态,资助金额";

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-29")]
    public async Task Flags_of_a_once_poor_person_are_kept_year_by_year_and_a_closed_year_never_changes(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, person) = await Relief.SettleAsync(site, 1, "赵甲", type: "一般脱贫户", state: "脱贫户", more: (h, _) => h.IsExitedPoverty = true);
        await Relief.SettleAsync(site, 2, "钱乙");
        var monitor = await site.SignInAsync("monitor");
        var first = await County.DeliverAsync(site, monitor, "medical_insured", $"{Header}\n{County.Id(1)},赵甲,2025,城乡居民,正常参保,200\n{County.Id(2)},钱乙,2025,城乡居民,正常参保,\n");
        await County.DeliverAsync(site, monitor, "medical_settlement", $"身份证号,姓名,结算编号,就诊类型,结算日期,统筹支付,救助支付,自付金额\n{County.Id(1)},赵甲,J1,住院,2025-05-06,4000,800,1500\n");
        await Relief.RefreshAsync(site, monitor);
        await County.DeliverAsync(site, monitor, "medical_insured", $"{Header}\n{County.Id(1)},赵甲,2026,城乡居民,未参保,\n");
        // The office takes the old year back after it was closed
        await monitor.PostAsync($"/feeds/deliveries/{first.Id}?handler=Withdraw", new() { ["version"] = $"{first.Version}", ["reason"] = "年初重送" });
        await Relief.RefreshAsync(site, monitor);

        var page = await monitor.PageAsync($"/households/{home}/members/{person}");
        var years = page.QuerySelectorAll("section.panel").Single(p => p.TextContent.Contains("历年医保待遇", StringComparison.Ordinal)).QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal(["2026|未参保|城乡居民|无|无|0|0", "2025|已参保|城乡居民|200 元|有，1 次|4,000|800"], years);
        var list = await monitor.PageAsync("/relief/insurance?year=2025");
        Assert.Equal("1", Relief.Total(list));
        await Relief.OpensAsync(monitor, list.QuerySelectorAll("section.panel table td a"));
        Assert.Contains("已封存", list.QuerySelectorAll("section.panel tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("1", Relief.Total(await monitor.PageAsync("/relief/insurance?year=2026&state=uninsured")));
    }
}
