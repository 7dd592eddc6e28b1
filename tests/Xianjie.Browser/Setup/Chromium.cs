using Microsoft.Playwright;

namespace Xianjie.Browser.Setup;

/// <summary>Debian's Chromium, headless; a fresh profile for every person who signs in.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Opens a window; what the browser complains about on its console is collected in <see cref="Window.Complaints"/>.</summary>
    public async Task<Window> OpenAsync(DemoServer server, int width = 1366, int height = 768, bool script = true)
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = server.Address, ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN", JavaScriptEnabled = script });
        context.SetDefaultTimeout(20_000);
        return new Window(await context.NewPageAsync(), server);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>One person's window.</summary>
public sealed class Window
{
    private readonly DemoServer server;
    public IPage Page { get; }
    public List<string> Complaints { get; } = [];

    internal Window(IPage page, DemoServer server)
    {
        (Page, this.server) = (page, server);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
    }

    /// <summary>Signs in as the demo account of a login.</summary>
    public async Task<Window> SignInAsync(string login)
    {
        var account = server.Accounts.Single(a => a.Login == login);
        await Page.GotoAsync("/login");
        await Page.FillAsync("#Login", login);
        await Page.FillAsync("#Password", account.Password!);
        await Page.ClickAsync("button[type=submit]");
        await Page.WaitForURLAsync(u => !u.Contains("/login", StringComparison.Ordinal));
        return this;
    }
}
