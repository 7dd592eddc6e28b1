namespace Xianjie.Platform.Access;

/// <summary>
/// What part of the country a user (or a job) may see: codes from <see cref="From"/> up to, not including, <see cref="Below"/>.
/// Empty until set, so that a forgotten scope shows nothing.
/// </summary>
internal sealed class Scope
{
    public long From { get; private set; } = 1;
    public long Below { get; private set; }
    public bool Everywhere { get; private set; }

    /// <summary>For jobs and verbs that act for the whole database, never for a request.</summary>
    public static Scope All() => new() { Everywhere = true };

    /// <summary>The twelve-digit range below a division: 990101000000 covers its townships and villages.</summary>
    public static Scope Of(long division)
    {
        var scope = new Scope();
        scope.Narrow(division);
        return scope;
    }

    public void Narrow(long division)
    {
        (From, Below) = Range(division);
        Everywhere = false;
    }

    public bool Covers(long division) => Everywhere || (division >= From && division < Below);

    /// <summary>Range of codes inside a division: the width follows from its trailing zeros (province, city, county, township, village).</summary>
    public static (long From, long Below) Range(long division)
    {
        if (division is <= 0 or >= 1_000_000_000_000)
            return (1, 0);
        foreach (var width in (long[])[10_000_000_000, 100_000_000, 1_000_000, 1_000])
        {
            if (division % width == 0)
                return (division, division + width);
        }
        return (division, division + 1);
    }
}
