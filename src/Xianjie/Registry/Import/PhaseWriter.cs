using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Import;

/// <summary>What was found at identification or at removal: the columns of one phase, or of a file with a column for the phase.</summary>
internal sealed class PhaseWriter<T>(ImportSetting setting, int at) : HouseholdFactWriter<T, string>(setting, setting.Plan.Phases[at].Fact, setting.Plan.Phases[at].Slots)
    where T : PhaseRecord, new()
{
    private readonly string? phase = setting.Plan.Phases[at].Phase;

    protected override object?[] ValuesOf(RowDraft row) => row.PhaseValues[at];

    protected override string KeyOf(RowDraft row) => phase ?? Value(Slots, ValuesOf(row), "phase") as string ?? string.Empty;

    public override void Check(RowDraft row)
    {
        if (KeyOf(row).Length == 0 && Array.Exists(ValuesOf(row), v => v is not null))
            Refuse(row, Array.Find(Slots, s => s.Field.Column.English == "phase"), "阶段", "没有填“阶段”（识别或消除）");
        base.Check(row);
    }

    protected override T Make(Guid household, long division, RowDraft row) => new() { HouseholdId = household, Division = division, Phase = KeyOf(row) };

    protected override Task<List<T>> FindAsync(List<Guid> households, CancellationToken ct) =>
        Setting.Db.Set<T>().IgnoreQueryFilters().Where(r => households.Contains(r.HouseholdId)).ToListAsync(ct);

    protected override (Guid, string) KeyOf(T record) => (record.HouseholdId, record.Phase);

    protected override void Touch(T record) => record.Version++;

    protected override string Words(string key) => $"、{key}时";
}
