using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Help;

/// <summary>Writes plans, measures and pairings. The caller's page has opened the transaction.</summary>
internal sealed class HelpDesk(XianjieDb db, CurrentUser user, Clock clock)
{
    public Task<HelpPlan?> OpenPlanAsync(Guid household, CancellationToken ct) =>
        db.Set<HelpPlan>().Where(p => p.HouseholdId == household && p.ClosedOn == null).OrderByDescending(p => p.Start).FirstOrDefaultAsync(ct);

    public async Task AdoptAsync(HelpFacts facts, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        foreach (var proposal in Proposals.For(facts, clock.Today).Where(p => keys.Contains(p.Key)))
        {
            db.Add(new Measure
            {
                HouseholdId = facts.Household.Id, Division = facts.Household.Division, MeasureGroup = proposal.Measure.Group, Name = proposal.Measure.Name,
                Progress = MeasureProgress.计划, Risk = proposal.Risk, PersonId = proposal.PersonId,
            });
        }
        db.Act = user.Acts("采用帮扶建议");
        await db.SaveChangesAsync(ct);
    }

    public async Task<Refusal?> SavePlanAsync(HelpFacts facts, string unit, string goal, DateOnly start, DateOnly? end, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(facts.Household.HelperName))
            return new("先结对：还没有帮扶责任人，计划无人负责。", "Pair.Cadre");
        if (end < start)
            return new("结束日期早于开始日期，请核对。", "Plan.End");
        var plan = await OpenPlanAsync(facts.Household.Id, ct);
        if (plan is null)
            db.Add(new HelpPlan
            {
                HouseholdId = facts.Household.Id, Division = facts.Household.Division, Unit = unit, Cadre = facts.Household.HelperName, Goal = goal, Start = start, End = end,
                MadeBy = user.Acts(string.Empty).By,
            });
        else
            (plan.Unit, plan.Goal, plan.Start, plan.End, plan.Version) = (unit, goal, start, end, plan.Version + 1);
        db.Act = user.Acts(plan is null ? "制定一户一策" : "修改一户一策");
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>The household gets a cadre; who had it before is relieved on that day.</summary>
    public async Task<Refusal?> PairAsync(IReadOnlyCollection<Guid> households, string cadre, string unit, DateOnly from, string reason, CancellationToken ct)
    {
        if (from > clock.Today)
            return new("结对日期不能晚于今天。", "Pair.From");
        var homes = await db.Set<Household>().Where(h => households.Contains(h.Id) && h.State == HouseholdState.Active).ToListAsync(ct);
        var standing = await db.Set<Pairing>().Where(p => households.Contains(p.HouseholdId) && p.To == null).ToListAsync(ct);
        if (standing.Find(p => p.From > from) is { } later)
            return new($"结对日期早于现任责任人的结对日期 {later.From:yyyy-MM-dd}，请核对。", "Pair.From");
        var plans = await db.Set<HelpPlan>().Where(p => households.Contains(p.HouseholdId) && p.ClosedOn == null).ToListAsync(ct);
        standing.ForEach(p => p.End(from, reason));
        foreach (var home in homes)
        {
            KeepFormer(home, standing, from, reason);
            (home.HelperName, home.UpdatedAt, home.Version) = (cadre, clock.Now, home.Version + 1);
            db.Add(new Pairing { HouseholdId = home.Id, Division = home.Division, Cadre = cadre, Unit = unit, From = from });
        }
        plans.ForEach(p => (p.Cadre, p.Unit, p.Version) = (cadre, unit, p.Version + 1));
        db.Act = user.Acts("结对帮扶", reason, batch: Guid.CreateVersion7());
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>A helper who came with an import has no pairing yet; the handover writes it down, so that the history is whole.</summary>
    private void KeepFormer(Household home, List<Pairing> standing, DateOnly from, string reason)
    {
        if (string.IsNullOrEmpty(home.HelperName) || standing.Exists(p => p.HouseholdId == home.Id))
            return;
        var former = new Pairing { HouseholdId = home.Id, Division = home.Division, Cadre = home.HelperName, Unit = "（导入）", From = from };
        former.End(from, reason);
        db.Add(former);
    }
}
