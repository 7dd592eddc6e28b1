using System.Globalization;
using AngleSharp.Dom;

namespace Xianjie.Bench.Month;

/// <summary>Carries the cases of confirmed households through every step, all on the same days, as a county with one review meeting does.</summary>
internal sealed class CaseWay(Office office, IReadOnlyList<Confirmed> homes)
{
    private readonly Dictionary<Confirmed, string> cases = [];

    public List<Confirmed> Identified { get; } = [];
    public DateOnly LastDay { get; private set; }

    public async Task<int> WalkAsync(DateOnly first)
    {
        LastDay = first;
        await OpenAsync();
        await EachAsync(home => office.ClerkAsync(home.Village), (clerk, id, _) => MoveAsync(clerk, id, "受理"));
        office.Begin(first.AddDays(1));
        await EachAsync(home => office.CollectorAsync(home.Village), VisitAsync);
        office.Begin(first.AddDays(2));
        await EachAsync(home => office.CollectorAsync(home.Village), ReviewAsync);
        await EachAsync(home => office.ClerkAsync(home.Village), (clerk, id, _) => CompareAsync(clerk, id));
        office.Begin(first.AddDays(12));
        await EachAsync(home => office.CollectorAsync(home.Village), (collector, id, _) => MoveAsync(collector, id, "公示期满"));
        await EachAsync(home => office.ClerkAsync(home.Village), (clerk, id, _) => MoveAsync(clerk, id, "乡镇同意", "程序完整、情况属实，同意上报。"));
        office.Begin(LastDay = first.AddDays(13));
        await DecideAsync();
        await EachAsync(home => office.ClerkAsync(home.Village), async (clerk, id, home) =>
        {
            await MoveAsync(clerk, id, "录入");
            Identified.Add(home);
        });
        return Identified.Count;
    }

    private async Task EachAsync(Func<Confirmed, Task<WebUser>> who, Func<WebUser, string, Confirmed, Task> act)
    {
        foreach (var (home, id) in cases)
            await act(await who(home), id, home);
    }

    private string Day => office.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A household that is monitored already, or has a case, cannot have another: the page says so and it is left.</summary>
    private async Task OpenAsync()
    {
        foreach (var home in homes)
        {
            var collector = await office.CollectorAsync(home.Village);
            try
            {
                var next = await collector.SubmitAsync($"/cases/new?household={home.Household}&clue={home.Clue}", new Dictionary<string, string>
                {
                    ["Input.Channel"] = "部门筛查预警", ["Input.Applicant"] = "户主", ["Input.Problem"] = "支出骤增，难以自己应对", ["Input.DiscoveredOn"] = Day,
                });
                cases[home] = next.Split('/')[^1];
            }
            catch (InvalidOperationException e) when (e.Message.Contains("不需要再认定", StringComparison.Ordinal) || e.Message.Contains("已有在办", StringComparison.Ordinal))
            {
            }
        }
    }

    private static Task<string> MoveAsync(WebUser user, string id, string trigger, string words = "") =>
        user.SubmitAsync($"/cases/{id}/move?trigger={trigger}", words.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Input.Words"] = words });

    private async Task VisitAsync(WebUser collector, string id, Confirmed home)
    {
        await collector.SubmitAsync($"/cases/{id}/visit", new Dictionary<string, string>
        {
            ["Input.VisitedOn"] = Day, ["Input.Visitors"] = "韦晓燕、覃志强", ["Input.Income"] = "务工收入减少", ["Input.SelfPay"] = "报销后自付较大", ["Input.Problem"] = "支出骤增", ["Input.Coping"] = "没有积蓄",
            ["Input.CannotCope"] = "true", ["Input.CompliantSelfPay"] = "30000", ["Input.HasRisk"] = "true", ["Input.Category"] = "突发严重困难户", ["Input.Risks[0]"] = "因病",
        });
        var page = await collector.PageAsync($"/cases/{id}/authorisation");
        var signers = page.QuerySelectorAll("input[name='Input.Signers'], input[name^='Input.Signers[']").Select(i => i.GetAttribute("value")!).ToList();
        var typed = signers.Index().ToDictionary(s => $"Input.Signers[{s.Index}]", s => s.Item);
        (typed["Input.Number"], typed["Input.SignedOn"]) = ("SQ-" + id[..13], Day);
        await collector.SubmitAsync($"/cases/{id}/authorisation", typed);
        await MoveAsync(collector, id, "发现风险");
    }

    private async Task ReviewAsync(WebUser collector, string id, Confirmed home)
    {
        await collector.SubmitAsync($"/cases/{id}/review", new Dictionary<string, string>
        {
            ["Input.HeldOn"] = Day, ["Input.Place"] = "村部", ["Input.Chair"] = "村支书", ["Input.Recorder"] = "村文书", ["Input.Expected"] = "15", ["Input.Present"] = "13", ["Input.For"] = "13", ["Input.Against"] = "0",
            ["Input.Passed"] = "true", ["Input.Minutes"] = "逐户介绍情况后表决，全部同意。",
        });
        await MoveAsync(collector, id, "评议通过");
    }

    private static async Task CompareAsync(WebUser clerk, string id)
    {
        await clerk.SubmitAsync($"/cases/{id}/comparison", new Dictionary<string, string> { ["Channel"] = "县级部门", ["Items[0]"] = "房产", ["Items[1]"] = "机动车" });
        var tab = await clerk.PageAsync($"/cases/{id}?tab=comparison");
        foreach (var answer in Links(tab, "answer="))
            await clerk.SubmitAsync(answer, new Dictionary<string, string> { ["Result"] = "未发现异常" });
        foreach (var doubt in Links(tab, "conclude="))
            await clerk.SubmitAsync(doubt, new Dictionary<string, string> { ["Conclusion"] = "解释采信", ["Evidence"] = "农户说明了来源并出示凭证" });
    }

    private static List<string> Links(IDocument page, string part) => [.. page.QuerySelectorAll($"main a[href*='{part}']").Select(a => a.GetAttribute("href")!)];

    /// <summary>The county decides all ticked cases at once.</summary>
    private async Task DecideAsync()
    {
        var monitor = await office.MonitorAsync();
        for (var more = true; more;)
        {
            const string path = "/cases?state=open&step=待县级审定&size=100";
            var page = await monitor.PageAsync(path);
            var mine = cases.Values.ToHashSet();
            var ids = page.QuerySelectorAll("input[data-tick]:not([disabled])").Select(i => i.GetAttribute("value")!).Where(mine.Contains).ToList();
            if (ids.Count > 0)
                await monitor.SubmitAsync(path, ids.Index().ToDictionary(i => $"ids[{i.Index}]", i => i.Item), "form[data-ticks]", "button[formaction*='Decide']");
            more = ids.Count == 100;
        }
    }
}
