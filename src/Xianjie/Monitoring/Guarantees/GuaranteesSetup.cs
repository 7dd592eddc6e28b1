using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Guarantees;

internal static class GuaranteesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<DropoutDesk>();
        services.AddScoped<IHouseholdWatcher, GuaranteeWatcher>();
        services.AddScoped<IJobHandler, RefreshJob>();
        services.AddSingleton<IDueWork, RefreshSchedule>();
        services.AddScoped<IFigures, GuaranteeFigures>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 43, "三保障及饮水", "/guarantees", Permissions.HouseholdsRead));
    }
}

/// <summary>Open gaps by kind.</summary>
internal sealed class GuaranteeFigures(XianjieDb db, CurrentUser user) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var open = await db.Set<Gap>().CountAsync(g => g.ClosedOn == null && g.State == GapState.缺口, ct);
        return [new(45, "三保障及饮水缺口", open, "项", "/guarantees", Tone: open > 0 ? "amber" : null)];
    }

    public async Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var counts = await db.Set<Gap>().Where(g => g.ClosedOn == null && g.State == GapState.缺口).GroupBy(g => g.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return counts.Count == 0 ? [] : [new(45, "三保障及饮水缺口", "bar", "项", ["缺口"],
            [.. Enum.GetValues<GuaranteeKind>().Select(k => new ChartRow(k.ToString(), [(counts.Find(c => c.Key == k)?.Count ?? 0, $"/guarantees?kind={Uri.EscapeDataString(k.ToString())}")]))])];
    }

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
