namespace Xianjie.Overview.Maps;

/// <summary>Degrees to the units of a picture 1,000 wide: east and north at the right proportion for the middle of the area.</summary>
internal sealed class Projection
{
    public const double Width = 1000, Margin = 8;
    private readonly double west, north, scale, narrow;

    private Projection(double west, double north, double scale, double narrow, double height) => (this.west, this.north, this.scale, this.narrow, Height) = (west, north, scale, narrow, height);

    public double Height { get; }

    /// <param name="positions">At least one.</param>
    public static Projection Over(IReadOnlyCollection<(double East, double North)> positions)
    {
        var (west, east) = (positions.Min(p => p.East), positions.Max(p => p.East));
        var (south, north) = (positions.Min(p => p.North), positions.Max(p => p.North));
        var narrow = Math.Cos((south + north) / 2 * Math.PI / 180);
        var (wide, high) = (Math.Max((east - west) * narrow, 1e-6), Math.Max(north - south, 1e-6));
        // A long thin area is not to be taller than a screen: it is drawn narrower than the picture
        var scale = Math.Min((Width - (2 * Margin)) / wide, 1400 / high);
        return new(west - (((Width - (2 * Margin)) / scale) - wide) / 2 / narrow, north, scale, narrow, (high * scale) + (2 * Margin));
    }

    public (double X, double Y) At(double east, double north) => (Margin + ((east - west) * narrow * scale), Margin + ((this.north - north) * scale));
}
