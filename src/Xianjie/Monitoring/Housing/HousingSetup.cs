using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

internal static class HousingSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<HouseSights>();
        services.AddScoped<HouseDesk>();
        services.AddScoped<IFieldWork, HouseTasks>();
        services.AddScoped<IFigures, HazardFigures>();
        services.AddScoped<IHouseholdTab, HousingTab>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 44, "住房安全", "/housing", Permissions.HouseholdsRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 45, "住房饮水台账", "/housing/ledger", Permissions.HouseholdsRead));
    }
}

/// <summary>Houses that an open round has not seen yet.</summary>
internal sealed class HouseTasks(XianjieDb db, HouseSights sights, CurrentUser user) : IFieldWork
{
    public string Kind => "住房巡查";
    public string Link => "/housing";

    public async Task<(int Total, IReadOnlyList<FieldTask> Tasks)> TasksAsync(int most, CancellationToken ct)
    {
        var (total, tasks) = (0, new List<FieldTask>());
        foreach (var round in await Reach.Of<HouseRound>(db, user).AsNoTracking().Where(r => r.ClosedOn == null).OrderBy(r => r.To).ThenBy(r => r.Id).ToListAsync(ct))
        {
            var waiting = sights.Unseen(round, user.Area);
            total += await waiting.CountAsync(ct);
            tasks.AddRange((await waiting.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Take(most - tasks.Count).ToListAsync(ct))
                .Select(h => new FieldTask(Kind, h.HeadName ?? h.HouseholdNo, round.Title, h.Division, round.To, $"/housing/{round.Id}/check/{h.Id}")));
        }
        return (total, tasks);
    }
}

/// <summary>Open hazards on the overview.</summary>
internal sealed class HazardFigures(HouseSights sights, CurrentUser user) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var overdue = await sights.Hazards(HouseSights.Overdue).CountAsync(ct);
        return [new(46, "住房隐患超期", overdue, "户", "/housing?view=overdue", "过了整改期限没有报完成", overdue > 0 ? "red" : null)];
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
