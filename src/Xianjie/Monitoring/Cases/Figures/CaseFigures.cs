using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Cases.Figures;

/// <summary>Cases in hand, overdue and decided this month; each opens the list with the same query.</summary>
internal sealed class CaseFigures(XianjieDb db, CurrentUser user, Clock clock) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.CasesRead))
            return [];
        var month = clock.Today.Year * 100 + clock.Today.Month;
        var (open, overdue, decided) = (await CountAsync("open", null, ct), await CountAsync("overdue", null, ct), await CountAsync("decided", month, ct));
        return
        [
            new(25, "认定在办", open, "件", "/cases?state=open", "从受理到录入"),
            new(26, "认定超期", overdue, "件", "/cases?state=overdue", "环节或总期限已过", overdue > 0 ? "red" : null),
            new(27, "本月认定", decided, "户", $"/cases?state=decided&month={month}", "本月录入建档"),
        ];
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);

    private Task<int> CountAsync(string state, int? month, CancellationToken ct) =>
        new CaseQuery { State = state, Month = month }.Over(db.Set<IdentificationCase>().AsNoTracking(), clock.Today).CountAsync(ct);
}
