namespace Xianjie.Demo.Land;

internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);
    public static Point operator *(Point a, double t) => new(a.X * t, a.Y * t);
    public double Dot(Point other) => X * other.X + Y * other.Y;
    public double Cross(Point other) => X * other.Y - Y * other.X;
}

/// <summary>A convex polygon, corners counter-clockwise, that straight lines cut into convex parts.</summary>
internal sealed class Polygon(Point[] corners)
{
    public Point[] Corners => corners;

    public double Area
    {
        get
        {
            var twice = 0.0;
            for (var i = 0; i < corners.Length; i++)
                twice += corners[i].Cross(corners[(i + 1) % corners.Length]);
            return twice / 2;
        }
    }

    /// <summary>Cuts off the given share of the area, across the longest diagonal, tilted by chance.</summary>
    public (Polygon First, Polygon Second) Cut(double share, Draw draw)
    {
        var along = LongestDiagonal();
        var normal = along + new Point(-along.Y, along.X) * (draw.Fraction() * 0.7 - 0.35);
        var (low, high) = (corners.Min(normal.Dot), corners.Max(normal.Dot));
        var wanted = Area * share;
        for (var step = 0; step < 48; step++)
        {
            var middle = (low + high) / 2;
            if (Half(normal, middle, -1).Area < wanted)
                low = middle;
            else
                high = middle;
        }
        return (Half(normal, low, -1), Half(normal, low, 1));
    }

    private Point LongestDiagonal()
    {
        var best = corners[1] - corners[0];
        for (var i = 0; i < corners.Length; i++)
            for (var j = i + 1; j < corners.Length; j++)
            {
                var diagonal = corners[j] - corners[i];
                if (diagonal.Dot(diagonal) > best.Dot(best))
                    best = diagonal;
            }
        return best;
    }

    private Polygon Half(Point normal, double offset, int side)
    {
        var kept = new List<Point>(corners.Length + 2);
        for (var i = 0; i < corners.Length; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Length]);
            var (da, db) = ((normal.Dot(a) - offset) * side, (normal.Dot(b) - offset) * side);
            if (da >= 0)
                kept.Add(a);
            if ((da > 0 && db < 0) || (da < 0 && db > 0))
                kept.Add(Crossing(a, b, normal, offset));
        }
        return new Polygon([.. kept]);
    }

    // Always from the same end, so that both halves and the neighbour get the same point.
    private static Point Crossing(Point a, Point b, Point normal, double offset)
    {
        if (b.X < a.X || (b.X == a.X && b.Y < a.Y))
            (a, b) = (b, a);
        var (da, db) = (normal.Dot(a) - offset, normal.Dot(b) - offset);
        return a + (b - a) * (da / (da - db));
    }
}
