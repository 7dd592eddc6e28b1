using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Xianjie.Overview.Maps;

/// <summary>The rings of a GeoJSON polygon or multipolygon, and how they are drawn.</summary>
internal static class OutlineShape
{
    // Finer than a screen shows at 3,840 pixels
    private const double Tolerance = 0.35;

    /// <summary>Empty where the geometry has no rings.</summary>
    public static IReadOnlyList<(double East, double North)[]> Rings(string geometry)
    {
        using var document = JsonDocument.Parse(geometry);
        var root = document.RootElement;
        if (!root.TryGetProperty("coordinates", out var coordinates) || !root.TryGetProperty("type", out var type))
            return [];
        return type.GetString() switch
        {
            "Polygon" => [.. coordinates.EnumerateArray().Select(Ring)],
            "MultiPolygon" => [.. coordinates.EnumerateArray().SelectMany(p => p.EnumerateArray()).Select(Ring)],
            _ => [],
        };
    }

    /// <summary>Path data of SVG, with the bends that nobody can see left out.</summary>
    public static string Path(IEnumerable<(double East, double North)[]> rings, Projection to)
    {
        var text = new StringBuilder();
        foreach (var ring in rings.Where(r => r.Length > 2))
        {
            var points = Array.ConvertAll(ring, p => to.At(p.East, p.North));
            var mark = 'M';
            foreach (var (x, y) in Simple(points))
            {
                text.Append(CultureInfo.InvariantCulture, $"{mark}{x:0.#} {y:0.#}");
                mark = 'L';
            }
            text.Append('Z');
        }
        return text.ToString();
    }

    /// <summary>Douglas and Peucker 1973, without recursion.</summary>
    private static IEnumerable<(double X, double Y)> Simple((double X, double Y)[] points)
    {
        var keep = new bool[points.Length];
        keep[0] = keep[^1] = true;
        // A closed ring begins and ends at one point: it is cut at the point farthest from it
        var open = new Stack<(int From, int To)>([(0, points.Length - 1)]);
        while (open.TryPop(out var part))
        {
            var (worst, at) = (0.0, -1);
            for (var i = part.From + 1; i < part.To; i++)
            {
                var off = Distance(points[i], points[part.From], points[part.To]);
                if (off > worst)
                    (worst, at) = (off, i);
            }
            if (worst <= Tolerance)
                continue;
            keep[at] = true;
            open.Push((part.From, at));
            open.Push((at, part.To));
        }
        return points.Where((_, i) => keep[i]);
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        return length < 1e-9 ? Math.Sqrt(Math.Pow(point.X - from.X, 2) + Math.Pow(point.Y - from.Y, 2)) : Math.Abs((dx * (from.Y - point.Y)) - ((from.X - point.X) * dy)) / length;
    }

    private static (double East, double North)[] Ring(JsonElement ring) => [.. ring.EnumerateArray().Select(p => (p[0].GetDouble(), p[1].GetDouble()))];
}
