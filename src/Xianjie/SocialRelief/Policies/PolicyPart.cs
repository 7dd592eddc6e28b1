using Microsoft.EntityFrameworkCore;
using Xianjie.SocialRelief.Benefits;
using Xianjie.SocialRelief.Refresh;

namespace Xianjie.SocialRelief.Policies;

/// <summary>Writes to whom policies apply in a village and whether they receive them; who was there before keeps the first day.</summary>
internal sealed class PolicyPart(PolicyResult result, DateOnly today) : IVillagePart
{
    public async Task WriteAsync(VillageContext village)
    {
        var received = await village.Db.Set<Benefit>().AsNoTracking().Where(b => b.Division == village.Division && b.IsCurrent).Select(b => new { b.HouseholdId, b.PersonId, b.Kind }).ToListAsync(village.Cancelled);
        var (homes, people) = (received.ToLookup(b => b.HouseholdId, b => b.Kind), received.ToLookup(b => b.PersonId, b => b.Kind));
        var former = (await village.Db.Set<PolicyMatch>().AsNoTracking().Where(m => m.Division == village.Division).ToListAsync(village.Cancelled)).ToLookup(m => (m.PolicyKey, m.HouseholdId, m.PersonId), m => m.Since);
        var benefits = result.Policies.ToDictionary(p => p.Key, p => p.Benefits);
        var rows = result.ByVillage[village.Division].Select(o => new PolicyMatch
        {
            PolicyKey = o.PolicyKey, HouseholdId = o.Household, PersonId = o.Person, Division = o.Division, Name = o.Name,
            Receives = (o.Person is { } person ? people[person] : homes[o.Household]).Intersect(benefits[o.PolicyKey]).Any(),
            Since = former[(o.PolicyKey, o.Household, o.Person)].DefaultIfEmpty(today).Min(),
        }).ToList();
        await village.ReplaceAsync(rows, village.Db.Set<PolicyMatch>());
    }
}
