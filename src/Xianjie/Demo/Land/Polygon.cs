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

    /// <summary>Cuts off the given share of the area, across the long axis, tilted by chance.</summary>
    public (Polygon First, Polygon Second) Cut(double share, Draw draw)
    {
        var along = LongAxis();
        var normal = along + new Point(-along.Y, along.X) * (draw.Fraction() * 0.5 - 0.25);
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

    // The main axis of the second moments about the middle of the corners.
    private Point LongAxis()
    {
        var middle = new Point(corners.Average(corner => corner.X), corners.Average(corner => corner.Y));
        double xx = 0, xy = 0, yy = 0;
        foreach (var corner in corners)
        {
            var arm = corner - middle;
            (xx, xy, yy) = (xx + arm.X * arm.X, xy + arm.X * arm.Y, yy + arm.Y * arm.Y);
        }
        var root = Math.Sqrt((xx - yy) * (xx - yy) + 4 * xy * xy);
        return xx > yy ? new Point(xx - yy + root, 2 * xy) : xy == 0 && xx == yy ? new Point(1, 0) : new Point(2 * xy, yy - xx + root);
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
