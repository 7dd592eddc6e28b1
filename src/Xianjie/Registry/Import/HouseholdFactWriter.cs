using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Import;

/// <summary>Facts that belong to a household: its yearly incomes, living conditions, measures. One record per household and key.</summary>
internal abstract class HouseholdFactWriter<T, TKey>(ImportSetting setting, string fact, Slot[] slots) : FactWriter<T>(setting, fact)
    where T : class, IRecorded
    where TKey : notnull
{
    private readonly Dictionary<(Guid Household, TKey Key), int> seen = [];
    private Dictionary<(Guid Household, TKey Key), T> existing = [];
    private bool? any;

    protected Slot[] Slots { get; } = slots;

    public override bool IsWanted => Slots.Length > 0 || NamesRecords;

    /// <summary>Whether rows name records besides those of the slots.</summary>
    protected virtual bool NamesRecords => false;

    protected abstract object?[] ValuesOf(RowDraft row);

    /// <summary>What tells this record from others of its household, or null with the reason noted on the row.</summary>
    protected abstract TKey? KeyOf(RowDraft row);

    protected abstract T Make(Guid household, long division, RowDraft row);

    protected abstract Task<List<T>> FindAsync(List<Guid> households, CancellationToken ct);

    protected abstract (Guid Household, TKey Key) KeyOf(T record);

    protected abstract void Touch(T record);

    public override async Task LoadAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        existing = [];
        any ??= await AnyAsync(ct);
        if (any == false)
            return;
        var households = rows.Select(Household).OfType<HouseholdKey>().Where(h => !h.IsNew).Select(h => h.Id).Distinct().ToList();
        if (households.Count > 0)
            existing = (await FindAsync(households, ct)).GroupBy(KeyOf).ToDictionary(g => g.Key, g => g.First());
    }

    /// <summary>What was there before this batch of rows.</summary>
    protected IEnumerable<(Guid Household, TKey Key)> Known => existing.Keys;

    /// <summary>Puts in a record that the row names without giving it columns of its own.</summary>
    protected bool PlaceNamed(HouseholdKey household, TKey key, T fresh, int row)
    {
        if (!seen.TryAdd((household.Id, key), row))
            return false;
        CountAdded(fresh);
        return true;
    }

    protected HouseholdKey? Household(RowDraft row) => row.HouseholdNo is not null ? Setting.Keys.Household(row.HouseholdNo)
        : Setting.Keys.Person(row.PersonKey) is { } person ? Setting.Keys.Household(person.Household) : null;

    private static bool IsEmpty(object?[] values) => Array.TrueForAll(values, v => v is null);

    public override void Check(RowDraft row)
    {
        if (IsEmpty(ValuesOf(row)))
            return;
        var household = Household(row);
        if (household is null && row.Household is null)
            Refuse(row, Setting.Plan.HouseholdNo ?? Setting.Plan.CitizenId, "户编号",
                row.HouseholdNo is null ? "按身份证号没有找到所属的户，请填户编号" : $"系统中没有户编号 {row.HouseholdNo}，请先导入这一户");
        else if (household is not null && !Setting.Villages.Covers(household.Division))
            Refuse(row, Setting.Plan.HouseholdNo ?? Setting.Plan.CitizenId, "户编号", "这一户属于其他地区，不能改动，请核对");
        else if (household is { State: not HouseholdState.Active })
            Refuse(row, Setting.Plan.HouseholdNo ?? Setting.Plan.CitizenId, "户编号", "此户已销户或并户，不能再导入");
        else if (KeyOf(row) is { } key && household is not null && Setting.Plan.Member.Length == 0 && seen.TryGetValue((household.Id, key), out var first))
            Refuse(row, Setting.Plan.HouseholdNo ?? Setting.Plan.CitizenId, "户编号", $"与第 {first} 行重复（同一户{Words(key)}），以第 {first} 行为准");
    }

    protected virtual string Words(TKey key) => string.Empty;

    public override bool Place(RowDraft row)
    {
        if (IsEmpty(ValuesOf(row)) || Household(row) is not { } household || KeyOf(row) is not { } key || !seen.TryAdd((household.Id, key), row.Source.Number))
            return false;
        if (existing.TryGetValue((household.Id, key), out var record))
        {
            var changed = Apply(Slots, ValuesOf(row), record);
            if (changed)
                Touch(record);
            return changed;
        }
        var fresh = Make(household.Id, household.Division, row);
        Fill(Slots, ValuesOf(row), fresh);
        CountAdded(fresh);
        return true;
    }
}
