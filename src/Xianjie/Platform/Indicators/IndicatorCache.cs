using System.Collections.Concurrent;

namespace Xianjie.Platform.Indicators;

/// <summary>Both sides of figures of an area and day, as of a night's run: they stay until the next one.</summary>
internal sealed class IndicatorCache
{
    private const int Most = 200_000;

    private readonly ConcurrentDictionary<(long Area, DateOnly Day, string Stamp, string Key, string By), (long Numerator, long Denominator)> known = new();

    public (long Numerator, long Denominator)? Find(long area, DateOnly day, string stamp, string key, string by) => known.TryGetValue((area, day, stamp, key, by), out var sides) ? sides : null;

    public void Keep(long area, DateOnly day, string stamp, string key, string by, (long, long) sides)
    {
        if (known.Count >= Most)
            known.Clear();
        known[(area, day, stamp, key, by)] = sides;
    }
}
