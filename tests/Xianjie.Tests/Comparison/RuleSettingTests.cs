using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;
using static Xianjie.Tests.Comparison.TwoBills;

namespace Xianjie.Tests.Comparison;

/// <summary>Parameters and switches of rules, and the rules that come with the product.</summary>
public sealed class RuleSettingTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-25")]
    public async Task Another_parameter_value_is_tried_first_and_then_recorded_with_its_basis(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        await County.ScreenAsync(site, monitor);
        var trial = (await monitor.PageAsync("/rules/YB-3?key=单次住院自付线&dimension=其他&try=12000.50")).Body!.TextContent;
        Assert.Contains("现在命中 2 条", trial.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("改后 1 条", trial, StringComparison.Ordinal);
        var bare = await monitor.PostAsync("/rules/YB-3?handler=Parameter", new() { ["key"] = "单次住院自付线", ["dimension"] = "其他", ["value"] = "一万", ["from"] = "2026-10-01", ["basis"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.StatusCode);
        var saved = await monitor.PostAsync("/rules/YB-3?handler=Parameter", new() { ["key"] = "单次住院自付线", ["dimension"] = "其他", ["value"] = "12000.50", ["from"] = "2026-10-01", ["basis"] = "青禾办〔2026〕7 号" });
        Assert.DoesNotContain("青禾办〔2026〕7 号", (await monitor.PageAsync("/rules/YB-3")).Body!.TextContent, StringComparison.Ordinal);
        await site.ConfirmedAsync(saved, "monitor-2");
        var run = await County.ScreenAsync(site, monitor);
        Assert.Equal(1, run.Hits(site, "YB-3"));
        Assert.Contains("12000.50", run.Parameters, StringComparison.Ordinal);
        Assert.Contains("青禾办〔2026〕7 号", (await monitor.PageAsync("/rules/YB-3")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_rule_switched_off_with_a_reason_does_not_run(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await monitor.PostAsync("/rules/YB-3?handler=Switch", new() { ["on"] = "false", ["reason"] = " " })).StatusCode);
        await site.ConfirmedAsync(await monitor.PostAsync("/rules/YB-3?handler=Switch", new() { ["on"] = "false", ["reason"] = "医保口径调整中" }), "monitor-2");
        Assert.Equal(0, (await County.ScreenAsync(site, monitor)).Hits(site, "YB-3"));
        Assert.Contains("医保口径调整中", (await monitor.PageAsync("/rules/YB-3")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/denied", (await (await site.SignInAsync("collector")).GetAsync("/rules/YB-3")).Headers.Location!.AbsolutePath);
    }

    [Fact]
    public void Every_shipped_rule_can_be_read_and_has_a_version()
    {
        var book = new RuleBook(Xianjie.Screening.Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")));
        Assert.Empty(book.Errors);
        Assert.Equal(book.Rules.Rules.Count, book.Rules.Rules.Select(book.HashOf).Distinct().Count());
        Assert.All(book.Rules.Rules, r => Assert.NotEmpty(RuleWords.Conditions(r)));
    }
}
