namespace Xianjie.Demo.Land;

/// <summary>A smooth shift of the plane, so that straight cuts become borders as rivers and ridges draw them. It never folds (the shift changes less
/// than a point moves), so what did not overlap before does not overlap after. Lengths are hundred-thousandths of a degree.</summary>
internal sealed class Warp(ulong seed)
{
    // Cell of the lattice and greatest shift: two waves, their slopes together under one.
    private static readonly (int Cell, int Shift)[] waves = [(26_000, 5_200), (9_000, 1_100)];

    public (long X, long Y) Move((long X, long Y) at)
    {
        double x = at.X, y = at.Y;
        for (var wave = 0; wave < waves.Length; wave++)
        {
            x += Wave(at, wave, 0) * waves[wave].Shift;
            y += Wave(at, wave, 1) * waves[wave].Shift;
        }
        return ((long)Math.Floor(x + 0.5), (long)Math.Floor(y + 0.5));
    }

    // Between −1 and 1: values at the corners of the lattice, smoothly joined.
    private double Wave((long X, long Y) at, int wave, int axis)
    {
        var cell = waves[wave].Cell;
        var (column, row) = (Math.DivRem(at.X, cell, out var restX), Math.DivRem(at.Y, cell, out var restY));
        var (tx, ty) = (Ease((double)restX / cell), Ease((double)restY / cell));
        var low = Corner(column, row) * (1 - tx) + Corner(column + 1, row) * tx;
        var high = Corner(column, row + 1) * (1 - tx) + Corner(column + 1, row + 1) * tx;
        return low * (1 - ty) + high * ty;

        double Corner(long c, long r) => (Draw.Mix(Draw.Mix(seed + (ulong)c * 0x9E3779B9UL) + (ulong)r * 4 + (ulong)(wave * 2 + axis)) >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    private static double Ease(double t) => t * t * (3 - 2 * t);
}
