using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>The main job, walked by the people who do it, in the demo county.</summary>
[Collection("demo")]
public sealed partial class JourneyTests(DemoServer server, Chromium chromium)
{
    [Fact]
    public async Task A_leader_opens_every_figure_and_the_list_shows_the_same_count()
    {
        var window = await (await chromium.OpenAsync(server)).SignInAsync("lingdao");
        await window.Page.GotoAsync("/");
        var cards = await window.Page.EvaluateAsync<string[][]>("[...document.querySelectorAll('a.figure')].map(a => [a.getAttribute('href'), a.querySelector('.figure-label').textContent, a.querySelector('.figure-value').firstChild.textContent])");
        Assert.True(cards.Length >= 10, $"only {cards.Length} figures");
        foreach (var card in cards)
        {
            var answer = await window.Page.GotoAsync(card[0]);
            Assert.True(answer!.Ok, $"{card[1]}: {card[0]} answers {answer.Status}");
            var total = await window.Page.Locator(".page-head").TextContentAsync();
            Assert.Contains(long.Parse(card[2].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), Numbers(total!));
        }
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_clue_goes_from_the_county_to_the_village_and_back()
    {
        var monitor = await (await chromium.OpenAsync(server)).SignInAsync("jianceyuan");
        var collector = await (await chromium.OpenAsync(server, 390, 844)).SignInAsync("caijiyuan");
        await collector.Page.GotoAsync("/clues?state=待核查&kind=风险线索");
        var clue = await collector.Page.Locator("main tbody a[href^='/clues/']").First.GetAttributeAsync("href");
        await monitor.Page.GotoAsync(clue!);
        await monitor.Page.Locator("button:has-text('派发到村')").ClickAsync();
        await Assertions.Expect(monitor.Page.Locator("main")).ToContainTextAsync("已派发到村");

        await collector.Page.GotoAsync("/inbox?size=100");
        var waiting = await collector.Page.Locator("main table tbody tr").CountAsync();
        await collector.Page.Locator($"main table tbody tr a[href='{clue}']").First.ClickAsync();
        await collector.Page.WaitForURLAsync(Clue());
        await collector.Page.Locator("input[type=radio][value=不属实]").CheckAsync();
        await collector.Page.FillAsync("[name='Form.Visitors']", "韦晓燕");
        await collector.Page.FillAsync("[name='Form.Note']", "费用已由商业保险报销，家里能自己应对。");
        await collector.Page.Locator("#visit button[type=submit]").ClickAsync();
        await Assertions.Expect(collector.Page.Locator(".notice-error")).ToContainTextAsync("至少 2 人");
        Assert.Equal("费用已由商业保险报销，家里能自己应对。", await collector.Page.InputValueAsync("[name='Form.Note']"));
        await collector.Page.FillAsync("[name='Form.Visitors']", "韦晓燕、陆小山");
        await collector.Page.Locator("#visit button[type=submit]").ClickAsync();
        await Assertions.Expect(collector.Page.Locator("main")).ToContainTextAsync("韦晓燕、陆小山");

        await collector.Page.GotoAsync("/inbox?size=100");
        Assert.Equal(waiting - 1, await collector.Page.Locator("main table tbody tr").CountAsync());
        await monitor.Page.GotoAsync(clue!);
        await Assertions.Expect(monitor.Page.Locator("main")).ToContainTextAsync("商业保险报销");
    }

    [Fact]
    public async Task A_monitor_starts_a_run_without_script_and_reads_its_result()
    {
        var window = await (await chromium.OpenAsync(server, script: false)).SignInAsync("jianceyuan");
        await window.Page.GotoAsync("/screening");
        await window.Page.Locator("main form button[type=submit]").First.ClickAsync();
        await window.Page.WaitForURLAsync(Job());
        for (var i = 0; i < 120 && await window.Page.Locator("text=已完成").CountAsync() == 0; i++)
        {
            await Task.Delay(500);
            await window.Page.ReloadAsync();
        }
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("与以前相同");
    }

    [Fact]
    public async Task A_department_officer_sees_the_own_feeds_only_and_no_household()
    {
        var window = await (await chromium.OpenAsync(server)).SignInAsync("yibaoju");
        await window.Page.GotoAsync("/feeds");
        var text = await window.Page.Locator("main").TextContentAsync();
        Assert.Contains("医保结算", text, StringComparison.Ordinal);
        Assert.DoesNotContain("不动产登记", text, StringComparison.Ordinal);
        await window.Page.GotoAsync("/households");
        await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync("没有权限");
    }

    [Fact]
    public async Task A_clerk_finds_a_household_by_initials_edits_it_and_sees_the_change_in_its_trail()
    {
        var window = await (await chromium.OpenAsync(server)).SignInAsync("luruyuan");
        await window.Page.GotoAsync("/households");
        await window.Page.Locator("main table tbody th a").First.ClickAsync();
        await window.Page.WaitForURLAsync(Household());
        var household = new Uri(window.Page.Url).AbsolutePath;
        await window.Page.Locator("a:has-text('编辑')").First.ClickAsync();
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var group = window.Page.Locator("input[name*='group_name' i], input[name*='村民小组']").First;
        await group.FillAsync("九组");
        if (await window.Page.Locator("[name$='Why'], [name$='Reason'], [name='why'], [name='reason']").CountAsync() is > 0)
            await window.Page.Locator("[name$='Why'], [name$='Reason'], [name='why'], [name='reason']").First.FillAsync("组别登记有误");
        await window.Page.Locator("main form.form button.btn-primary").First.ClickAsync();
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await window.Page.GotoAsync(household);
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("九组");
        await window.Page.Locator("a:has-text('轨迹')").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("村民小组");
    }

    private static IEnumerable<long> Numbers(string text) => Number().Matches(text).Select(m => long.Parse(m.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Number();
    [GeneratedRegex("/clues/")]
    private static partial Regex Clue();
    [GeneratedRegex("/jobs/")]
    private static partial Regex Job();
    [GeneratedRegex("/households/[0-9a-f-]{36}")]
    private static partial Regex Household();
}
