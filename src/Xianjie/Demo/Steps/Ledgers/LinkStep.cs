using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>Rows that follow from others: the assets of 2021 beside the register, incomes paid out by their plans, projects appraised by experts and taken into the year's plan by their score, a policy paid to three kinds of households.</summary>
internal sealed class LinkStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private sealed record Known(long Division, Dictionary<string, string> Values);

    public int Order => 398;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        await using var db = board.Open();
        var monitor = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "jianceyuan", ct);
        var homes = (await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.IsExitedPoverty == true).OrderBy(h => h.HouseholdNo).Select(h => new { h.Division, h.HouseholdNo }).ToListAsync(ct)).ToLookup(h => h.Division, h => h.HouseholdNo);
        var rows = await new Actors(context.Services, (DemoTime)time, gate).DoAsync(monitor, clock.Today, async services =>
        {
            var ledgers = services.GetRequiredService<LedgerServices>();
            var count = await LedgerEntry.EnterAsync(ledgers, "asset-baselines", (await KnownAsync(ledgers.Db, "asset-register", null, ct)).Select((a, at) => (a.Division, Baseline(a, at))), ct, clock.Today.Year - 2021);
            var plans = await KnownAsync(ledgers.Db, "asset-incomes", clock.Today.Year, ct);
            count += await LedgerEntry.EnterAsync(ledgers, "asset-payouts", plans.Where(p => homes[p.Division].Any()).Select(p => (p.Division, Payout(p, homes[p.Division].First()))), ct);
            return count + await PoolAsync(ledgers, ct) + await PaidAsync(ledgers, ct);
        }, ct);
        context.Say($"资产底数、收益发放、项目库和政策兑现 {rows:N0} 行");
    }

    private static async Task<List<Known>> KnownAsync(XianjieDb db, string ledger, int? year, CancellationToken ct)
    {
        var period = year is { } y ? (y * 10000) + 101 : 0;
        return [.. (await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == ledger && r.Period == period).OrderBy(r => r.Id).Select(r => new { r.Division, r.Values }).ToListAsync(ct)).Select(r => new Known(r.Division, RowValues.Open(r.Values)))];
    }

    private static Dictionary<string, string> Baseline(Known asset, int at) => new()
    {
        ["asset"] = asset.Values["asset"], ["kind"] = asset.Values["kind"], ["formed_on"] = $"20{16 + (at % 6)}-06-30", ["cost"] = asset.Values["cost"], ["state"] = at % 5 == 3 ? "闲置" : "正常使用",
    };

    private Dictionary<string, string> Payout(Known plan, string home) => new()
    {
        ["asset"] = plan.Values["asset"], ["household"] = home, ["kind"] = "困难补助", ["paid"] = plan.Values.GetValueOrDefault("aid", "0"), ["paid_on"] = LedgerEntry.Day(clock.Today.AddDays(-1)), ["channel"] = "一卡通",
    };

    /// <summary>Three experts agree on each of some projects; the best half is taken into the plan.</summary>
    private async Task<int> PoolAsync(LedgerServices services, CancellationToken ct)
    {
        var known = await KnownAsync(services.Db, "project-pool", null, ct);
        if (known.Count == 0 || (await LedgerEntry.NamesAsync(services.Db, "organisations", "name", ct)).FirstOrDefault() is not { } employer)
            return 0;
        var county = known[0].Division / 1_000_000 * 1_000_000;
        var names = new[] { "山泉饮水管网", "通组路硬化", "茶园提质", "保鲜库扩建", "养老服务点改造", "污水管网" };
        var count = await LedgerEntry.EnterAsync(services, "experts", names.SelectMany(n => new[] { "李文", "王建", "陈芳" }, (project, expert) => (county, new Dictionary<string, string>
        {
            ["expert_name"] = expert, ["employer"] = employer, ["specialty"] = "农业产业", ["reviewed"] = project, ["reviewed_on"] = LedgerEntry.Day(clock.Today.AddMonths(-2)), ["conclusion"] = "通过",
        })), ct);
        return count + await LedgerEntry.EnterAsync(services, "project-pool", names.Select((name, at) => (known[at % known.Count].Division, Project(name, at))), ct);
    }

    /// <summary>The first score most.</summary>
    private Dictionary<string, string> Project(string name, int at)
    {
        var row = new Dictionary<string, string>
        {
            ["project"] = name, ["kind"] = at == 0 ? "巩固三保障" : "乡村建设行动", ["content"] = name, ["planned"] = $"{300_000 + (at * 80_000)}", ["gap"] = at < 3 ? "饮水" : "无", ["difficulty"] = at % 3 == 2 ? "中" : "易", ["prior"] = at < 2 ? "是" : "否",
            ["people"] = "300", ["helped"] = $"{240 - (at * 30)}", ["readiness"] = at < 4 ? "可开工" : "手续办理中", ["appraisal"] = "通过",
        };
        if (at < 2)
            row["prior_why"] = "列入县巩固提升规划";
        if (at < 3)
            row["chosen_year"] = $"{clock.Today.Year}";
        return row;
    }

    /// <summary>The same policy and quantity for households of every type, each by its own standard.</summary>
    private async Task<int> PaidAsync(LedgerServices services, CancellationToken ct)
    {
        if ((await KnownAsync(services.Db, "policy-standards", null, ct)).FirstOrDefault() is not { } standard)
            return 0;
        var homes = await services.Db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active).OrderBy(h => h.HouseholdNo).Select(h => new { h.Division, h.HouseholdNo, Type = h.HouseholdType }).ToListAsync(ct);
        return await LedgerEntry.EnterAsync(services, "policy-payments", homes.GroupBy(h => h.Type, StringComparer.Ordinal).SelectMany(g => g.Take(3)).Select(h => (h.Division, new Dictionary<string, string>
        {
            ["policy"] = standard.Values["policy"], ["household"] = h.HouseholdNo, ["household_type"] = h.Type, ["quantity"] = "2", ["paid_on"] = LedgerEntry.Day(clock.Today.AddDays(-7)),
            ["paid"] = (2 * decimal.Parse(standard.Values[h.Type is "普通农户" ? "common" : h.Type is "一般脱贫户" or "脱贫不享受政策户" ? "exited" : "watched"], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
        })), ct);
    }
}
