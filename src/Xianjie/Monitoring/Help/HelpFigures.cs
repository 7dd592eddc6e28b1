using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

/// <summary>Monitored and removed households, and what help lacks.</summary>
internal sealed class HelpFigures(XianjieDb db, HelpGaps gaps, HouseholdCounts counts, CurrentUser user, Clock clock) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var open = await counts.TotalAsync(new HouseholdQuery { Area = user.Area, RiskState = HelpGaps.Monitored }, ct);
        var year = clock.Today.Year * 100;
        var removed = await db.Set<Household>().CountAsync(h => h.State == HouseholdState.Active && h.RiskState == HelpGaps.Removed && h.EliminatedMonth > year && h.EliminatedMonth < year + 100, ct);
        var figures = new List<Figure>
        {
            new(20, "未消除风险监测户", open.Households, "户", $"/households?state={Uri.EscapeDataString(HelpGaps.Monitored)}", $"{open.People:N0} 人"),
            new(21, $"{clock.Today.Year} 年已消除风险", removed, "户", $"/removals?view=removed&year={clock.Today.Year}", "按户，年末仍为已消除"),
        };
        foreach (var gap in HelpGaps.All)
        {
            var count = await (await gaps.OfAsync(gap, ct)).CountAsync(ct);
            figures.Add(new(30 + (int)gap, gap == HelpGap.走访超期 ? "走访超期" : $"帮扶：{gap}", count, "户", $"/help?gap={Uri.EscapeDataString(gap.ToString())}", Tone: count > 0 ? "amber" : null));
        }
        return figures;
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public async Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct)
    {
        var villages = await counts.ByVillageAsync(new HouseholdQuery { Area = user.Area, RiskState = HelpGaps.Monitored }, ct);
        var byArea = children.ToDictionary(c => c, c =>
        {
            var (from, below) = Scope.Range(c);
            return villages.Where(v => v.Division >= from && v.Division < below).Sum(v => (long)v.Households);
        });
        return [new(20, "未消除风险监测户", "户", byArea, area => $"/households?state={Uri.EscapeDataString(HelpGaps.Monitored)}&division={area}")];
    }
}
