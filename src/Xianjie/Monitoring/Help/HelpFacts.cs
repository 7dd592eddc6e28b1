using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Help;

/// <summary>What help for one household is judged by.</summary>
internal sealed record HelpFacts(Household Household, IReadOnlyList<Person> Members, Living? Living, IncomeYear? Income, IReadOnlyList<Measure> Measures)
{
    public IReadOnlyList<string> Risks => Household.Risks?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public bool IsMonitored => Household.RiskState == HelpGaps.Monitored;

    public string Phase => Household.RiskState == HelpGaps.Removed ? MeasureCatalogue.Eliminated : MeasureCatalogue.Open;

    public string? NameOf(Guid? person) => Members.FirstOrDefault(m => m.Id == person)?.Name;

    /// <summary>Null where there is no such household in the user's area.</summary>
    public static async Task<HelpFacts?> LoadAsync(XianjieDb db, Guid id, CancellationToken ct)
    {
        if (await db.Set<Household>().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } household)
            return null;
        return new HelpFacts(household,
            await db.Set<Person>().Where(p => p.HouseholdId == id && p.State == PersonState.Present).OrderBy(p => p.Relation != "户主").ThenBy(p => p.Id).ToListAsync(ct),
            await db.Set<Living>().SingleOrDefaultAsync(l => l.HouseholdId == id, ct),
            await db.Set<IncomeYear>().Where(i => i.HouseholdId == id).OrderByDescending(i => i.Year).FirstOrDefaultAsync(ct),
            await db.Set<Measure>().Where(m => m.HouseholdId == id).OrderByDescending(m => m.StartDate).ThenBy(m => m.Id).ToListAsync(ct));
    }
}
