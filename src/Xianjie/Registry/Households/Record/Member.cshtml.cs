using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Fields;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Record;

/// <summary>One member with every field and where it came from, and the households he or she belonged to.</summary>
[Requires(Permissions.HouseholdsRead), ByFieldClass]
internal sealed class MemberPage(XianjieDb db, CurrentUser user, RegistryFields fields, Sources sources, IEnumerable<IMemberPanel> panels) : PageModel
{
    public Household Household { get; private set; } = null!;
    public Person Person { get; private set; } = null!;
    public IReadOnlyList<FactGroup> Facts { get; private set; } = [];
    public IReadOnlyList<(Membership Membership, string Household)> History { get; private set; } = [];
    public IEnumerable<IMemberPanel> Panels => panels.Where(p => user.Opens(p.Permission)).OrderBy(p => p.Order);
    public bool MayWrite => user.Opens(Permissions.HouseholdsWrite) && Household.State == HouseholdState.Active && Person.State == PersonState.Present;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid person, CancellationToken ct)
    {
        if (await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } household
            || await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == person && p.HouseholdId == id, ct) is not { } found)
            return NotFound();
        (Household, Person) = (household, found);
        var from = (await sources.OfAsync([person], ct)).GetValueOrDefault(person);
        Facts = Record.Facts.Of(fields, RegistryFields.Member, found, from, user,
            f => user.Opens(Permissions.Reveal) ? $"/households/{id}/reveal/member/{person}/{f.Column.English}" : null);
        var memberships = await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == person).OrderByDescending(m => m.From).ToListAsync(ct);
        var ids = memberships.Select(m => m.HouseholdId).ToList();
        var numbers = await db.Set<Household>().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => h.HouseholdNo, ct);
        History = [.. memberships.Select(m => (m, numbers.GetValueOrDefault(m.HouseholdId, "（其他地区）")))];
        return Page();
    }
}
