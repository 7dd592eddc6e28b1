using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Quality;

internal static class QualitySetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<DoubtBook>();
        services.AddSingleton<IQualityFindings>(s => s.GetRequiredService<DoubtBook>());
        services.AddSingleton<IFactSource, MonitoringIncomes>();
        services.AddSingleton<IFactSource, SafeguardChecks>();
        services.AddSingleton<QualityCheck>();
        services.AddSingleton<IDueWork, QualitySchedule>();
        services.AddScoped<DoubtDesk>();
        services.AddScoped<IHouseholdWatcher, QualityWatcher>();
        services.AddScoped<IHouseholdTab, DoubtTab>();
        services.AddScoped<IJobHandler, QualityJob>();
        services.AddScoped<IFigures, QualityFigures>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 25, "数据疑点", "/doubts", Permissions.HouseholdsRead));
    }
}

/// <summary>Doubts on the overview; each figure is the count of its list.</summary>
internal sealed class QualityFigures(XianjieDb db, CurrentUser user) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var todo = await new DoubtQuery().Over(db.Set<QualityDoubt>().AsNoTracking()).CountAsync(ct);
        return [new(60, "待处理数据疑点", todo, "条", "/doubts?state=todo", "改正、说明或豁免", todo > 0 ? "amber" : null)];
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
