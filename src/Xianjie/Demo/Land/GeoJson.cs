using System.Globalization;
using System.Text;

namespace Xianjie.Demo.Land;

internal static class GeoJson
{
    /// <summary>Writes a feature collection: townships first, then villages, each with code, name, level, parent and centre.</summary>
    public static long Write(CountyPlan plan, CountyMap map, string path)
    {
        var text = new StringBuilder("{\"type\":\"FeatureCollection\",\"name\":\"青禾县\",\"features\":[");
        foreach (var township in plan.Townships)
            Feature(text, map, township.Code, township.Name, "township", CountyPlan.CountyCode);
        foreach (var township in plan.Townships)
            foreach (var village in township.Villages)
                Feature(text, map, village.Code, village.Name, "village", township.Code);
        text.Length--;
        text.Append("\n]}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        File.WriteAllBytes(path, bytes);
        return bytes.Length;
    }

    private static void Feature(StringBuilder text, CountyMap map, string code, string name, string level, string parent)
    {
        var ring = map.Rings[code];
        text.Append("\n{\"type\":\"Feature\",\"properties\":{\"code\":\"").Append(code).Append("\",\"name\":\"").Append(name).Append("\",\"level\":\"").Append(level)
            .Append("\",\"parent\":\"").Append(parent).Append("\",\"centre\":");
        Position(text, Centre(ring));
        text.Append("},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
        foreach (var position in ring)
        {
            Position(text, position);
            text.Append(',');
        }
        text.Length--;
        text.Append("]]}},");
    }

    private static (long X, long Y) Centre((long X, long Y)[] ring)
    {
        var (x0, y0) = ring[0];
        double twice = 0, x = 0, y = 0;
        for (var i = 0; i + 1 < ring.Length; i++)
        {
            var (ax, ay, bx, by) = (ring[i].X - x0, ring[i].Y - y0, ring[i + 1].X - x0, ring[i + 1].Y - y0);
            double cross = ax * by - bx * ay;
            twice += cross;
            x += (ax + bx) * cross;
            y += (ay + by) * cross;
        }
        return (x0 + (long)(x / (3 * twice)), y0 + (long)(y / (3 * twice)));
    }

    private static void Position(StringBuilder text, (long X, long Y) at) =>
        text.Append('[').Append(Degrees(at.X)).Append(',').Append(Degrees(at.Y)).Append(']');

    private static string Degrees(long value) => string.Create(CultureInfo.InvariantCulture, $"{value / 100_000}.{value % 100_000:00000}");
}
