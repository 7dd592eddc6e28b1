using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Pool;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

public sealed class PoolTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S2-11")]
    public async Task Who_comes_into_the_pool_leaves_it_or_sinks_in_it_becomes_a_clue_and_warnings_show_in_the_pool(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (entered, _) = await Relief.SettleAsync(site, 1, "赵甲");
        var (left, _) = await Relief.SettleAsync(site, 2, "钱乙");
        var (sunk, _) = await Relief.SettleAsync(site, 3, "孙丙");
        var (steady, _) = await Relief.SettleAsync(site, 4, "李丁");
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "social_assistance", $"""
            {Relief.Assistance}
            {County.Id(1)},赵甲,农村低保,在保,202611,,300
            {County.Id(2)},钱乙,农村低保,退出,202401,202610,300
            {County.Id(3)},孙丙,农村低保,退出,202401,202610,300
            {County.Id(3)},孙丙,低保边缘,在保,202611,,
            {County.Id(4)},李丁,农村特困,在保,202401,,800
            """);
        await County.ScreenAsync(site, monitor, "2026-11");
        await Relief.RefreshAsync(site, monitor);
        await using var db = site.Open();
        var rows = await db.Set<PoolRow>().AsNoTracking().ToDictionaryAsync(p => p.HouseholdId);
        Assert.Equal((PoolMove.新增, "低保"), (rows[entered].Move, rows[entered].Layer));
        Assert.Equal((PoolMove.退出, "已退出"), (rows[left].Move, rows[left].Layer));
        Assert.Equal((PoolMove.下调, "低保边缘"), (rows[sunk].Move, rows[sunk].Layer));
        Assert.Equal((PoolMove.无变化, "特困供养"), (rows[steady].Move, rows[steady].Layer));
        var causes = (await County.CluesAsync(site)).ToLookup(c => c.HouseholdId, c => c.Cause);
        Assert.Contains("新增救助", causes[entered]);
        Assert.Contains("退出救助", causes[left]);
        Assert.Contains("救助下调", causes[sunk]);
        Assert.DoesNotContain("救助下调", causes[steady]);

        var pool = await monitor.PageAsync("/relief/pool");
        Assert.Equal("3", Relief.Total(pool));
        foreach (var card in pool.QuerySelectorAll("a.figure"))
            Assert.Equal(card.QuerySelector(".figure-value")!.FirstChild!.TextContent.Trim(), Relief.Total(await monitor.PageAsync(card.GetAttribute("href")!)));
        var warned = Relief.Rows(await monitor.PageAsync("/relief/pool?warned=true"));
        Assert.Contains(warned, r => r.Contains("孙丙", StringComparison.Ordinal));
        Assert.Equal("0", Relief.Total(await (await site.SignInAsync("clerk-b")).PageAsync("/relief/pool")));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S2-70")]
    public async Task Both_ways_of_help_are_set_side_by_side_by_one_reckoning_and_every_difference_opens_its_households(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (watched, _) = await Relief.SettleAsync(site, 1, "赵甲", type: "防止返贫致贫对象", state: "未消除风险监测户");
        var (poor, _) = await Relief.SettleAsync(site, 2, "钱乙");
        var (rich, _) = await Relief.SettleAsync(site, 3, "孙丙");
        var (twice, _) = await Relief.SettleAsync(site, 4, "李丁");
        await using (var db = site.Open())
        {
            db.Act = new("test", "income");
            foreach (var (home, net) in new[] { (poor, 5_000_00L), (rich, 30_000_00L), (twice, 5_500_00L) })
                db.Add(new IncomeYear { HouseholdId = home, Division = Site.VillageA1, Year = 2026, Wage = net + 1_000_00, BusinessCost = 1_000_00 });
            await db.SaveChangesAsync();
        }
        var monitor = await site.SignInAsync("monitor");
        await site.ConfirmedAsync(await monitor.PostAsync("/relief/standards", new() { ["Input.Level"] = "本县", ["Input.From"] = "2026-01-01", ["Input.Amount"] = "6000", ["Input.Basis"] = "青民发〔2026〕3号" }), "monitor-2");
        await County.DeliverAsync(site, monitor, "social_assistance", $"{Relief.Assistance}\n{County.Id(3)},孙丙,农村低保,在保,202401,,300\n{County.Id(4)},李丁,农村低保,在保,202401,,300\n{County.Id(4)},李丁,低保边缘,在保,202402,,\n");
        await Relief.RefreshAsync(site, monitor);
        await using var read = site.Open();
        var rows = await read.Set<PoolRow>().AsNoTracking().ToDictionaryAsync(p => p.HouseholdId);
        Assert.Equal(";监测对象民政不在册;", rows[watched].Differences);
        Assert.Equal((";低于低保标准未保;", 5_000_00L, "低保"), (rows[poor].Differences, rows[poor].PerCapita, rows[poor].Reckoned));
        Assert.Equal(";高于低收入线仍在保;", rows[rich].Differences);
        Assert.Equal(";低收入未纳入监测;同一人两个层次;", rows[twice].Differences);

        var page = await monitor.PageAsync("/relief/merge");
        Assert.Equal("4", Relief.Total(page));
        await Relief.OpensAsync(monitor, page.QuerySelectorAll("section.panel")[0].QuerySelectorAll("td a"));
        var map = page.QuerySelectorAll("section.panel")[1].TextContent;
        Assert.Contains("监测 → 救助", map, StringComparison.Ordinal);
        Assert.Contains("救助 → 监测", map, StringComparison.Ordinal);
        Assert.Contains("2021-01-01 至 2025-12-31", map, StringComparison.Ordinal);
        var policies = await monitor.PageAsync("/relief/policies");
        foreach (var track in new[] { "低收入", "监测帮扶", "两类共用" })
            Assert.Contains(track, policies.QuerySelector(".list")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("9,000 元/人·年", page.QuerySelectorAll("dd")[1].TextContent);
    }
}
