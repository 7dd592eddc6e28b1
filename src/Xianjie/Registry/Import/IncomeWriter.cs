using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Import;

internal sealed class IncomeWriter(ImportSetting setting) : HouseholdFactWriter<IncomeYear, int>(setting, RegistryFields.Income, setting.Plan.Income)
{
    protected override object?[] ValuesOf(RowDraft row) => row.IncomeValues;

    protected override int KeyOf(RowDraft row) => Year(row) ?? 0;

    private int? Year(RowDraft row) => Value(Slots, row.IncomeValues, "year") as int? ?? Setting.Plan.Year;

    public override void Check(RowDraft row)
    {
        if (Array.Exists(row.IncomeValues, v => v is not null) && Year(row) is null)
            Refuse(row, Array.Find(Slots, s => s.Field.Column.English == "year"), "年度", "没有填“年度”");
        else if (Year(row) > Setting.Today.Year)
            Refuse(row, Array.Find(Slots, s => s.Field.Column.English == "year"), "年度", $"“年度”{Year(row)} 还没有到");
        base.Check(row);
    }

    protected override IncomeYear Make(Guid household, long division, RowDraft row) => new() { HouseholdId = household, Division = division, Year = Year(row)!.Value };

    protected override Task<List<IncomeYear>> FindAsync(List<Guid> households, CancellationToken ct) =>
        Setting.Db.Set<IncomeYear>().IgnoreQueryFilters().Where(i => households.Contains(i.HouseholdId)).ToListAsync(ct);

    protected override (Guid, int) KeyOf(IncomeYear record) => (record.HouseholdId, record.Year);

    protected override void Touch(IncomeYear record) => record.Version++;

    protected override string Words(int key) => $" {key} 年";
}
