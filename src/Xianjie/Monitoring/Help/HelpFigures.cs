using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

/// <summary>Households removed this year, and what help lacks.</summary>
internal sealed class HelpFigures(XianjieDb db, HelpGaps gaps, CurrentUser user, Clock clock) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var year = clock.Today.Year * 100;
        var removed = await db.Set<Household>().CountAsync(h => h.State == HouseholdState.Active && h.RiskState == HelpGaps.Removed && h.EliminatedMonth > year && h.EliminatedMonth < year + 100, ct);
        var figures = new List<Figure>
        {
            new(49, $"{clock.Today.Year} 年已消除风险", removed, "户", $"/removals?view=removed&year={clock.Today.Year}", "按户，消除后又回退的不计"),
        };
        foreach (var gap in HelpGaps.All)
        {
            var count = await (await gaps.OfAsync(gap, ct)).CountAsync(ct);
            figures.Add(new(40 + (int)gap, gap.ToString(), count, "户", $"/help?gap={Uri.EscapeDataString(gap.ToString())}", Tone: count > 0 ? "amber" : null));
        }
        return figures;
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
