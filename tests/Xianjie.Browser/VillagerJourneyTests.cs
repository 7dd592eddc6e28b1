using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>A villager reports a difficulty on a phone; a collector fills in a survey at the door.</summary>
[Collection("demo")]
public sealed partial class VillagerJourneyTests(DemoServer server, Chromium chromium)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_villager_reports_with_a_photo_corrects_a_mistake_and_follows_the_receipt(bool script)
    {
        var page = (await chromium.OpenAsync(server, 390, 844, script)).Page;
        await page.GotoAsync("/report");
        var photo = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg });
        while (await page.Locator("#Picture").CountAsync() == 0)
            await page.Locator(".places a").First.ClickAsync();
        await FitsAsync(page);
        await page.Locator("label:has-text('看病花钱多')").ClickAsync();
        await page.FillAsync("[name='Input.Name']", "罗青山");
        await page.FillAsync("[name='Input.Phone']", "1640000");
        await page.Locator("#Picture").SetInputFilesAsync(new FilePayload { Name = "票据.jpg", MimeType = "image/jpeg", Buffer = photo });
        await page.Locator("label[for='Input_Consent']").ClickAsync();
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Locator(".wrong")).ToContainTextAsync("11 位");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("不用重选");
        await FitsAsync(page);
        await page.FillAsync("[name='Input.Phone']", script ? "16412345678" : "16412345679");
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(State());
        await Assertions.Expect(page.Locator(".right")).ToContainTextAsync("申报已收到");
        var receipt = (await page.Locator(".receipt").TextContentAsync())!.Trim();
        Assert.Matches("^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$", receipt);
        await FitsAsync(page);

        await page.GotoAsync("/report/state");
        await page.FillAsync("#no", receipt.ToLowerInvariant());
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Locator(".now")).ToContainTextAsync("受理");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("罗青山");
        await FitsAsync(page);
    }

    [Fact]
    public async Task A_collector_is_asked_only_what_applies_while_filling_in_a_survey()
    {
        var window = await (await chromium.OpenAsync(server, 390, 844)).SignInAsync("caijiyuan");
        var page = window.Page;
        await page.GotoAsync("/surveys");
        await page.Locator("main tbody th a").First.ClickAsync();
        await page.Locator("a.figure[href*='show=todo']").ClickAsync();
        await page.Locator("main tbody th a").First.ClickAsync();
        await page.Locator("[name='Input.Contact'][value='有人在家']").CheckAsync();
        await Assertions.Expect(page.Locator("[name='a.risks']").First).ToBeHiddenAsync();
        await page.Locator("[name='a.has_risk'][value='是']").CheckAsync();
        await Assertions.Expect(page.Locator("[name='a.risks']").First).ToBeVisibleAsync();
        await page.Locator("[name='a.risks'][value='因病']").CheckAsync();
        await page.Locator("[name='a.has_risk'][value='否']").CheckAsync();
        await Assertions.Expect(page.Locator("[name='a.risks']").First).ToBeHiddenAsync();
        await page.Locator("[name='a.changes'][value='没有变化']").CheckAsync();
        await page.ClickAsync("button[value=list]");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("已登记");
        Assert.Empty(window.Complaints);
    }

    /// <summary>Nothing sticks out sideways on a phone.</summary>
    private static async Task FitsAsync(IPage page) => Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390, page.Url);

    [GeneratedRegex("/report/state/[2-9A-Z]{12}")]
    private static partial Regex State();
}
