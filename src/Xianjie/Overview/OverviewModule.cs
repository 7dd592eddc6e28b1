using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Overview;

internal sealed class OverviewModule : IModule
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton(new MenuEntry(MenuSection.Home, 1, "工作台", "/", Permissions.SignedIn));

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
