using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>Every page that a menu leads to, for an account of every role, on a desk and on a phone.</summary>
[Collection("demo")]
public sealed class EveryMenuPageTests(DemoServer server, Chromium chromium)
{
    [Fact]
    public async Task Every_menu_page_of_every_role_is_accessible_and_silent()
    {
        var seen = new HashSet<string>();
        foreach (var account in server.Accounts.DistinctBy(a => a.Role))
        {
            var window = await (await chromium.OpenAsync(server)).SignInAsync(account.Login);
            foreach (var path in await MenuAsync(window.Page))
            {
                var answer = await window.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
                Assert.True(answer!.Ok, $"{account.Login} at {path}: {answer.Status}");
                if (!seen.Add(path))
                    continue;
                var axe = await window.Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa"] } });
                var serious = axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}: {v.Id} {v.Help} {v.Nodes.FirstOrDefault()?.Html}");
                Assert.Empty(serious);
            }
            Assert.Empty(window.Complaints);
            await window.Page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task No_menu_page_is_wider_than_a_phone()
    {
        foreach (var login in server.Accounts.DistinctBy(a => a.Role).Select(a => a.Login))
        {
            var window = await (await chromium.OpenAsync(server, 390, 844)).SignInAsync(login);
            foreach (var path in await MenuAsync(window.Page))
            {
                await window.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
                var wider = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(wider <= 0, $"{login} at {path}: {wider} px wider than the screen");
            }
            await window.Page.Context.CloseAsync();
        }
    }

    private static async Task<IReadOnlyList<string>> MenuAsync(IPage page) =>
        await page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav.side a[href^=\"/\"]')].map(a => a.getAttribute('href'))");
}
