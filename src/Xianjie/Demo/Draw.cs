namespace Xianjie.Demo;

/// <summary>Chance that depends only on a key (seed, village, household, purpose), so that the order of the work never changes a county.
/// The generator is SplitMix64; only whole numbers and exactly rounded operations are used, which every platform computes alike.</summary>
internal sealed class Draw
{
    private ulong state;

    public Draw(ulong seed, long a, long b = 0, int purpose = 0) => Seek(seed, a, b, purpose);

    public Draw Seek(ulong seed, long a, long b, int purpose)
    {
        state = Mix(Mix(Mix(seed ^ 0x9E3779B97F4A7C15UL) + (ulong)a) + (ulong)b * 0xD1B54A32D192ED03UL) + (ulong)purpose * 0x8CB92BA72F3D8DD7UL;
        return this;
    }

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15UL);

    /// <summary>0 … n−1.</summary>
    public int Below(int n) => (int)(((Next() >> 32) * (ulong)n) >> 32);

    /// <summary>low … high, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(double share) => Fraction() < share;

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Of<T>(T[] items) => items[Below(items.Length)];

    /// <summary>Index of a weight, drawn in proportion.</summary>
    public int Weighted(ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
            sum += weight;
        var left = Below(sum);
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0)
                return i;
        }
        return weights.Length - 1;
    }

    /// <summary>A value from a table of equally spaced quantiles, straight between them: skewed amounts without logarithms.</summary>
    public int Quantile(ReadOnlySpan<int> table)
    {
        var place = (long)(Next() >> 32) * (table.Length - 1);
        var index = (int)(place >> 32);
        var rest = place & 0xFFFFFFFF;
        return table[index] + (int)(((table[index + 1] - table[index]) * rest) >> 32);
    }

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>What a draw is for; each purpose has its own stream, so that a change in one leaves the others as they were.</summary>
internal static class Purpose
{
    public const int County = 1, Village = 2, Family = 3, Status = 4, Event = 5, Registry = 6, Defect = 7, VillageEvent = 8, Map = 9, Feed = 100;
}
