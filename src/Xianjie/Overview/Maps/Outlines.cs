using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Overview.Maps;

/// <summary>An area as it is drawn: path, and where its name stands.</summary>
/// <param name="Room">Width of the area in units of the picture.</param>
internal sealed record MapArea(long Code, string Name, string Path, double X, double Y, double Room);

/// <param name="Areas">Places below the area, or itself where it has none below or their outlines are not known.</param>
internal sealed record MapSheet(Projection To, IReadOnlyList<MapArea> Areas);

/// <summary>Outlines ready to be drawn, worked out once and kept for a while: they change once in years. The caller has asked the scope.</summary>
internal sealed class Outlines(TimeProvider time)
{
    private static readonly TimeSpan kept = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<long, (DateTimeOffset Until, MapSheet? Sheet)> sheets = new();

    /// <returns>Null where neither the places below nor the area itself have an outline.</returns>
    public async Task<MapSheet?> OfAsync(XianjieDb db, long area, CancellationToken ct)
    {
        if (sheets.TryGetValue(area, out var known) && known.Until > time.GetUtcNow())
            return known.Sheet;
        var all = db.Set<Division>().AsNoTracking().Where(d => d.ValidTo == null && d.Outline != null);
        var rows = await all.Where(d => d.Parent == area).OrderBy(d => d.Code).ToListAsync(ct);
        if (rows.Count == 0)
            rows = await all.Where(d => d.Code == area).ToListAsync(ct);
        var sheet = Draw(rows);
        // None yet is asked again: outlines may be coming in just now
        if (sheet is not null)
            sheets[area] = (time.GetUtcNow() + kept, sheet);
        return sheet;
    }

    private static MapSheet? Draw(List<Division> rows)
    {
        var shapes = rows.Select(r => (Place: r, Rings: OutlineShape.Rings(r.Outline!))).Where(s => s.Rings.Any(r => r.Length > 2)).ToList();
        if (shapes.Count == 0)
            return null;
        var to = Projection.Over([.. shapes.SelectMany(s => s.Rings.SelectMany(r => r))]);
        return new(to, [.. shapes.Select(s => Area(s.Place, s.Rings, to))]);
    }

    private static MapArea Area(Division place, IReadOnlyList<(double East, double North)[]> rings, Projection to)
    {
        var (west, east) = (rings.Min(r => r.Min(p => p.East)), rings.Max(r => r.Max(p => p.East)));
        var (south, north) = (rings.Min(r => r.Min(p => p.North)), rings.Max(r => r.Max(p => p.North)));
        var (x, y) = to.At(place.Longitude ?? ((west + east) / 2), place.Latitude ?? ((south + north) / 2));
        var name = place.Level == DivisionLevel.Village ? PlaceNames.Short(place.Name) : place.Name;
        return new(place.Code, name, OutlineShape.Path(rings, to), x, y, to.At(east, 0).X - to.At(west, 0).X);
    }
}
