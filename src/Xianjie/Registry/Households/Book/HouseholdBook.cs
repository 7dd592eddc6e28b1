using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Book;

/// <summary>
/// The only place where households are made, changed in their members, split, merged and dissolved. It keeps true: no act leaves
/// an active household without exactly one head (one that a file brought in otherwise stays as it is until put right); nobody is in two households; member count, head's name and places of members follow; no membership is lost.
/// Each act is one batch of changes inside the caller's transaction, and <see cref="Undo"/> can take the latest one back.
/// </summary>
internal sealed partial class HouseholdBook(XianjieDb db, Clock clock, IEnumerable<IHouseholdWatcher>? watchers = null, Seal? seal = null)
{
    private readonly Dictionary<Guid, Family> opened = [];
    private readonly HashSet<long> left = [];

    /// <summary>Loads the household with its members; null where there is none in the user's area.</summary>
    public async Task<Family?> OpenAsync(Guid id, CancellationToken ct)
    {
        if (opened.TryGetValue(id, out var known))
            return known;
        await HoldAsync(id, ct);
        var household = await db.Set<Household>().SingleOrDefaultAsync(h => h.Id == id, ct);
        if (household is null)
            return null;
        var members = await db.Set<Person>().Where(p => p.HouseholdId == id && p.State == PersonState.Present).OrderBy(p => p.Id).ToListAsync(ct);
        var memberships = await db.Set<Membership>().Where(m => m.HouseholdId == id && m.To == null).ToListAsync(ct);
        return opened[id] = new Family(household, members, memberships);
    }

    /// <summary>
    /// Who writes holds the household until the end of the transaction: a second writer waits here, then reads what the first one left,
    /// and finds the version changed before writing anything.
    /// </summary>
    private async Task HoldAsync(Guid id, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
            await db.Set<Household>().Where(h => h.Id == id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Version, h => h.Version), ct);
    }

    /// <summary>Who saved a record last, newest first: for one who comes second.</summary>
    public async Task<IReadOnlyList<Change>> MeanwhileAsync(Guid record, int saves, CancellationToken ct) =>
        await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == record).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Math.Clamp(saves, 1, 5)).ToListAsync(ct);

    /// <summary>A new household with its head.</summary>
    public async Task<(Family? Family, Refusal? Refusal)> CreateAsync(Household household, Person head, DateOnly day, CancellationToken ct)
    {
        if (await NumberTakenAsync(household.HouseholdNo, ct))
            return (null, new($"户编号 {household.HouseholdNo} 已有（在册或已归档），请核对。", "household_no"));
        if (await DuplicateAsync(head, ct) is { } twice)
            return (null, twice);
        household.County = CountyOf(household.Division);
        var family = opened[household.Id] = new Family(household, [], []);
        db.Add(household);
        head.Relation = Family.HeadRelation;
        Join(family, head, day, "建档");
        db.Add(head);
        return (family, null);
    }

    /// <summary>The household now stands in another village; everything that hangs on it goes along.</summary>
    public async Task RelocateAsync(Family family, long division, CancellationToken ct)
    {
        var (household, id) = (family.Household, family.Household.Id);
        if (household.Division == division)
            return;
        left.Add(household.Division);
        (household.Division, household.County) = (division, CountyOf(division));
        family.Memberships.ForEach(m => m.Division = division);
        (await db.Set<IncomeYear>().Where(i => i.HouseholdId == id).ToListAsync(ct)).ForEach(i => i.Division = division);
        (await db.Set<Living>().Where(l => l.HouseholdId == id).ToListAsync(ct)).ForEach(l => l.Division = division);
        await Followers.RelocateAsync(db, id, division, ct);
        (await db.Set<HouseholdTag>().Where(t => t.HouseholdId == id).ToListAsync(ct)).ForEach(t => t.Division = division);
        (await db.Set<Attachment>().Where(a => a.HouseholdId == id).ToListAsync(ct)).ForEach(a => a.Division = division);
    }

    private static Refusal? Inactive(Family family) =>
        family.Household.State == HouseholdState.Active ? null : new($"户 {family.Household.HouseholdNo} 已归档，不能再变动。");

    private Refusal? BadDay(DateOnly day, Membership? membership = null) =>
        day > clock.Today ? new("日期不能晚于今天。", "day")
        : membership is not null && day < membership.From ? new($"日期不能早于入户日期 {membership.From:yyyy-MM-dd}。", "day") : null;

    // Whether a number or a person is known anywhere, beyond the user's own area; nothing of what is found leaves this class but the fact.
    private async Task<bool> NumberTakenAsync(string no, CancellationToken ct) =>
        await db.Set<Household>().IgnoreQueryFilters().AnyAsync(h => h.HouseholdNo == no, ct) || db.Set<Household>().Local.Any(h => h.HouseholdNo == no);

    private async Task<Refusal?> DuplicateAsync(Person person, CancellationToken ct)
    {
        if (person.CitizenIdIndex is not { } index)
            return null;
        var same = seal?.Alike(person.CitizenIdSealed, index, Sealed.CitizenId) ?? [index];
        var known = await db.Set<Person>().IgnoreQueryFilters().Where(p => same.Contains(p.CitizenIdIndex!) && p.State == PersonState.Present && p.Id != person.Id)
            .Select(p => new { p.Name, p.Division, p.HouseholdId }).FirstOrDefaultAsync(ct);
        if (known is null)
            return null;
        return db.Scope.Covers(known.Division)
            ? new($"这个身份证号已登记在册：{known.Name}。要换户请在其所在户办理“转入他户”。", "citizen_id")
            : new("这个身份证号已在其他乡镇登记在册。请先由对方办理迁出，或请县监测员办理转户。", "citizen_id");
    }

    private static int CountyOf(long division) => (int)(division / 1_000_000);

    /// <summary>Settles every opened household, saves all of it as one batch and brings the counts in line.</summary>
    public async Task SaveAsync(Act act, CancellationToken ct)
    {
        var touched = opened.Values.Where(IsTouched).ToList();
        foreach (var family in touched)
            family.Settle(clock.Now);
        var besides = Besides();
        db.Act = act with { Batch = act.Batch ?? Guid.CreateVersion7() };
        await db.SaveChangesAsync(ct);
        Guid[] changed = [.. touched.Select(f => f.Household.Id).Concat(besides).Distinct()];
        await Recount.HouseholdsAsync(db, changed, touched.Select(f => f.Household.Division).Concat(left), ct);
        foreach (var watcher in watchers ?? [])
            await watcher.ChangedAsync(changed, ct);
    }

    /// <summary>Households of which anything else is being saved: an income, a phase, a measure, a label.</summary>
    private Guid[] Besides() =>
        [.. db.ChangeTracker.Entries().Where(e => e.State != EntityState.Unchanged && e.Metadata.FindProperty(nameof(IOfHousehold.HouseholdId)) is not null)
            .Select(e => e.Property(nameof(IOfHousehold.HouseholdId)).CurrentValue).OfType<Guid>().Where(opened.ContainsKey).Distinct()];

    private bool IsTouched(Family family) =>
        db.Entry(family.Household).State != EntityState.Unchanged || family.Members.Exists(m => db.Entry(m).State != EntityState.Unchanged)
        || db.ChangeTracker.Entries<Membership>().Any(e => e.State != EntityState.Unchanged && e.Entity.HouseholdId == family.Household.Id)
        || db.ChangeTracker.Entries<Living>().Any(e => e.State != EntityState.Unchanged && e.Entity.HouseholdId == family.Household.Id);
}
