using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Registry.Households.Structure;

internal sealed record DissolveOrder(Guid Household, string Reason, DateOnly Day);

/// <summary>销户: a whole household leaves the registry; its record is kept.</summary>
internal sealed class DissolveAct(XianjieDb db, Clock clock, IEnumerable<IHouseholdWatcher> watchers) : DangerousAct<DissolveOrder>
{
    public override string Key => "household.dissolve";
    public override string Title => "销户";
    public override string Permission => Permissions.HouseholdsRestructure;

    protected override async Task<ActPreview> PreviewAsync(DissolveOrder order, CancellationToken ct)
    {
        if (await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == order.Household && h.State == HouseholdState.Active, ct) is not { } household)
            return ActPreview.Refused("这一户已不在您负责的地区，或已归档。");
        var names = await db.Set<People.Person>().AsNoTracking().Where(p => p.HouseholdId == household.Id && p.State == People.PersonState.Present).OrderBy(p => p.Id).Select(p => p.Name).ToListAsync(ct);
        return new($"户 {household.HouseholdNo} 销户（{order.Reason}）", household.Division, names.Count + 1,
            [$"{household.HouseholdNo}（{household.HeadName}）全部 {names.Count} 人减员：{string.Join('、', names)}", $"减少原因：{order.Reason}", $"日期：{order.Day:yyyy-MM-dd}", "停止监测和帮扶，档案和历史保留"], $"{household.Version}");
    }

    protected override async Task<ActDone> ExecuteAsync(DissolveOrder order, ActRun run, CancellationToken ct)
    {
        var book = new HouseholdBook(db, clock, watchers);
        if (await book.OpenAsync(order.Household, ct) is not { } family)
            return ActDone.Refused("这一户已不在您负责的地区。");
        if (book.Dissolve(family, order.Reason, order.Day) is { } refusal)
            return ActDone.Refused(refusal.Words);
        await book.SaveAsync(run.Acts("销户"), ct);
        return new("已销户，档案保留。", $"/households/{order.Household}?tab=basic");
    }
}
