using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Overview.Modules;

/// <summary>How a ledger stands in an area: rows of this period, and units that did not report the last period that is due.</summary>
/// <param name="Late">Null for standing registers.</param>
internal sealed record LedgerState(Ledger Ledger, Span Span, int Rows, Span? DueSpan, int? Late)
{
    public string Href => InSpan($"/ledgers/{Ledger.Key}", Span);
    public string? LateHref => DueSpan is { } span ? InSpan($"/ledgers/{Ledger.Key}/missing", span) : null;

    private static string InSpan(string path, Span span) => span.Kind == PeriodKind.None ? path : $"{path}?period={span.Number}";
}

/// <summary>Counts many ledgers by one query over their index.</summary>
internal sealed class LedgerStates(XianjieDb db, Places places, Clock clock)
{
    private sealed record Asked(Ledger Ledger, Span Now, Span? Due);

    public async Task<IReadOnlyList<LedgerState>> OfAsync(IReadOnlyList<Ledger> ledgers, long area, CancellationToken ct)
    {
        var asked = ledgers.Select(l => Ask(l, clock.Today)).ToList();
        var counts = await CountAsync(asked, area, clock.Today, ct);
        return [.. asked.Select(a => new LedgerState(a.Ledger, a.Now, counts[(a.Ledger.Key, a.Now.Number)].Sum(c => c.Count), a.Due, a.Due is null ? null : Late(a, area, counts).Count()))];
    }

    /// <summary>Units that on a day had not reported the last period then due of any of the ledgers.</summary>
    public async Task<IReadOnlyList<Places.Place>> LateAsync(IReadOnlyList<Ledger> ledgers, long area, DateOnly day, CancellationToken ct)
    {
        var asked = ledgers.Where(l => l.Period != PeriodKind.None).Select(l => Ask(l, day)).ToList();
        var counts = await CountAsync(asked, area, day, ct);
        return [.. asked.SelectMany(a => Late(a, area, counts)).DistinctBy(u => u.Code)];
    }

    private static Asked Ask(Ledger ledger, DateOnly day) => new(ledger, Span.Holding(ledger.Period, day), DueSpan(ledger, day));

    private async Task<ILookup<(string, int), (long Division, int Count)>> CountAsync(List<Asked> asked, long area, DateOnly day, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var (keys, periods) = (asked.ConvertAll(a => a.Ledger.Key), asked.SelectMany(a => new[] { a.Now.Number, a.Due?.Number ?? 0 }).Distinct().ToList());
        var rows = db.Set<LedgerRow>().AsNoTracking().Where(r => keys.Contains(r.Ledger) && periods.Contains(r.Period) && r.Division >= from && r.Division < below);
        if (day < clock.Today)
        {
            var end = Clock.Start(day.AddDays(1));
            rows = rows.Where(r => r.CreatedAt < end);
        }
        return (await rows
            .GroupBy(r => new { r.Ledger, r.Period, r.Division }).Select(g => new { g.Key.Ledger, g.Key.Period, g.Key.Division, Count = g.Count() }).ToListAsync(ct)).ToLookup(c => (c.Ledger, c.Period), c => (c.Division, c.Count));
    }

    private IEnumerable<Places.Place> Late(Asked asked, long area, ILookup<(string, int), (long Division, int Count)> counts)
    {
        var reported = asked.Due is { } due ? counts[(asked.Ledger.Key, due.Number)].Select(c => c.Division).ToHashSet() : [];
        return asked.Due is null ? [] : PeriodDesk.Units(places, asked.Ledger.Level, area).Where(u => !reported.Contains(u.Code));
    }

    /// <summary>The latest period whose due day had passed on a day.</summary>
    private static Span? DueSpan(Ledger ledger, DateOnly day)
    {
        if (ledger.Period == PeriodKind.None)
            return null;
        var span = Span.Holding(ledger.Period, day);
        while (span.DueOn(ledger, WorkingDays.Embedded) >= day)
            span = span.Before;
        return span;
    }
}
