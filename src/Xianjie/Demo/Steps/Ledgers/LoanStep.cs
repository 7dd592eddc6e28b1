using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Monitoring.Indicators.Loans;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>The small loans that the banks state, with contract, interest subsidy and risk fund as the county's finance office keeps them.</summary>
internal sealed class LoanStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private const string Bank = "县农村信用合作联社";
    private const int Term = 24;

    private sealed record Loan(string No, string Home, string Kind, long Division, DateOnly Lent, DateOnly Due, long Principal, long Balance, string State, DateOnly AsOf);

    public int Order => 396;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        await using var db = board.Open();
        var monitor = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "jianceyuan", ct);
        var loans = await LoansAsync(db, ct);
        if (loans.Count == 0)
            return;
        var rows = await new Actors(context.Services, (DemoTime)time, gate).DoAsync(monitor, clock.Today, async services =>
        {
            var ledgers = services.GetRequiredService<LedgerServices>();
            var products = await LedgerEntry.NamesAsync(ledgers.Db, "finance-products", "product", ct);
            if (products.Count == 0)
                return 0;
            await LedgerEntry.EnterAsync(ledgers, "organisations", [(context.County, new() { ["name"] = Bank, ["nature"] = "金融机构" })], ct);
            var count = await LedgerEntry.EnterAsync(ledgers, "small-loans", loans.Select((l, at) => (l.Division, Contract(l, products[at % products.Count]))), ct);
            foreach (var ago in (int[])[1, 0])
            {
                count += await LedgerEntry.EnterAsync(ledgers, "small-loan-quarters", loans.Where(l => l.State == "正常").Select((l, at) => (l.Division, Quarter(l, at, ago))), ct, ago);
                count += await LedgerEntry.EnterAsync(ledgers, "loan-risk-funds", [(context.County, Fund(loans.Sum(l => l.Balance) / 100))], ct, ago);
            }
            return count + await LedgerEntry.EnterAsync(ledgers, "credit-matches", loans.Select((l, at) => (l.Division, Match(l, at, products))), ct);
        }, ct);
        context.Say($"小额信贷台账 {rows:N0} 行");
    }

    /// <summary>Each loan as it was stated last.</summary>
    private async Task<List<Loan>> LoansAsync(XianjieDb db, CancellationToken ct)
    {
        var stated = await db.Set<LoanState>().AsNoTracking().Join(db.Set<Household>(), l => l.HouseholdId, h => h.Id, (l, h) => new { l.LoanNo, l.AsOf, l.Balance, l.OverdueDays, h.HouseholdNo, h.HouseholdType, h.Division }).ToListAsync(ct);
        return [.. stated.GroupBy(l => l.LoanNo, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select((g, at) =>
        {
            var last = g.MaxBy(l => l.AsOf)!;
            var due = last.OverdueDays > 0 ? last.AsOf.AddDays(-last.OverdueDays) : last.Balance == 0 ? last.AsOf : clock.Today.AddDays(30 + (at % 300));
            var principal = Math.Clamp((g.Max(l => l.Balance) + 999_999) / 1_000_000 * 10_000, 10_000, 50_000);
            var kind = last.HouseholdType is "普通农户" ? "一般农户" : last.HouseholdType.Contains("脱贫户", StringComparison.Ordinal) ? "脱贫户" : "监测对象";
            return new Loan(g.Key, last.HouseholdNo, kind, last.Division, due.AddMonths(-Term), due, principal, last.Balance, last.OverdueDays > 0 ? "逾期" : last.Balance == 0 ? "结清" : "正常", last.AsOf);
        })];
    }

    private static Dictionary<string, string> Contract(Loan loan, string product)
    {
        var row = new Dictionary<string, string>
        {
            ["household"] = loan.Home, ["product"] = product, ["credited_on"] = LedgerEntry.Day(loan.Lent.AddDays(-10)), ["credit"] = "50000", ["signed_on"] = LedgerEntry.Day(loan.Lent.AddDays(-2)), ["loan_no"] = loan.No, ["lent_on"] = LedgerEntry.Day(loan.Lent),
            ["principal"] = $"{loan.Principal}", ["term_months"] = $"{Term}", ["rate"] = "3.1", ["purpose"] = loan.Principal % 20_000 == 0 ? "养牛" : "种茶", ["state"] = loan.State,
        };
        if (loan.State == "结清")
            row["cleared_on"] = LedgerEntry.Day(loan.AsOf);
        if (loan.State == "逾期")
            (row["overdue_why"], row["dunning"]) = ("产业失败", "信用社和村干部已上门，商定分期归还");
        return row;
    }

    /// <summary>A quarter's interest, of which seven tenths are subsidised; one in seven has not been paid out.</summary>
    private Dictionary<string, string> Quarter(Loan loan, int at, int ago)
    {
        var to = ago == 0 ? clock.Today.AddDays(-1) : Span.Holding(PeriodKind.Quarter, clock.Today).First.AddDays(-1);
        var (interest, due) = (loan.Principal * 31 / 4000, loan.Principal * 31 * 7 / 40_000);
        var paid = at % 7 == 3 ? 0 : due;
        var row = new Dictionary<string, string> { ["loan"] = loan.No, ["repaid"] = "0", ["interest"] = $"{interest}", ["interest_to"] = LedgerEntry.Day(to), ["subsidy_due"] = $"{due}", ["subsidy_paid"] = $"{paid}" };
        if (paid > 0)
            row["subsidy_on"] = LedgerEntry.Day(clock.Today.AddDays(-3));
        return row;
    }

    private static Dictionary<string, string> Fund(long balance) => new()
    {
        ["bank"] = Bank, ["opening"] = $"{balance}", ["fund"] = $"{balance / 100 * 12}", ["bad"] = $"{balance / 100}", ["lent"] = "120000", ["compensated"] = "0",
    };

    private static Dictionary<string, string> Match(Loan loan, int at, List<string> products)
    {
        var row = new Dictionary<string, string> { ["subject_kind"] = loan.Kind, ["household"] = loan.Home, ["amount"] = $"{loan.Principal + (at % 3 * 10_000)}", ["term_months"] = $"{12 * (1 + (at % 3))}", ["rate"] = at % 4 == 1 ? "3.5" : "5" };
        if (at % 8 != 5)
            row["product"] = products[at % products.Count];
        return row;
    }
}
