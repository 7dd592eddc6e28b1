using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Import;

/// <summary>Members of a file, found by the blind index of their citizen id, or by household and name where they have none.</summary>
internal sealed class PersonWriter(ImportSetting setting) : FactWriter<Person>(setting, RegistryFields.Member)
{
    private readonly Slot[] slots = setting.Plan.Member;
    private readonly Slot? nameSlot = Array.Find(setting.Plan.Member, s => s.Field.Column.English == "name"), relationSlot = Array.Find(setting.Plan.Member, s => s.Field.Column.English == "relation");
    private readonly List<Membership> joined = [];
    private readonly Dictionary<(Guid, string), PersonKey> nameless = [];
    private Dictionary<Guid, Person> existing = [];
    private Dictionary<Guid, Membership> memberships = [];

    public override bool IsWanted => Setting.Plan.BringsMembers;

    public override async Task LoadAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        (existing, memberships) = ([], []);
        if (!Setting.Keys.HadPeople)
            return;
        await LoadNamelessAsync(rows, ct);
        var ids = rows.Select(Known).OfType<PersonKey>().Where(k => k.Row == 0).Select(k => k.Id).Distinct().ToList();
        if (ids.Count == 0)
            return;
        existing = await Setting.Db.Set<Person>().IgnoreQueryFilters().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        if (relationSlot is not null)
            memberships = (await Setting.Db.Set<Membership>().IgnoreQueryFilters().Where(m => ids.Contains(m.PersonId) && m.To == null).ToListAsync(ct))
                .GroupBy(m => m.PersonId).ToDictionary(g => g.Key, g => g.First());
    }

    private async Task LoadNamelessAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        var households = rows.Where(r => r.PersonKey is null).Select(r => Setting.Keys.Household(r.HouseholdNo)).OfType<HouseholdKey>().Where(h => !h.IsNew).Select(h => h.Id).Distinct().ToList();
        if (households.Count == 0)
            return;
        foreach (var p in await Setting.Db.Set<Person>().IgnoreQueryFilters().AsNoTracking().Where(p => households.Contains(p.HouseholdId) && p.CitizenIdIndex == null)
            .Select(p => new { p.Id, p.HouseholdId, p.Name, p.State }).ToListAsync(ct))
            nameless.TryAdd((p.HouseholdId, p.Name), new PersonKey(p.Id, p.HouseholdId, p.State));
    }

    private PersonKey? Known(RowDraft row) => row.PersonKey is not null ? Setting.Keys.Person(row.PersonKey)
        : row.Person is { } p && Setting.Keys.Household(row.HouseholdNo) is { } h ? nameless.GetValueOrDefault((h.Id, p.Name)) : null;

    public override void Check(RowDraft row)
    {
        if (row.Person is null)
            return;
        var household = Setting.Keys.Household(row.HouseholdNo);
        if (household is null && row.Household is null)
            Refuse(row, Setting.Plan.HouseholdNo, "户编号", $"系统中没有户编号 {row.HouseholdNo}，请先导入这一户");
        else if (household is not null && !Setting.Villages.Covers(household.Division))
            Refuse(row, Setting.Plan.HouseholdNo, "户编号", "这个户编号属于其他地区的农户，不能改动，请核对");
        else if (household is { State: not HouseholdState.Active } && row.Household is null)
            Refuse(row, Setting.Plan.HouseholdNo, "户编号", "此户已销户或并户，不能再加入成员");
        if (Known(row) is { } known)
            CheckKnown(row, known, household);
        else
            CheckNew(row);
    }

    private void CheckKnown(RowDraft row, PersonKey known, HouseholdKey? household)
    {
        var slot = Setting.Plan.CitizenId ?? nameSlot;
        if (known.Row > 0)
            Refuse(row, slot, "身份证号", $"与第 {known.Row} 行是同一个人（{(row.PersonKey is null ? "户与姓名" : "身份证号")}相同），以第 {known.Row} 行为准");
        else if (known.State == PersonState.Dead)
            Refuse(row, slot, "身份证号", "系统中此人已登记死亡，请核对身份证号；如系误登，请先在户档案里撤销死亡登记");
        else if (known.State == PersonState.Left)
            Refuse(row, slot, "身份证号", "系统中此人已登记迁出，请在户档案里办理迁入");
        else if (household is null || known.Household != household.Id)
        {
            var other = Setting.Keys.Household(known.Household);
            Refuse(row, slot, "身份证号", $"此人已在另一户{(other is not null && Setting.Villages.Covers(other.Division) ? $"（{other.No}）" : string.Empty)}中，不能重复登记；确需调整请在户档案里办理成员迁移");
        }
    }

    private void CheckNew(RowDraft row)
    {
        if (row.Person!.Name.Length == 0 && row.IsGood)
            Refuse(row, nameSlot, "姓名", "没有填“姓名”");
        if (row.Person.Relation.Length == 0 && row.IsGood)
            Refuse(row, relationSlot, "与户主关系", "没有填“与户主关系”");
    }

    public override bool Place(RowDraft row)
    {
        if (row.Person is not { } person || Setting.Keys.Household(row.HouseholdNo) is not { } household)
            return false;
        household.HasMembers = true;
        if (Known(row) is { } known)
            return Update(row, known, household);
        if (person.Relation == "户主")
            household.Heads++;
        (person.HouseholdId, person.Division, person.County, person.UpdatedAt) = (household.Id, household.Division, household.County, Setting.Now);
        CountAdded(person);
        joined.Add(new Membership { PersonId = person.Id, HouseholdId = household.Id, Division = household.Division, Relation = person.Relation, From = Setting.Today, JoinReason = "建档" });
        var key = new PersonKey(person.Id, household.Id, PersonState.Present) { Row = row.Source.Number };
        if (row.PersonKey is { } index)
            Setting.Keys.Add(index, key);
        else
            nameless[(household.Id, person.Name)] = key;
        return true;
    }

    private bool Update(RowDraft row, PersonKey known, HouseholdKey household)
    {
        known.Row = row.Source.Number;
        if (!existing.TryGetValue(known.Id, out var person))
            return false;
        var relation = person.Relation;
        var name = person.Name;
        var changed = Apply(slots, row.MemberValues, person);
        if (person.Relation == "户主")
            household.Heads++;
        if (!changed)
            return false;
        if (person.Name != name)
            (person.Pinyin, person.Initials) = (Pinyin.Full(person.Name), Pinyin.Initials(person.Name));
        if (person.Relation != relation && memberships.TryGetValue(person.Id, out var membership))
            membership.Relation = person.Relation;
        person.UpdatedAt = Setting.Now;
        person.Version++;
        return true;
    }

    public override async Task FlushAsync()
    {
        await base.FlushAsync();
        // A membership begins with its person: the person's own Change holds household and relation
        Bulk.Insert(Setting.Db, joined);
        joined.Clear();
    }
}
