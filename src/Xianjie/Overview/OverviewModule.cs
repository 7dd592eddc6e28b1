using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Overview.Leader;
using Xianjie.Overview.Maps;
using Xianjie.Overview.Modules;
using Xianjie.Overview.Supervision;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Process;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Overview;

internal sealed class OverviewModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Outlines>();
        services.AddScoped<ThemeDesk>();
        services.AddScoped<MapLayers>();
        services.AddScoped<LedgerStates>();
        services.AddScoped<LeaderDesk>();
        services.AddScoped<SupervisedUnits>();
        services.AddScoped<SupervisionDesk>();
        services.AddSingleton(ProcessPaper.Of(SupervisionProcess.Table));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 1, "工作台", "/", Permissions.SignedIn));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 2, "主要指标", "/leader", Permissions.Overview));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 3, "地图", "/map-view", Permissions.Overview));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 4, "业务模块", "/modules", Permissions.Overview));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 5, "督办批示", "/supervision", Permissions.SupervisionRead));
    }

    public static void Map(WebApplication app) =>
        app.MapGet("/map/{area:long}", OutlinesAsync).WithMetadata(new RequiresAttribute(Permissions.Overview));

    /// <summary>Outlines of the children of an area as GeoJSON; only inside the user's own area.</summary>
    private static async Task<IResult> OutlinesAsync(long area, XianjieDb db, Scope scope, CancellationToken ct)
    {
        if (!scope.Covers(area))
            return Results.NotFound();
        var rows = await db.Set<Division>().AsNoTracking().Where(d => d.Parent == area && d.Outline != null)
            .Select(d => new { d.Code, d.Name, d.Outline }).ToListAsync(ct);
        if (rows.Count == 0)
            return Results.NotFound();
        var features = rows.Select(r => $$"""{"type":"Feature","properties":{"code":"{{r.Code}}","name":{{System.Text.Json.JsonSerializer.Serialize(r.Name)}}},"geometry":{{r.Outline}}}""");
        return Results.Text($$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""", "application/geo+json", Encoding.UTF8);
    }
}
