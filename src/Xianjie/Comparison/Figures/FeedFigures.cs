using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Figures;

/// <summary>What a department officer owes and what came of it; every figure is the count of the list that it links to.</summary>
internal sealed class FeedFigures(XianjieDb db, FeedDesk desk, UnclaimedDesk unclaimed, CurrentUser user, Clock clock) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.IsOfDepartment || !user.May(Permissions.FeedsRead))
            return [];
        var deliveries = await desk.Within(db.Set<Delivery>().AsNoTracking()).ToListAsync(ct);
        var missing = FeedDesk.Missing(desk.Mine, deliveries, clock.Today).Count();
        var open = await unclaimed.Mine(db).CountAsync(r => r.State == UnmatchedState.Open, ct);
        return
        [
            new(80, "送数类别", desk.Mine.Count, "类", "/feeds", $"已收 {deliveries.Where(d => d.Counts).Sum(d => (long)d.Accepted):N0} 行"),
            new(81, "本月还没送", missing, "类", "/feeds?show=missing", Tone: missing > 0 ? "amber" : null),
            new(82, "对不上人的行", open, "行", "/feeds/unmatched", "等您核对归属", open > 0 ? "amber" : null),
        ];
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
