using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>
/// Keeps the gap rows in line with the data: opens what fails, closes what is proved. Runs when a household is saved, when a proof
/// comes in, and over all villages after imports and comparisons.
/// </summary>
internal sealed class GuaranteeBook(XianjieDb db, ParameterValues values, DateOnly today)
{
    private readonly GuaranteeCheck check = new(values, today);

    public static async Task<GuaranteeFacts?> FactsAsync(XianjieDb db, Guid household, CancellationToken ct) =>
        (await FactsAsync(db, db.Set<Household>().Where(h => h.Id == household), ct)).FirstOrDefault();

    public IReadOnlyList<Condition> Conditions(GuaranteeFacts facts) => check.Of(facts);

    /// <summary>Brings the gaps of the households in line and saves. Number of gaps opened and closed.</summary>
    public async Task<(int Opened, int Closed)> RefreshAsync(IQueryable<Household> households, CancellationToken ct)
    {
        var (opened, closed) = (0, 0);
        var all = await FactsAsync(db, households, ct);
        var ids = all.Select(f => f.Household.Id).ToList();
        var standing = (await db.Set<Gap>().Where(g => g.ClosedOn == null && ids.Contains(g.HouseholdId)).ToListAsync(ct)).ToLookup(g => g.HouseholdId);
        foreach (var facts in all)
        {
            var conditions = facts.Household.State == HouseholdState.Active ? check.Of(facts) : [];
            var failed = conditions.Where(c => c.Standing != Standing.保障).GroupBy(c => (c.Kind, c.PersonId)).ToDictionary(g => g.Key, g => g.OrderBy(c => c.Standing).First());
            foreach (var gap in standing[facts.Household.Id])
            {
                if (failed.Remove((gap.Kind, gap.PersonId), out var still))
                    (gap.State, gap.Words) = (StateOf(still), still.Words);
                else
                {
                    gap.Close(today, Reason(conditions, gap, facts));
                    closed++;
                }
            }
            foreach (var condition in failed.Values)
                db.Add(Open(facts, condition));
            opened += failed.Count;
        }
        await db.SaveChangesAsync(ct);
        return (opened, closed);
    }

    private static GapState StateOf(Condition condition) => condition.Standing == Standing.缺口 ? GapState.缺口 : GapState.缺证明;

    private Gap Open(GuaranteeFacts facts, Condition condition) => new()
    {
        HouseholdId = facts.Household.Id, PersonId = condition.PersonId, Division = facts.Household.Division, Kind = condition.Kind, State = StateOf(condition),
        Name = condition.PersonName ?? facts.Household.HeadName ?? facts.Household.HouseholdNo, Words = condition.Words, OpenedOn = today,
    };

    private static string Reason(IReadOnlyList<Condition> conditions, Gap gap, GuaranteeFacts facts) =>
        conditions.FirstOrDefault(c => c.Kind == gap.Kind && c.PersonId == gap.PersonId) is { } met ? $"{met.Words}（{met.Source}{(met.ProvedOn is { } on ? $" {on:yyyy-MM-dd}" : "")}）"
        : facts.Household.State != HouseholdState.Active ? "户已归档"
        : gap.PersonId is { } person && facts.Members.All(m => m.Id != person) ? "成员已不在户" : "条件不再适用（年龄、身份或管理状态变化）";

    private static async Task<List<GuaranteeFacts>> FactsAsync(XianjieDb db, IQueryable<Household> households, CancellationToken ct)
    {
        var homes = await households.AsNoTracking().ToListAsync(ct);
        var ids = homes.Select(h => h.Id).ToList();
        var people = (await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.HouseholdId) && p.State == PersonState.Present).OrderBy(p => p.Id).ToListAsync(ct)).ToLookup(p => p.HouseholdId);
        var living = (await db.Set<Living>().AsNoTracking().Where(l => ids.Contains(l.HouseholdId)).ToListAsync(ct)).ToDictionary(l => l.HouseholdId);
        var proofs = (await db.Set<Proof>().AsNoTracking().Where(p => ids.Contains(p.HouseholdId)).OrderByDescending(p => p.ProvedOn).ThenByDescending(p => p.At).ThenByDescending(p => p.Id).ToListAsync(ct)).ToLookup(p => p.HouseholdId);
        return [.. homes.Select(h => new GuaranteeFacts(h, [.. people[h.Id]], living.GetValueOrDefault(h.Id), [.. proofs[h.Id]]))];
    }
}

/// <summary>When a household is saved its gaps follow at once.</summary>
internal sealed class GuaranteeWatcher(XianjieDb db, ParametersInForce inForce, Platform.Time.Clock clock, DropoutDesk dropouts) : IHouseholdWatcher
{
    public async Task ChangedAsync(IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var book = new GuaranteeBook(db, await inForce.LoadAsync(ct), clock.Today);
        await book.RefreshAsync(db.Set<Household>().Where(h => households.Contains(h.Id)), ct);
        await dropouts.FollowAsync(households, ct);
    }
}
