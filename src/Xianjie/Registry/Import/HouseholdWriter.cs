using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Import;

/// <summary>Households of a file: the first row of a household decides, later rows that say otherwise are a doubt.</summary>
internal sealed class HouseholdWriter(ImportSetting setting) : FactWriter<Household>(setting, RegistryFields.Household)
{
    private readonly Slot[] slots = setting.Plan.Household;
    private readonly Slot? divisionSlot = Array.Find(setting.Plan.Household, s => s.Field.Column.English == "division");
    private readonly Slot[] required = [.. setting.Plan.Household.Where(s => s.Field.Column.Required)];
    private readonly Dictionary<string, (int Row, object?[] Values)> seen = new(StringComparer.Ordinal);
    private Dictionary<Guid, Household> existing = [];

    public override bool IsWanted => slots.Length > 0;

    public override async Task LoadAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        existing = [];
        var ids = rows.Select(r => Setting.Keys.Household(r.HouseholdNo)).OfType<HouseholdKey>().Where(k => !k.IsNew && k.Row == 0).Select(k => k.Id).Distinct().ToList();
        if (ids.Count > 0)
            existing = await Setting.Db.Set<Household>().IgnoreQueryFilters().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, ct);
    }

    public override void Check(RowDraft row)
    {
        if (row.Household is null)
            return;
        FindVillage(row);
        if (row.Division is { } code && Setting.Villages.Refusal(code) is { } refusal)
            Refuse(row, divisionSlot, "行政区划", refusal);
        if (Setting.Keys.Household(row.HouseholdNo) is { } known)
            CheckKnown(row, known);
        else
            CheckNew(row);
    }

    private void CheckKnown(RowDraft row, HouseholdKey known)
    {
        if (!Setting.Villages.Covers(known.Division))
            Refuse(row, Setting.Plan.HouseholdNo, "户编号", "这个户编号属于其他地区的农户，不能改动，请核对");
        else if (known.State != HouseholdState.Active)
            Refuse(row, Setting.Plan.HouseholdNo, "户编号", known.State == HouseholdState.Merged ? "此户已并入他户，请改用并入后的户编号" : "此户已销户，不能再导入");
        else if (row.Division is { } code && code != known.Division)
            Refuse(row, divisionSlot, "行政区划", $"此户在系统中属于 {known.Division:D12}，导入不改所属村；确需改动请在户档案里办理迁移");
        else if (known.Row > 0 && seen.TryGetValue(known.No, out var first) && Setting.Plan.Member.Length == 0)
            Refuse(row, Setting.Plan.HouseholdNo, "户编号", $"与第 {first.Row} 行的户编号重复，以第 {first.Row} 行为准");
    }

    private void CheckNew(RowDraft row)
    {
        if (row.Division is null)
            Refuse(row, divisionSlot, "行政区划", Setting.Plan.Village is null ? "系统中没有此户，新建时必须填行政区划（12 位村代码）" : "系统中没有此户，按乡、村名称也没有找到对应的行政村，请填 12 位村代码");
        foreach (var name in (string[])["household_type", "risk_state"])
        {
            var slot = Array.Find(required, s => s.Field.Column.English == name);
            if (Value(slots, row.HouseholdValues, name) is null && row.IsGood)
                Refuse(row, slot, Setting.Fields.Of(RegistryFields.Household, name).Name, $"系统中没有此户，新建时必须填“{Setting.Fields.Of(RegistryFields.Household, name).Name}”");
        }
    }

    private void FindVillage(RowDraft row)
    {
        if (row.Division is not null || Setting.Plan.Village is not { } village || row.Source[village].IsBlank)
            return;
        row.Division = Setting.Villages.Find(Setting.Plan.Town is { } town ? row.Source[town].Text : string.Empty, row.Source[village].Text);
    }

    public override bool Place(RowDraft row)
    {
        if (row.Household is null)
            return false;
        if (Setting.Keys.Household(row.HouseholdNo) is { } known)
            return known.Row > 0 ? Repeated(row) : Update(row, known);
        var household = row.Household;
        household.Division = row.Division!.Value;
        household.County = (int)(household.Division / 1_000_000);
        household.UpdatedAt = Setting.Now;
        if (household.HeadName is null && row.Person?.Relation == "户主")
            household.HeadName = row.Person.Name;
        CountAdded(household);
        Setting.Keys.Add(new HouseholdKey(household.Id, household.HouseholdNo, household.Division, household.County, HouseholdState.Active) { Row = row.Source.Number, IsNew = true });
        Remember(row);
        return true;
    }

    private bool Update(RowDraft row, HouseholdKey known)
    {
        known.Row = row.Source.Number;
        Remember(row);
        if (!existing.TryGetValue(known.Id, out var household) || !Apply(slots, row.HouseholdValues, household))
            return false;
        household.UpdatedAt = Setting.Now;
        household.Version++;
        return true;
    }

    private bool Repeated(RowDraft row)
    {
        if (seen.TryGetValue(row.HouseholdNo!, out var first) && !first.Values.AsSpan().SequenceEqual(row.HouseholdValues))
            row.Doubts.Add($"户信息与第 {first.Row} 行（同一户编号）不一致，以第 {first.Row} 行为准");
        return false;
    }

    private void Remember(RowDraft row) => seen[row.HouseholdNo!] = (row.Source.Number, Setting.Plan.Member.Length > 0 ? row.HouseholdValues : []);
}
