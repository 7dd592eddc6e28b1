using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Rows;
using Xianjie.Monitoring.Indicators.Loans;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>Households were asked whether they want a loan or a business to work with; most who wish have both, and most relocated households a project that runs.</summary>
internal sealed class WishStep(JobBoard board, LoanLedger loans, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private const int Asked = 240;

    private sealed record Home(Guid Id, string Number, long Division, bool IsMoved, bool Owes);

    public int Order => 395;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var (from, below) = Scope.Range(context.County);
        await loans.RefreshAsync(from, below, ct);
        await using var db = board.Open();
        var monitor = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "jianceyuan", ct);
        var homes = await HomesAsync(db, ct);
        var asked = homes.Where(h => h.Owes).Concat(homes.Where(h => !h.Owes && !h.IsMoved).Where((_, at) => at % 5 == 0).Take(Asked)).ToList();
        var linked = homes.Where((h, at) => h.IsMoved ? at % 9 != 4 : asked.Contains(h) && at % 6 != 1).ToList();
        var rows = await new Actors(context.Services, (DemoTime)time, gate).DoAsync(monitor, clock.Today, async services =>
        {
            var ledgers = services.GetRequiredService<LedgerServices>();
            var (projects, entities) = (await RunningAsync(ledgers.Db, ct), await LedgerEntry.NamesAsync(ledgers.Db, "organisations", "name", ct));
            var wishes = await LedgerEntry.EnterAsync(ledgers, "household-wishes", asked.Select((h, at) => (h.Division, Wish(h, at))), ct);
            return wishes + (projects.Count == 0 || entities.Count == 0 ? 0 : await LedgerEntry.EnterAsync(ledgers, "benefit-links", linked.Select((h, at) => (h.Division, Link(h, at, projects, entities))), ct));
        }, ct);
        context.Say($"信贷需求、联结意愿和产业联结 {rows:N0} 行");
    }

    /// <summary>Households of the two key groups and relocated ones with somebody able to work.</summary>
    private static async Task<List<Home>> HomesAsync(XianjieDb db, CancellationToken ct)
    {
        var able = db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.IsExitedPoverty == true || h.RiskState != "普通户" || h.IsRelocated == true)
            && db.Set<Person>().Any(p => p.HouseholdId == h.Id && p.State == PersonState.Present && (p.Labour == "普通劳动力" || p.Labour == "技能劳动力")));
        return await able.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo)
            .Select(h => new Home(h.Id, h.HouseholdNo, h.Division, h.IsRelocated == true, db.Set<LoanState>().Any(l => l.HouseholdId == h.Id && l.Balance > 0))).ToListAsync(ct);
    }

    private Dictionary<string, string> Wish(Home home, int at)
    {
        var (wants, links) = (home.Owes || at % 4 != 2, at % 7 != 3);
        var wish = new Dictionary<string, string> { ["household"] = home.Number, ["asked_on"] = LedgerEntry.Day(clock.Today.AddDays(-30 - (at % 90))), ["wants_loan"] = wants ? "是" : "否", ["wants_link"] = links ? "是" : "否" };
        if (wants)
            wish["eligible"] = home.Owes || at % 3 == 0 ? "是" : "否";
        if (wish.GetValueOrDefault("eligible") == "否")
            wish["ineligible_why"] = at % 2 == 0 ? "没有产业" : "没有还款能力";
        if (links)
            wish["link_modes"] = at % 2 == 0 ? "入股分红" : "订单收购";
        return wish;
    }

    private Dictionary<string, string> Link(Home home, int at, List<string> projects, List<string> entities) => new()
    {
        ["household"] = home.Number, ["entity"] = entities[at % entities.Count], ["project"] = projects[at % projects.Count], ["link_mode"] = at % 2 == 0 ? "入股分红" : "订单收购",
        ["starts_on"] = LedgerEntry.Day(clock.Today.AddMonths(-10)), ["ends_on"] = LedgerEntry.Day(clock.Today.AddMonths(14)), ["promised"] = $"{1000 + (at % 20 * 100)}", ["paid"] = $"{500 + (at % 10 * 50)}", ["paid_on"] = LedgerEntry.Day(clock.Today.AddDays(-20)),
    };

    private static async Task<List<string>> RunningAsync(XianjieDb db, CancellationToken ct) =>
        [.. (await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == "industry-operations" && r.State != RowState.已退回).Select(r => new { r.Period, r.Values }).ToListAsync(ct)).Select(r => (r.Period, Values: RowValues.Open(r.Values)))
            .GroupBy(r => r.Values["project"]).Where(g => g.MaxBy(r => r.Period).Values.GetValueOrDefault("state") == "正常经营").Select(g => g.Key).Order(StringComparer.Ordinal)];
}
