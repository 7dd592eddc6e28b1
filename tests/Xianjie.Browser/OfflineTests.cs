using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xianjie.Browser.Setup;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Capture;
using Xianjie.Registry.Households;

namespace Xianjie.Browser;

/// <summary>A collector's phone in a village without a network.</summary>
[Collection("demo")]
public sealed partial class OfflineTests(DemoServer server, Chromium chromium)
{
    [Fact]
    public async Task A_visit_filled_without_a_network_survives_the_phone_is_sent_by_itself_and_is_recorded_once()
    {
        var page = await OpenAsync();
        var link = await VisitAsync(page, 0);
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync(link);
        await Assertions.Expect(page.Locator("[data-kept], .notice-warn").First).ToBeVisibleAsync();
        await page.Locator("form[data-ready]").WaitForAsync();
        await page.Locator("[name='Input.Result'][value='有人在家']").CheckAsync();
        var findings = $"离线填写：屋后有裂缝 {Guid.CreateVersion7():N}";
        await page.FillAsync("[name='Input.Findings']", findings);
        await page.Locator("#Photos").SetInputFilesAsync(new FilePayload { Name = "后墙.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync() });
        // What is typed is on the phone already: the page is closed and opened again, still without a network
        await page.WaitForTimeoutAsync(1500);
        await page.GotoAsync(link);
        await page.Locator("form[data-ready]").WaitForAsync();
        Assert.Equal(findings, await page.InputValueAsync("[name='Input.Findings']"));
        Assert.Equal(1, await page.EvaluateAsync<int>("document.getElementById('Photos').files.length"));
        Assert.DoesNotContain("离线填写", await StoredAsync(page), StringComparison.Ordinal);
        await page.Locator(".form-actions button.btn-primary").ClickAsync();
        await page.WaitForURLAsync(Capture());
        await Assertions.Expect(page.Locator("[data-outbox] tbody")).ToContainTextAsync("待发送");
        Assert.Equal(0, await CountAsync(findings));

        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-outbox] tbody")).ToContainTextAsync("已送达", new() { Timeout = 40_000 });
        Assert.Equal(1, await CountAsync(findings));
        await using var db = server.Open();
        var visit = await db.Set<HelpVisit>().SingleAsync(v => v.Findings == findings);
        Assert.Equal(("image/jpeg", 1), (await db.Set<Attachment>().Where(a => a.Subject == visit.Id).Select(a => a.ContentType).SingleAsync(), await db.Set<Submission>().CountAsync(s => s.Key == visit.FormKey)));
        await page.GotoAsync("/capture");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("近来送达");
    }

    [Fact]
    public async Task A_form_that_the_server_gives_back_opens_again_with_its_words_and_everything_typed()
    {
        var page = await OpenAsync();
        var link = await page.Locator("a[data-keep][href*='/check/']").First.GetAttributeAsync("href");
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync(link!);
        await page.Locator("form[data-ready]").WaitForAsync();
        await page.FillAsync("[name='Input.Inspectors']", "韦晓燕、陆小山");
        await page.Locator(".form-actions button.btn-primary").ClickAsync();
        await page.WaitForURLAsync(Capture());
        await page.Context.SetOfflineAsync(false);
        var row = page.Locator("[data-outbox] tbody tr", new() { HasText = "被退回" });
        await row.First.WaitForAsync(new() { Timeout = 40_000 });
        await row.First.Locator("a").ClickAsync();
        await page.Locator("form[data-ready]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-capture-note]")).ToContainTextAsync("请选择住房等级");
        Assert.Equal("韦晓燕、陆小山", await page.InputValueAsync("[name='Input.Inspectors']"));
        await page.Locator("[name='Input.Grade'][value='A级']").CheckAsync();
        await page.Locator(".form-actions button.btn-primary").ClickAsync();
        await page.WaitForURLAsync(List());
        await page.GotoAsync("/capture");
        await Assertions.Expect(page.Locator("[data-outbox] tbody")).ToContainTextAsync("已送达");
        await Assertions.Expect(page.Locator("[data-outbox] tbody")).Not.ToContainTextAsync("被退回");
    }

    [Fact]
    public async Task Signing_out_asks_about_what_was_not_sent_and_leaves_nothing_on_the_phone()
    {
        var page = await OpenAsync();
        var link = await VisitAsync(page, 0);
        await page.GotoAsync(link);
        await page.Locator("form[data-ready]").WaitForAsync();
        await page.FillAsync("[name='Input.Findings']", "没有填完");
        await page.WaitForTimeoutAsync(800);
        // The sign-in ends while the form is open: it waits, and goes on after the next sign-in
        await page.Context.ClearCookiesAsync();
        await page.Locator("[name='Input.Result'][value='有人在家']").CheckAsync();
        await page.Locator(".form-actions button.btn-primary").ClickAsync();
        await page.WaitForURLAsync(Login());
        await SignInAsync(page);
        await page.GotoAsync("/capture");
        await Assertions.Expect(page.Locator("[data-outbox] tbody")).ToContainTextAsync("已送达", new() { Timeout = 40_000 });
        Assert.Equal(1, await CountAsync("没有填完"));

        await page.Locator(".drop-user summary").ClickAsync();
        await page.Locator(".drop-user button").ClickAsync();
        await page.WaitForURLAsync(Login());
        Assert.Equal("0 0 0 0", await page.EvaluateAsync<string>("Promise.all(['keys', 'pages', 'drafts', 'outbox'].map(s => window.vault.all(s).then(r => r.length))).then(n => n.join(' '))"));
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync(link);
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("这一页没有存在手机里");
    }

    private async Task<IPage> OpenAsync()
    {
        var window = await (await chromium.OpenAsync(server, 390, 844)).SignInAsync("caijiyuan");
        await window.Page.GotoAsync("/capture");
        await Assertions.Expect(window.Page.Locator("[data-kept-state]")).ToContainTextAsync("没有网络也能打开", new() { Timeout = 60_000 });
        return window.Page;
    }

    /// <summary>The visit form of a household on the list, opened once with a network.</summary>
    private static async Task<string> VisitAsync(IPage page, int at)
    {
        var fill = await page.Locator("a[data-keep][href*='/check/']").Nth(at).GetAttributeAsync("href");
        var link = "/visits/new/" + fill!.Split('/')[^1];
        await page.GotoAsync(link);
        await page.Locator("form[data-ready]").WaitForAsync();
        await page.WaitForTimeoutAsync(500);
        return link;
    }

    private async Task SignInAsync(IPage page)
    {
        await page.FillAsync("#Login", "caijiyuan");
        await page.FillAsync("#Password", server.Accounts.Single(a => a.Login == "caijiyuan").Password!);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(u => !u.Contains("/login", StringComparison.Ordinal));
    }

    private async Task<int> CountAsync(string findings)
    {
        await using var db = server.Open();
        return await db.Set<HelpVisit>().CountAsync(v => v.Findings == findings);
    }

    /// <summary>All that the browser keeps, as text.</summary>
    private static Task<string> StoredAsync(IPage page) => page.EvaluateAsync<string>("""
        (async () => {
          const rows = [].concat(...await Promise.all(['pages', 'drafts', 'outbox', 'notes'].map(store => window.vault.all(store))));
          const text = JSON.stringify(rows, (key, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value);
          return text + JSON.stringify(localStorage);
        })()
        """);

    [GeneratedRegex("/capture$")]
    private static partial Regex Capture();

    [GeneratedRegex("/housing/.*/list")]
    private static partial Regex List();

    [GeneratedRegex("/login")]
    private static partial Regex Login();
}
