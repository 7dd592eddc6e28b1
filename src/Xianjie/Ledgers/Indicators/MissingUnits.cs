using System.Collections.Concurrent;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Indicators;

/// <summary>How many places have not reported, remembered for a minute: a page of many figures asks for the same ledger again and again.</summary>
internal sealed class MissingUnits(Clock clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Ledger, int Period, long Area), (DateTimeOffset At, int Count)> known = new();

    public async Task<int> OfAsync(string ledger, int period, long area, Func<Task<int>> count)
    {
        if (known.TryGetValue((ledger, period, area), out var one) && clock.Now - one.At < Fresh && clock.Now >= one.At)
            return one.Count;
        if (known.Count > 10_000)
            known.Clear();
        return (known[(ledger, period, area)] = (clock.Now, await count())).Count;
    }
}
