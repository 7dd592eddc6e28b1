using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.PeriodicReviews;

internal static class PeriodicSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RunMaker>();
        services.AddSingleton<IDueWork, PlanSchedule>();
        services.AddScoped<ReviewDesk>();
        services.AddScoped<AdjustmentDesk>();
        services.AddScoped<IHouseholdTab, PeriodicTab>();
        services.AddScoped<IFigures, PeriodicFigures>();
        services.AddSingleton(new WorkTerm(RunMaker.WorkKind, null)); // plans count calendar days
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 41, "定期核查", "/periodic", Permissions.CasesRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 42, "动态调整", "/periodic/adjustments", Permissions.CasesRead));
    }
}

/// <summary>What periodic reviews leave open, on the overview.</summary>
internal sealed class PeriodicFigures(XianjieDb db, CurrentUser user, Clock clock) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.CasesRead))
            return [];
        var rows = db.Set<ReviewItem>().AsNoTracking();
        var (todo, late) = (await new ItemQuery().Over(rows, clock.Today).CountAsync(ct), await new ItemQuery { Show = "overdue" }.Over(rows, clock.Today).CountAsync(ct));
        var proposals = await rows.CountAsync(i => i.ProposalState == AdjustmentState.待处理, ct);
        return
        [
            new(63, "定期核查未完成", todo, "户", "/periodic/items?show=todo", $"超期 {late:N0} 户", late > 0 ? "red" : null),
            new(64, "动态调整待处理", proposals, "户", "/periodic/adjustments?state=待处理", Tone: proposals > 0 ? "amber" : null),
        ];
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
