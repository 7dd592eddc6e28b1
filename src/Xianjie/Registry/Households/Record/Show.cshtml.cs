using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Record;

internal sealed record TabLink(int Order, string Key, string Title, int? Count = null);

/// <summary>一户一档. Each tab reads only what it shows.</summary>
[Requires(Permissions.HouseholdsRead), ByFieldClass]
internal sealed class ShowPage(XianjieDb db, CurrentUser user, RegistryFields fields, Places places, Clock clock, Sources sources, ChangeWords words, Undo undo, IEnumerable<IHouseholdTab> others) : PageModel
{
    private static readonly TabLink[] Own =
    [
        new(10, "basic", "基本信息"), new(20, "members", "家庭成员"), new(30, "income", "收入支出"), new(40, "living", "三保障及饮水"),
        new(70, "measures", "帮扶措施"), new(75, "tags", "标签"), new(80, "files", "附件"), new(90, "trail", "轨迹"),
    ];

    public Household Household { get; private set; } = null!;
    public IReadOnlyList<TabLink> Tabs { get; private set; } = [];
    public TabLink Tab { get; private set; } = Own[0];
    public IHouseholdTab? Other { get; private set; }
    public CurrentUser Me => user;
    public DateOnly Today => clock.Today;
    public string Place { get; private set; } = string.Empty;
    public IReadOnlyList<FactGroup> Facts { get; private set; } = [];
    public IReadOnlyList<Person> Members { get; private set; } = [];
    public IReadOnlyList<(Membership Membership, string Name)> Former { get; private set; } = [];
    public IReadOnlyList<IncomeYear> Incomes { get; private set; } = [];
    /// <summary>What was found when the household was identified and when its risk was removed, as far as the tab shows it.</summary>
    public IReadOnlyList<PhaseRecord> Phases { get; private set; } = [];
    public IReadOnlyList<Measure> Measures { get; private set; } = [];
    public IReadOnlyList<HouseholdTag> Tags { get; private set; } = [];
    public IReadOnlyList<Attachment> Files { get; private set; } = [];
    public Trail Trail { get; private set; } = new([], null);
    public IReadOnlyList<WorkItem> Work { get; private set; } = [];
    public Change? Undoable { get; private set; }
    public string? Successor { get; private set; }
    public string? Origin { get; private set; }
    /// <summary>Incomes, help and papers are sensitive as a whole; what else is shows field by field.</summary>
    public bool SeesAll => user.Sees(Screening.ColumnClass.Sensitive);
    public bool MayWrite => user.Opens(Permissions.HouseholdsWrite) && Household.State == HouseholdState.Active;
    public bool MayRestructure => user.Opens(Permissions.HouseholdsRestructure) && Household.State == HouseholdState.Active;
    public RegistryFields Fields => fields;

