using System.Globalization;
using AngleSharp.Dom;
using Xianjie.Platform.Access;

namespace Xianjie.Bench.Month;

/// <summary>Plans, visits and removals of monitored households.</summary>
internal sealed class HomeWay(Office office)
{
    private string Day => office.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The new objects get a cadre, the first two proposals, and a plan.</summary>
    public async Task<int> PlanAsync(IReadOnlyList<Confirmed> homes)
    {
        foreach (var home in homes)
        {
            var (clerk, path) = (await office.ClerkAsync(home.Village), $"/help/{home.Household}");
            await clerk.SubmitAsync(path, new Dictionary<string, string> { ["Pair.Cadre"] = "帮扶干部", ["Pair.Unit"] = "县直单位", ["Pair.From"] = Day }, "form[action*='handler=Pair']");
            var keys = (await clerk.PageAsync(path)).QuerySelectorAll("input[name=keys]").Select(k => k.GetAttribute("value")!).Take(2).ToList();
            if (keys.Count > 0)
                await clerk.SubmitAsync(path, keys.Index().ToDictionary(k => $"keys[{k.Index}]", k => k.Item), "form[action*='handler=Adopt']");
            await clerk.SubmitAsync(path, new Dictionary<string, string> { ["Plan.Unit"] = "县直单位", ["Plan.Goal"] = "半年内化解风险", ["Plan.Start"] = Day }, "form[action*='handler=Plan']");
        }
        return homes.Count;
    }

    /// <summary>Monitored households of each village, from the village's own list.</summary>
    public async Task<List<(string Household, long Village)>> MonitoredAsync()
    {
        var found = new List<(string, long)>();
        foreach (var cadre in office.Of(Roles.Collector))
        {
            var page = await (await office.AsAsync(cadre)).PageAsync("/help?size=100");
            found.AddRange(page.QuerySelectorAll("main tbody a[href^='/help/']").Select(a => a.GetAttribute("href")!.Split('/', '?')[2]).Where(i => Guid.TryParse(i, out _)).Distinct().Select(i => (i, cadre.Division)));
        }
        return found;
    }

    public async Task<int> CallAsync(IReadOnlyList<(string Household, long Village)> homes)
    {
        foreach (var (household, village) in homes)
        {
            await (await office.CollectorAsync(village)).SubmitAsync($"/visits/new/{household}", new Dictionary<string, string>
            {
                ["Input.VisitedOn"] = Day, ["Input.Result"] = "有人在家", ["Input.Visitors"] = "韦晓燕、覃志强", ["Input.Findings"] = "情况平稳，措施在落实。", ["Input.School"] = "否", ["Input.Medical"] = "否", ["Input.House"] = "否", ["Input.Water"] = "否",
            });
        }
        return homes.Count;
    }

    /// <summary>Proposes removals; the product refuses those whose conditions do not hold, and the others go all the way.</summary>
    public async Task<(int Leaving, int Removed)> LeaveAsync(IReadOnlyList<(string Household, long Village)> homes, int most, DateOnly from)
    {
        var started = new List<(string Household, long Village)>();
        foreach (var home in homes)
        {
            if (started.Count < most && await StartAsync(home.Household, home.Village))
                started.Add(home);
        }
        office.Begin(from);
        foreach (var (household, village) in started)
        {
            var collector = await office.CollectorAsync(village);
            await MoveAsync(collector, household, "核实通过", new() { ["Paper.On"] = Day, ["Paper.Visitors"] = "韦晓燕、覃志强", ["Paper.PerCapita"] = "18000", ["Paper.Words"] = "收入稳定，风险已经消除。" });
            await MoveAsync(collector, household, "评议通过", new() { ["Paper.On"] = Day, ["Paper.Present"] = "13", ["Paper.InFavour"] = "13" });
        }
        office.Begin(from.AddDays(10));
        var removed = 0;
        foreach (var (household, village) in started)
        {
            await MoveAsync(await office.CollectorAsync(village), household, "公示期满", []);
            await MoveAsync(await office.ClerkAsync(village), household, "乡镇同意", []);
            await MoveAsync(await office.MonitorAsync(), household, "县级同意", []);
            await MoveAsync(await office.ClerkAsync(village), household, "标注", new() { ["Paper.Contact"] = "村文书", ["Paper.ContactPhone"] = "13800000000" });
            removed++;
        }
        return (started.Count, removed);
    }

    private async Task<bool> StartAsync(string household, long village)
    {
        try
        {
            await (await office.CollectorAsync(village)).SubmitAsync($"/removals/{household}", new Dictionary<string, string> { ["Start.Kind"] = "帮扶消除", ["Start.Grounds"] = "措施已落实，收入稳定，风险已经消除。" }, "form[action*='handler=Start']");
            return true;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("还不能消除", StringComparison.Ordinal) || e.Message.Contains("shows no form", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static Task<string> MoveAsync(WebUser user, string household, string trigger, Dictionary<string, string> typed)
    {
        typed["Paper.Trigger"] = trigger;
        return user.SubmitAsync($"/removals/{household}", typed, "form[action*='handler=Move']");
    }
}
