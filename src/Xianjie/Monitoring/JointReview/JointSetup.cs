using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.JointReview.Agenda;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.JointReview;

internal static class JointSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IAgendaSource, ClueAgenda>();
        services.AddScoped<IAgendaSource, DoubtAgenda>();
        services.AddScoped<IAgendaSource, ScaleAgenda>();
        services.AddScoped<IAgendaSource, CaseAgenda>();
        services.AddScoped<AgendaBook>();
        services.AddScoped<JointUnits>();
        services.AddScoped<ConclusionEffects>();
        services.AddScoped<JointDesk>();
        services.AddScoped<MatterDesk>();
        services.AddScoped<IClueFollower>(s => s.GetRequiredService<MatterDesk>());
        services.AddScoped<Minutes>();
        services.AddScoped<IHouseholdTab, JointTab>();
        services.AddScoped<IFigures, JointFigures>();
        services.AddSingleton<IDueWork, SessionSchedule>();
        services.AddSingleton(ProcessPaper.Of(MatterProcess.Table));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 26, "会商研判", "/joint", Permissions.JointRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 27, "研判处置", "/joint/matters", Permissions.JointMatters));
    }
}

/// <summary>Matters that wait, on the overview of who handles them.</summary>
internal sealed class JointFigures(XianjieDb db, CurrentUser user, Clock clock) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.JointMatters))
            return [];
        var (doing, late) = (await CountAsync("doing", ct), await CountAsync("overdue", ct));
        return [new(62, "研判待处置", doing, "件", "/joint/matters?state=doing", $"逾期 {late:N0} 件", late > 0 ? "red" : null)];
    }

    private Task<int> CountAsync(string state, CancellationToken ct) => new MatterQuery { State = state }.Over(db.Set<JointMatter>().AsNoTracking(), user, clock.Today).CountAsync(ct);

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
