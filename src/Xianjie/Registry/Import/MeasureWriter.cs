using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Import;

internal sealed class MeasureWriter(ImportSetting setting) : HouseholdFactWriter<Measure, (string Group, string Name, DateOnly? From)>(setting, RegistryFields.Measure, setting.Plan.Measure)
{
    private HashSet<(Guid Household, string Group, string Name)> given = [];

    protected override bool NamesRecords => Setting.Plan.MeasureGroups.Count > 0;

    public override async Task LoadAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        await base.LoadAsync(rows, ct);
        given = NamesRecords ? [.. Known.Select(k => (k.Household, k.Key.Group, k.Key.Name))] : [];
    }

    protected override object?[] ValuesOf(RowDraft row) => row.MeasureValues;

    public override bool Place(RowDraft row)
    {
        var changed = base.Place(row);
        if (row.GroupMeasures.Count == 0 || Household(row) is not { } household)
            return changed;
        // A measure that is known with its dates is not doubled by one without
        foreach (var (group, name) in row.GroupMeasures.Where(m => !given.Contains((household.Id, m.Group, m.Name))))
        {
            var fresh = new Measure { HouseholdId = household.Id, Division = household.Division, MeasureGroup = group, Name = name };
            changed |= PlaceNamed(household, (group, name, null), fresh, row.Source.Number);
        }
        return changed;
    }

    protected override (string, string, DateOnly?) KeyOf(RowDraft row) =>
        (Text(row, "measure_group"), Text(row, "measure"), Value(Slots, row.MeasureValues, "start_date") as DateOnly?);

    public override void Check(RowDraft row)
    {
        if (Slots.Length == 0)
            return;
        foreach (var name in (string[])["measure_group", "measure"])
        {
            if (Text(row, name).Length == 0 && row.IsGood)
                Refuse(row, Array.Find(Slots, s => s.Field.Column.English == name), Setting.Fields.Of(RegistryFields.Measure, name).Name, $"没有填“{Setting.Fields.Of(RegistryFields.Measure, name).Name}”");
        }
        if (Value(Slots, row.MeasureValues, "start_date") is DateOnly start && Value(Slots, row.MeasureValues, "end_date") is DateOnly end && end < start)
            Refuse(row, Array.Find(Slots, s => s.Field.Column.English == "end_date"), "结束日期", $"结束日期 {end:yyyy-MM-dd} 早于开始日期 {start:yyyy-MM-dd}");
        base.Check(row);
    }

    private string Text(RowDraft row, string english) => Value(Slots, row.MeasureValues, english) as string ?? string.Empty;

    protected override Measure Make(Guid household, long division, RowDraft row) =>
        new() { HouseholdId = household, Division = division, MeasureGroup = Text(row, "measure_group"), Name = Text(row, "measure") };

    protected override Task<List<Measure>> FindAsync(List<Guid> households, CancellationToken ct) =>
        Setting.Db.Set<Measure>().IgnoreQueryFilters().Where(m => households.Contains(m.HouseholdId)).ToListAsync(ct);

    protected override (Guid, (string, string, DateOnly?)) KeyOf(Measure record) => (record.HouseholdId, (record.MeasureGroup, record.Name, record.StartDate));

    protected override void Touch(Measure record) => record.Version++;

    protected override string Words((string Group, string Name, DateOnly? From) key) => $"、同一措施“{key.Name}”";
}
