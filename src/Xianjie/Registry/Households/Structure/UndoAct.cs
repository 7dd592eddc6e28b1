using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Registry.Households.Structure;

internal sealed record UndoOrder(Guid Household, Guid Change);

/// <summary>撤销 of what two people did: it takes two as well.</summary>
internal sealed class UndoAct(XianjieDb db, Undo undo) : DangerousAct<UndoOrder>
{
    public static readonly IReadOnlyList<string> Of = ["并户", "销户"];

    public override string Key => "household.undo";
    public override string Title => "撤销户变动";
    public override string Permission => Permissions.HouseholdsRestructure;

    protected override async Task<ActPreview> PreviewAsync(UndoOrder order, CancellationToken ct)
    {
        var household = await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == order.Household, ct);
        if (household is null || await undo.LatestAsync(order.Household, ct) is not { } latest || latest.Id != order.Change)
            return ActPreview.Refused("这次变动之后又有了新的变动，不能再撤销它。");
        return new($"撤销户 {household.HouseholdNo} 的“{latest.What}”", household.Division, await db.Set<Platform.Changes.Change>().CountAsync(c => c.Batch == latest.Batch, ct),
            [$"撤销 {Clock.Local(latest.At):yyyy-MM-dd HH:mm} 由 {latest.By} 办理的“{latest.What}”（{latest.Why}）", "各人各户恢复到变动之前"], $"{latest.Id} {household.Version}");
    }

    protected override async Task<ActDone> ExecuteAsync(UndoOrder order, ActRun run, CancellationToken ct)
    {
        if (await undo.LatestAsync(order.Household, ct) is not { } latest || latest.Id != order.Change)
            return ActDone.Refused("这次变动之后又有了新的变动，不能再撤销它。");
        return await undo.TakeBackAsync(latest, run.Acts("撤销：" + latest.What, latest.Id.ToString()), ct) is { } refusal
            ? ActDone.Refused(refusal.Words) : new($"已撤销“{latest.What}”。", $"/households/{order.Household}?tab=trail");
    }
}
