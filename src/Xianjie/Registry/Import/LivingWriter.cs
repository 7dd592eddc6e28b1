using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Import;

internal sealed class LivingWriter(ImportSetting setting) : HouseholdFactWriter<Living, string>(setting, RegistryFields.Living, setting.Plan.Living)
{
    protected override object?[] ValuesOf(RowDraft row) => row.LivingValues;

    protected override string KeyOf(RowDraft row) => string.Empty;

    protected override Living Make(Guid household, long division, RowDraft row) => new() { HouseholdId = household, Division = division };

    protected override Task<List<Living>> FindAsync(List<Guid> households, CancellationToken ct) =>
        Setting.Db.Set<Living>().IgnoreQueryFilters().Where(l => households.Contains(l.HouseholdId)).ToListAsync(ct);

    protected override (Guid, string) KeyOf(Living record) => (record.HouseholdId, string.Empty);

    protected override void Touch(Living record) => record.Version++;
}
