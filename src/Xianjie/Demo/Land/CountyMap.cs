namespace Xianjie.Demo.Land;

/// <summary>Outlines of townships and villages: the county is cut again and again; then every shared piece of border is bent once, the same for both
/// neighbours. Coordinates are whole hundred-thousandths of a degree, so the villages fill their township exactly. It lies in the open Pacific:
/// no real county is there.</summary>
internal sealed class CountyMap
{
    private const double Unit = 100_000, Nearby = 1e-9;
    private static readonly Point[] outline =
    [
        new(150.02, 30.09), new(150.16, 30.00), new(150.37, 29.98), new(150.55, 30.05), new(150.66, 30.19),
        new(150.67, 30.36), new(150.55, 30.50), new(150.33, 30.56), new(150.13, 30.49), new(150.02, 30.31),
    ];
    private readonly ulong seed;
    private readonly Warp warp;
    private readonly Point[] corners;

    private CountyMap(ulong seed, List<(string Code, Polygon Shape)> shapes)
    {
        this.seed = seed;
        warp = new Warp(seed);
        corners = [.. shapes.SelectMany(shape => shape.Shape.Corners).DistinctBy(Snap)];
        Rings = shapes.ToDictionary(shape => shape.Code, shape => Ring(shape.Shape));
    }

    /// <summary>Closed rings by division code, counter-clockwise, in hundred-thousandths of a degree.</summary>
    public IReadOnlyDictionary<string, (long X, long Y)[]> Rings { get; }

    public static CountyMap Draw(CountyPlan plan, ulong seed)
    {
        var draw = new Draw(seed, 0, 0, Purpose.Map);
        var shapes = new List<(string, Polygon)>();
        Divide(new Polygon(outline), plan.Townships, township => township.Villages.Sum(village => (double)village.People) + 2000, draw, (township, shape) =>
        {
            shapes.Add((township.Code, shape));
            Divide(shape, township.Villages, village => village.People + 300, draw, (village, part) => shapes.Add((village.Code, part)));
        });
        return new CountyMap(seed, shapes);
    }

    private static void Divide<T>(Polygon shape, ReadOnlySpan<T> parts, Func<T, double> weight, Draw draw, Action<T, Polygon> found)
    {
        if (parts.Length == 1)
        {
            found(parts[0], shape);
            return;
        }
        var first = parts[..(parts.Length / 2)];
        var second = parts[first.Length..];
        var (a, b) = (Sum(first, weight), Sum(second, weight));
        var (left, right) = shape.Cut(b / (a + b), draw);
        Divide(right, first, weight, draw, found);
        Divide(left, second, weight, draw, found);
    }

    private static double Sum<T>(ReadOnlySpan<T> parts, Func<T, double> weight)
    {
        var sum = 0.0;
        foreach (var part in parts)
            sum += weight(part);
        return sum;
    }

    private (long X, long Y)[] Ring(Polygon shape)
    {
        var ring = new List<(long, long)>();
        for (var i = 0; i < shape.Corners.Length; i++)
        {
            var (a, b) = (shape.Corners[i], shape.Corners[(i + 1) % shape.Corners.Length]);
            var stops = Between(a, b);
            for (var s = 0; s + 1 < stops.Count; s++)
                Bend(ring, stops[s], stops[s + 1]);
        }
        ring.Add(ring[0]);
        return [.. ring.Select(warp.Move)];
    }

    // The corners of neighbours that lie on this side, in order: there the border of a third division ends.
    private List<(long X, long Y)> Between(Point a, Point b)
    {
        var side = b - a;
        var length = side.Dot(side);
        var on = new List<(double T, (long, long) At)>();
        foreach (var corner in corners)
        {
            var offset = corner - a;
            var t = offset.Dot(side) / length;
            if (t > 0 && t < 1 && Math.Abs(side.Cross(offset)) < Nearby * Math.Sqrt(length))
                on.Add((t, Snap(corner)));
        }
        var stops = new List<(long X, long Y)> { Snap(a) };
        foreach (var (_, at) in on.OrderBy(stop => stop.T))
            if (at != stops[^1])
                stops.Add(at);
        var end = Snap(b);
        if (stops[^1] != end)
            stops.Add(end);
        return stops;
    }

    // Adds a and the bends up to, but without, b. Bends hang on the ends alone, not on the direction.
    private void Bend(List<(long X, long Y)> ring, (long X, long Y) a, (long X, long Y) b)
    {
        var forward = a.CompareTo(b) < 0;
        var line = new List<(long, long)>();
        Halve(line, forward ? a : b, forward ? b : a);
        if (!forward)
            line.Reverse();
        ring.Add(a);
        ring.AddRange(line);
    }

    private void Halve(List<(long X, long Y)> line, (long X, long Y) a, (long X, long Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        if (dx * dx + dy * dy < 600 * 600)
            return;
        var key = Demo.Draw.Mix(Demo.Draw.Mix(seed + (ulong)a.X * 31 + (ulong)a.Y) + (ulong)b.X * 37 + (ulong)b.Y);
        var bow = (int)(key % 201) - 100;
        var middle = ((a.X + b.X) / 2 - dy * bow / 1100, (a.Y + b.Y) / 2 + dx * bow / 1100);
        Halve(line, a, middle);
        line.Add(middle);
        Halve(line, middle, b);
    }

    private static (long X, long Y) Snap(Point point) => ((long)Math.Floor(point.X * Unit + 0.5), (long)Math.Floor(point.Y * Unit + 0.5));
}