    public async Task<IActionResult> OnGetAsync(Guid id, string? tab, DateTimeOffset? before, CancellationToken ct)
    {
        if (await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } household)
            return NotFound();
        Household = household;
        Place = places.Path(household.Division);
        var open = others.Where(o => user.Opens(o.Permission)).ToList();
        var added = new List<TabLink>();
        foreach (var one in open)
            added.Add(new(one.Order, one.Key, one.Title, await one.CountAsync(id, ct)));
        Tabs = [.. Own.Where(o => !open.Exists(x => x.Key == o.Key) && (SeesAll || o.Key is not ("income" or "measures" or "files"))).Concat(added).OrderBy(t => t.Order)];
        Tab = Tabs.FirstOrDefault(t => t.Key == tab) ?? Own[0];
        Other = open.Find(o => o.Key == Tab.Key);
        Work = await db.Set<WorkItem>().AsNoTracking().Where(w => w.Subject == id && w.State == WorkState.Open).OrderBy(w => w.Due).Take(3).ToListAsync(ct);
        Tags = await db.Set<HouseholdTag>().AsNoTracking().Where(t => t.HouseholdId == id).OrderByDescending(t => t.From).Take(100).ToListAsync(ct);
        await ReadTabAsync(id, before, ct);
        return Page();
    }

    private Task ReadTabAsync(Guid id, DateTimeOffset? before, CancellationToken ct) => Tab.Key switch
    {
        "basic" => ReadBasicAsync(id, ct),
        "members" => ReadMembersAsync(id, ct),
        "income" => ReadIncomesAsync(id, ct),
        "living" => ReadLivingAsync(id, ct),
        "measures" => ReadMeasuresAsync(id, ct),
        "files" => ReadFilesAsync(id, ct),
        "trail" => ReadTrailAsync(id, before, ct),
        _ => Task.CompletedTask,
    };

    private async Task ReadBasicAsync(Guid id, CancellationToken ct)
    {
        var from = (await sources.OfAsync([id], ct)).GetValueOrDefault(id);
        Facts = Record.Facts.Of(fields, RegistryFields.Household, Household, from, user,
            f => user.Opens(Permissions.Reveal) ? $"/households/{id}/reveal/household/{id}/{f.Column.English}" : null, "division");
        Successor = await NumberAsync(Household.Successor, ct);
        Origin = await NumberAsync(Household.Origin, ct);
    }

    private async Task<string?> NumberAsync(Guid? id, CancellationToken ct) =>
        id is null ? null : await db.Set<Household>().Where(h => h.Id == id).Select(h => h.HouseholdNo).SingleOrDefaultAsync(ct);

    private async Task ReadMembersAsync(Guid id, CancellationToken ct)
    {
        Members = [.. (await db.Set<Person>().AsNoTracking().Where(p => p.HouseholdId == id && p.State == PersonState.Present).ToListAsync(ct))
            .OrderBy(p => p.Relation == Family.HeadRelation ? 0 : p.Relation == "配偶" ? 1 : 2).ThenBy(p => p.BirthDate).ThenBy(p => p.Id)];
        var former = await db.Set<Membership>().AsNoTracking().Where(m => m.HouseholdId == id && m.To != null).OrderByDescending(m => m.To).Take(50).ToListAsync(ct);
        var ids = former.Select(m => m.PersonId).ToList();
        var names = await db.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        Former = [.. former.Select(m => (m, names.GetValueOrDefault(m.PersonId, "（已转出本地区）")))];
    }

    private async Task ReadIncomesAsync(Guid id, CancellationToken ct)
    {
        Incomes = await db.Set<IncomeYear>().AsNoTracking().Where(i => i.HouseholdId == id).OrderByDescending(i => i.Year).Take(12).ToListAsync(ct);
        Phases = await db.Set<MonitorIncome>().AsNoTracking().Where(r => r.HouseholdId == id).ToListAsync(ct);
    }

    private async Task ReadLivingAsync(Guid id, CancellationToken ct)
    {
        Phases = await db.Set<SafeguardCheck>().AsNoTracking().Where(r => r.HouseholdId == id).ToListAsync(ct);
        if (await db.Set<Living>().AsNoTracking().SingleOrDefaultAsync(l => l.HouseholdId == id, ct) is not { } living)
            return;
        var from = (await sources.OfAsync([living.Id], ct)).GetValueOrDefault(living.Id);
        Facts = Record.Facts.Of(fields, RegistryFields.Living, living, from, user, _ => null);
    }

    private async Task ReadMeasuresAsync(Guid id, CancellationToken ct) =>
        Measures = await db.Set<Measure>().AsNoTracking().Where(m => m.HouseholdId == id).OrderByDescending(m => m.StartDate).Take(200).ToListAsync(ct);

    private async Task ReadFilesAsync(Guid id, CancellationToken ct) =>
        Files = await db.Set<Attachment>().AsNoTracking().Where(a => a.HouseholdId == id).OrderByDescending(a => a.At).ToListAsync(ct);

    private async Task ReadTrailAsync(Guid id, DateTimeOffset? before, CancellationToken ct)
    {
        Trail = await Trail.ReadAsync(db, words, id, before, ct);
        if (user.May(Permissions.HouseholdsRestructure))
            Undoable = await undo.LatestAsync(id, ct);
    }
}
