using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Monitoring.Visits;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>What helpers did for one monitored household: plan, measures, visit, and the removal of its risk as far as the product lets it go.</summary>
internal sealed class HelpStory(Actors actors, Household home, int number, DateOnly today)
{
    /// <summary>A plan, and a visit in this month; every sixth household was not visited, so that the list of what is overdue is not empty.</summary>
    public async Task CareAsync(CancellationToken ct)
    {
        var visited = today.AddDays(-2 - (number % 18));
        await actors.DoAsync(Actors.Clerk(home.Division), visited, async s =>
        {
            var desk = s.GetRequiredService<HelpDesk>();
            if (await HelpFacts.LoadAsync(s.GetRequiredService<Platform.Data.XianjieDb>(), home.Id, ct) is not { } facts)
                return false;
            if (number % 5 != 0)
                await desk.AdoptAsync(facts, [.. Proposals.For(facts, visited).Take(2).Select(p => p.Key)], ct);
            return await desk.SavePlanAsync(facts, "县直帮扶单位（演示）", $"半年内化解{string.Join('、', facts.Risks)}风险，收入稳定，三保障和饮水有保障。", visited, visited.AddMonths(6), ct) is null;
        }, ct);
        if (number % 6 == 0)
            return;
        await actors.DoAsync(Actors.Collector(home.Division), visited, async s =>
        {
            var household = await s.GetRequiredService<Platform.Data.XianjieDb>().FindAsync<Household>([home.Id], ct);
            return await s.GetRequiredService<VisitDesk>().RecordAsync(household!, new VisitReport(Guid.CreateVersion7(), visited, VisitResult.有人在家, "韦晓燕、覃志强",
                "家里情况平稳，措施在落实，没有新增困难。", false, false, false, false, [], "继续跟进措施落实", today.AddDays(20)), ct);
        }, ct);
    }

    /// <summary>Proposes the removal and carries it to the step; false where the product refuses it.</summary>
    public async Task<bool> RemoveAsync(RemovalStep stop, CancellationToken ct)
    {
        var day = today.AddDays(stop == RemovalStep.待入户 ? -1 : stop <= RemovalStep.公示中 ? -5 : -16);
        var (village, township, county) = (Actors.Collector(home.Division), Actors.Clerk(home.Division), Actors.Monitor(home.Division));
        var started = await actors.DoAsync(village, day, async s =>
            await HelpFacts.LoadAsync(s.GetRequiredService<Platform.Data.XianjieDb>(), home.Id, ct) is { } facts
            && await s.GetRequiredService<RemovalDesk>().StartAsync(facts, RemovalCase.Helped, "措施已落实，收入稳定，风险已经消除。", ct) is null, ct);
        if (!started || stop == RemovalStep.待入户)
            return started;
        (RemovalStep From, Platform.Access.User Who, RemovalTrigger Trigger, RemovalPaper Paper)[] way =
        [
            (RemovalStep.待入户, village, RemovalTrigger.核实通过, new(0, "收入稳定，自付支出不大，三保障和饮水有保障。", Visitors: "韦晓燕、覃志强", PerCapita: 16_800 + (100 * number))),
            (RemovalStep.待评议, village, RemovalTrigger.评议通过, new(0, "评议同意消除。", Present: 13, InFavour: 12)),
            (RemovalStep.公示中, village, RemovalTrigger.公示期满, new(0)),
            (RemovalStep.待乡镇审核, township, RemovalTrigger.乡镇同意, new(0, "情况属实，同意上报。")),
        ];
        foreach (var (from, who, trigger, paper) in way.TakeWhile(w => w.From != stop))
        {
            day = trigger == RemovalTrigger.公示期满 ? day.AddDays(9) : day.AddDays(1);
            if (await MoveAsync(who, day, trigger, paper with { On = day }, ct) is not null)
                return true; // stays where it is: data have changed on the way
        }
        return true;

        Task<Refusal?> MoveAsync(Platform.Access.User who, DateOnly on, RemovalTrigger trigger, RemovalPaper paper, CancellationToken token) => actors.DoAsync(who, on, async s =>
        {
            var desk = s.GetRequiredService<RemovalDesk>();
            var item = await desk.OpenAsync(home.Id, token) ?? throw new InvalidOperationException("The demo's removal is gone.");
            return await desk.MoveAsync(item, trigger, paper with { Version = item.Version }, token);
        }, token);
    }
}
