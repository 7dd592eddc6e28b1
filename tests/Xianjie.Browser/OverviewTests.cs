using Microsoft.Playwright;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>What leaders look at: the map by mouse and by keyboard, the figures on a phone, the wall.</summary>
[Collection("demo")]
public sealed class OverviewTests(DemoServer server, Chromium chromium)
{
    [Fact]
    public async Task The_map_drills_from_county_to_village_by_mouse_and_by_keyboard()
    {
        var window = await (await chromium.OpenAsync(server)).SignInAsync("lingdao");
        await window.Page.GotoAsync("/map-view");
        var township = window.Page.Locator("svg.map a.map-area").First;
        var name = (await township.GetAttributeAsync("aria-label"))!.Split('：')[0];
        await township.Locator("path").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".page-head")).ToContainTextAsync(name);
        // the same numbers on the map and in the table
        var rows = await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.map-page tbody tr[data-code]')].map(r => r.dataset.code + r.querySelector('td.num').textContent.trim()).sort()");
        var drawn = await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('svg.map .map-area')].map(a => a.dataset.code + (a.querySelector('title').textContent.split('：')[1] || '').split(' ')[0]).sort()");
        Assert.Equal(rows, drawn);
        await window.Page.Locator("svg.map a.map-area").First.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator(".map-page tbody tr")).ToHaveCountAsync(1);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_wall_turns_by_key_without_leaving_the_page_and_keeps_its_figures_when_the_server_is_away()
    {
        var window = await (await chromium.OpenAsync(server, 1920, 1080)).SignInAsync("lingdao");
        await window.Page.GotoAsync("/screen");
        var fits = await window.Page.EvaluateAsync<bool>("document.documentElement.scrollHeight <= innerHeight + 1 && document.documentElement.scrollWidth <= innerWidth");
        Assert.True(fits, "the wall does not fit 1920×1080");
        Assert.InRange(await window.Page.Locator(".wall-grid section").CountAsync(), 2, 9);
        await window.Page.EvaluateAsync("window.same = true");
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(window.Page.Locator("[data-wall]")).ToHaveAttributeAsync("data-part", "2");
        Assert.True(await window.Page.EvaluateAsync<bool>("window.same === true"));
        Assert.Empty(window.Complaints);
        await window.Page.Context.SetOfflineAsync(true);
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(window.Page.Locator("[data-offline]")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator(".as-of")).ToContainTextAsync("数据截止");
        await window.Page.Context.SetOfflineAsync(false);
        await window.Page.SetViewportSizeAsync(3840, 2160);
        var size = await window.Page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.querySelector('.wall-words')).fontSize)");
        Assert.True(size >= 28, $"{size} px at 3840");
    }
}
