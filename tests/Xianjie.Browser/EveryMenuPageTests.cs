using System.Collections.Concurrent;
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
    public async Task Every_menu_page_of_every_role_is_accessible_silent_and_no_wider_than_a_phone()
    {
        var seen = new ConcurrentDictionary<string, bool>();
        // Two at once: one draws while the other waits for the server
        await Parallel.ForEachAsync(server.Accounts.DistinctBy(a => a.Role), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (account, _) =>
        {
            var window = await (await chromium.OpenAsync(server)).SignInAsync(account.Login);
            foreach (var path in await MenuAsync(window.Page))
            {
                var answer = await window.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
                Assert.True(answer!.Ok, $"{account.Login} at {path}: {answer.Status}");
                if (seen.TryAdd(path, true))
                    Assert.Empty(await SeriousAsync(window.Page, path));
                await window.Page.SetViewportSizeAsync(390, 844);
                // A chart draws itself anew for the narrower page a moment later
                var wider = await window.Page.EvaluateAsync<int>("""
                    async () => {
                      const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
                      for (let i = 0; i < 30 && wider() > 0; i++) await new Promise(r => setTimeout(r, 100));
                      return wider();
                    }
                    """);
                Assert.True(wider <= 0, $"{account.Login} at {path}: {wider} px wider than the screen");
                await window.Page.SetViewportSizeAsync(1366, 768);
            }
            Assert.Empty(window.Complaints);
            await window.Page.Context.CloseAsync();
        });
        Assert.True(seen.Count > 40, $"only {seen.Count} pages in all menus");
    }

    private static async Task<IEnumerable<string>> SeriousAsync(IPage page, string path)
    {
        var axe = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa"] }, ResultTypes = [ResultType.Violations], Iframes = false });
        return axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}: {v.Id} {v.Help} {v.Nodes.FirstOrDefault()?.Html}");
    }

    private static async Task<IReadOnlyList<string>> MenuAsync(IPage page) =>
        await page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav.side a[href^=\"/\"]')].map(a => a.getAttribute('href'))");
}
