using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Rules;
using Xianjie.Screening;
using Xianjie.SocialRelief.Policies;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

public sealed class PolicyTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Fact]
    public async Task Every_shipped_policy_is_well_formed_and_passes_its_own_tests()
    {
        await using var site = await Site.StartAsync("sqlite");
        var book = site.Services.GetRequiredService<RuleBook>();
        var load = PolicyRules.ShippedRules(book.Catalogue, book.Rules.Parameters);
        Assert.True(load.Errors.Count == 0, string.Join('\n', load.Errors));
        Assert.True(load.Rules.Rules.Count >= 8);
        Assert.DoesNotContain(RuleTester.Run(load.Rules), t => !t.Passed);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-51")]
    public async Task A_policy_written_on_the_screen_finds_its_households_and_says_who_receives_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Relief.SettleAsync(site, 1, "赵甲", more: (_, p) => p.Health = "患有大病");
        await Relief.SettleAsync(site, 2, "钱乙", more: (_, p) => p.Health = "患有大病");
        await Relief.SettleAsync(site, 3, "孙丙");
        var monitor = await site.SignInAsync("monitor");
        await County.DeliverAsync(site, monitor, "temporary_relief", $"身份证号,姓名,救助编号,救助日期,事由,金额\n{County.Id(1)},赵甲,L1,2026-03-05,疾病,1200\n");
        var fields = new Dictionary<string, string>
        {
            ["Input.Key"] = "QH-1", ["Input.Title"] = "大病临时救助（本县）", ["Input.Track"] = "两类共用", ["Input.Benefits"] = "临时救助", ["Input.Department"] = "民政局", ["Input.Basis"] = "青禾政发〔2026〕1号", ["Input.From"] = "2026-01-01",
            ["Input.PerPerson"] = "true", ["Input.Fact"] = "成员", ["Input.Where"] = "健康状况 有 患有大病", ["Input.Version"] = "0",
        };
        var refused = await monitor.PostAsync("/relief/policies/edit", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("条件有误", (await Visitor.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        fields["Input.Where"] = "健康状况 has 患有大病";
        var trial = await monitor.PostAsync("/relief/policies/edit?handler=Try", fields);
        Assert.Contains("符合 2 人，涉及 2 户", (await Visitor.ReadAsync(trial)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("大病临时救助", (await monitor.PageAsync("/relief/policies")).Body!.TextContent, StringComparison.Ordinal);
        await site.ConfirmedAsync(await monitor.PostAsync("/relief/policies/edit", fields), "monitor-2");
        await Relief.RefreshAsync(site, monitor);

        var page = await monitor.PageAsync("/relief/policies/QH-1");
        Assert.Contains("青禾政发〔2026〕1号", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["2人", "1人", "1人"], page.QuerySelectorAll(".figure-value").Select(f => f.TextContent.Replace(" ", string.Empty, StringComparison.Ordinal)));
        await Relief.OpensAsync(monitor, page.QuerySelectorAll("section.panel table td a"));
        var gaps = await monitor.PageAsync("/relief/gaps?policy=QH-1");
        Assert.Contains("钱乙", Assert.Single(Relief.Rows(gaps)), StringComparison.Ordinal);
        var list = await monitor.PageAsync("/relief/policies");
        await Relief.OpensAsync(monitor, list.QuerySelectorAll(".list tbody td a"));
        // A policy that has ended applies to nobody
        fields["Input.To"] = "2026-10-31";
        var changed = await monitor.PostAsync("/relief/policies/edit/QH-1", fields);
        Assert.DoesNotContain("2026-10-31", (await monitor.PageAsync("/relief/policies/QH-1")).Body!.TextContent, StringComparison.Ordinal);
        await site.ConfirmedAsync(changed, "monitor-2");
        await Relief.RefreshAsync(site, monitor);
        Assert.Equal("0", Relief.Total(await monitor.PageAsync("/relief/gaps?policy=QH-1&state=all")));
    }
}
