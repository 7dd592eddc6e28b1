using System.Globalization;
using AngleSharp.Dom;
using Xianjie.Comparison.Feeds;
using Xianjie.Platform.Access;

namespace Xianjie.Bench.Month;

/// <summary>What a month came to.</summary>
internal sealed record MonthOutcome(int Delivered, int Dispatched, int Visited, int Identified, int Planned, int Called, int Leaving, int Removed);

/// <summary>
/// One month of a county through its pages: departments deliver, the county compares and dispatches, villages visit, confirmed households
/// go through identification, get a plan, monitored households are visited, and some leave. Everything is typed into the pages that people use.
/// </summary>
/// <param name="month">The month whose department files are delivered; work begins on the 2nd of the month after.</param>
internal sealed class MonthScript(Office office, string files, IReadOnlyDictionary<string, string> feeds, DateOnly month, int clues, int decisions, int removals)
{
    private const int InboxPages = 5;

    private readonly DateOnly first = month.AddMonths(1).AddDays(1);

    public async Task<MonthOutcome> RunAsync()
    {
        office.Begin(first);
        var delivered = await DeliverAsync();
        await CompareAsync();
        var sent = await DispatchAsync();
        office.Begin(first.AddDays(1));
        var (visited, confirmed) = await VisitAsync();
        var cases = new CaseWay(office, confirmed.Take(decisions).ToList());
        var identified = await cases.WalkAsync(first.AddDays(1));
        var homes = new HomeWay(office);
        office.Begin(cases.LastDay.AddDays(1));
        var planned = await homes.PlanAsync(cases.Identified);
        var monitored = await homes.MonitoredAsync();
        var called = await homes.CallAsync(monitored);
        var (leaving, removed) = await homes.LeaveAsync(monitored, removals, cases.LastDay.AddDays(2));
        return new(delivered, sent, visited, identified, planned, called, leaving, removed);
    }

    private async Task<int> DeliverAsync()
    {
        var count = 0;
        var folder = Path.Combine(files, "departments-monthly", month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        foreach (var path in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!feeds.TryGetValue(name, out var place))
                continue;
            var officer = await office.AsAsync(office.Of(Roles.Department).First(c => c.Login == place.Split('|')[1]));
            var columns = await officer.SubmitAsync("/feeds/" + place.Split('|')[0], new Dictionary<string, string>(), file: ("file", Path.GetFileName(path), await File.ReadAllBytesAsync(path)));
            await officer.SubmitAsync(columns, new Dictionary<string, string>());
            await office.RunJobsAsync();
            count++;
        }
        return count;
    }

    private async Task CompareAsync()
    {
        await (await office.MonitorAsync()).SubmitAsync("/screening", new Dictionary<string, string> { ["month"] = month.ToString("yyyy-MM", CultureInfo.InvariantCulture) }, "form[action*='handler=Start']");
        await office.RunJobsAsync();
    }

    private async Task<int> DispatchAsync()
    {
        var (monitor, sent) = (await office.MonitorAsync(), 0);
        while (sent < clues)
        {
            var page = await monitor.PageAsync("/clues?state=待核查&kind=风险线索&size=100");
            var ids = page.QuerySelectorAll("input[data-tick]").Select(i => i.GetAttribute("value")!).Take(clues - sent).ToList();
            if (ids.Count == 0)
                break;
            await monitor.SubmitAsync("/clues?state=待核查&kind=风险线索&size=100", ids.Index().ToDictionary(i => $"ids[{i.Index}]", i => i.Item), "form[data-ticks]");
            sent += ids.Count;
        }
        return sent;
    }

    /// <summary>Every village works off its inbox; every third clue is confirmed.</summary>
    private async Task<(int Visited, List<Confirmed> Confirmed)> VisitAsync()
    {
        var (visited, confirmed) = (0, new List<Confirmed>());
        foreach (var cadre in office.Of(Roles.Collector))
        {
            var collector = await office.AsAsync(cadre);
            // other work stands in the inbox too, and what was done leaves it, so that the pages move up
            for (var number = 1; number <= InboxPages; number++)
            {
                var inbox = await collector.PageAsync($"/inbox?size=100&p={number}");
                var links = inbox.QuerySelectorAll("main a[href^='/clues/']").Select(a => a.GetAttribute("href")!).Distinct().ToList();
                foreach (var link in links)
                {
                    var page = await collector.PageAsync(link);
                    var household = page.QuerySelector("main a[href^='/households/']")!.GetAttribute("href")!.Split('/')[^1];
                    var isTrue = visited % 3 == 0;
                    await collector.SubmitAsync(link, new Dictionary<string, string>
                    {
                        ["Form.Result"] = isTrue ? "属实" : "不属实", ["Form.Visitors"] = "韦晓燕、覃志强", ["Form.Note"] = isTrue ? "入户看到情况属实，家里一时难以自己应对。" : "情况已自行解决，不影响基本生活。",
                    }, "form#visit");
                    visited++;
                    if (isTrue && confirmed.All(c => c.Household != household))
                        confirmed.Add(new(household, link.Split('/')[^1], cadre.Division));
                }
                if (links.Count > 0)
                    number = 0;
            }
        }
        return (visited, confirmed);
    }
}

/// <summary>A household whose clue was confirmed.</summary>
internal sealed record Confirmed(string Household, string Clue, long Village);
