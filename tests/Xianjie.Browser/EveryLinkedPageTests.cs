using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>Follows the links of every page, one page of each kind, as the people do who work with households.</summary>
[Collection("demo")]
public sealed partial class EveryLinkedPageTests(DemoServer server, Chromium chromium)
{
    private const int Most = 120;
    private const string AreaCookie = "xianjie.area";

    [Fact]
    public Task Every_kind_of_page_opens_fits_a_phone_and_its_forms_carry_their_token() =>
        Parallel.ForEachAsync(["jianceyuan", "luruyuan", "caijiyuan", "yibaoju", "anquan"], new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (login, _) => await FollowAsync(login));

    private async Task FollowAsync(string login)
    {
        var window = await (await chromium.OpenAsync(server, 390, 844)).SignInAsync(login);
        var (waiting, kinds) = (new Queue<string>(["/"]), new HashSet<string> { "/" });
        while (waiting.TryDequeue(out var path))
        {
            // a link that chose a narrower area must not hide the pages that were found before it
            await window.Page.Context.ClearCookiesAsync(new() { Name = AreaCookie });
            var answer = await window.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            Assert.True(answer!.Ok, $"{login} at {path}: {answer.Status}");
            var wider = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(wider <= 0, $"{login} at {path}: {wider} px wider than the screen");
            var bare = await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('form[method=post]')].filter(f => f.querySelectorAll('[name=__RequestVerificationToken]').length !== 1).map(f => f.action)");
            Assert.True(bare.Length == 0, $"{login} at {path}: not one token in the form to {string.Join(' ', bare)}");
            foreach (var link in await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav.side a, main a:not([download])')].map(a => a.getAttribute('href')).filter(h => h && h.startsWith('/'))"))
            {
                if (kinds.Count < Most && !link.Contains("handler=", StringComparison.Ordinal) && !IsFile().IsMatch(link) && kinds.Add(Kind(link)))
                    waiting.Enqueue(link);
            }
        }
        Assert.True(kinds.Count > (login is "anquan" or "yibaoju" ? 6 : 30), $"{login}: only {kinds.Count} kinds of pages");
        Assert.Empty(window.Complaints);
    }

    /// <summary>The path with its ids taken out, and the choice of tab or view.</summary>
    private static string Kind(string link)
    {
        var parts = link.Split('?', 2);
        var views = parts.Length < 2 ? [] : parts[1].Split('&').Where(p => p.StartsWith("tab=", StringComparison.Ordinal) || p.StartsWith("view=", StringComparison.Ordinal) || p.StartsWith("trigger=", StringComparison.Ordinal));
        return Id().Replace(parts[0], "…") + "?" + string.Join('&', views);
    }

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[A-Z]{2,}-?\d+[A-Z]?|\d{6,}")]
    private static partial Regex Id();

    [GeneratedRegex(@"^/downloads/.|/file|/attachments/|\.(csv|xlsx|docx|pdf)$|^/sign-out")]
    private static partial Regex IsFile();
}
