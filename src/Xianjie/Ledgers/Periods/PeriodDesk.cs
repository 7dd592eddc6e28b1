using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Reminders;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Periods;

internal enum PeriodState { Standing, Open, Late, Frozen }

/// <summary>A period as the bar over a ledger shows it.</summary>
internal sealed record PeriodView(Span Span, PeriodState State, DateOnly? DueOn, string? Why)
{
    /// <summary>The last day of 补报 in the area, where a unit in it may report late.</summary>
    public DateOnly? OpenUntil { get; init; }

    public string Words => State switch { PeriodState.Open => "填报中", PeriodState.Late => "已逾期", PeriodState.Frozen => "已冻结", _ => "常设" };
}

/// <summary>Opens and closes periods, and knows which units have not reported.</summary>
internal sealed class PeriodDesk(XianjieDb db, CurrentUser user, Places places, Clock clock)
{
    public static long CountyOf(long division) => division / 1_000_000 * 1_000_000;

    public async Task<PeriodView> ViewAsync(Ledger ledger, Span span, long area, CancellationToken ct)
    {
        var freeze = await FreezeAsync(ledger, span, area, ct);
        if (freeze is { IsFrozen: true })
        {
            var (from, below) = Scope.Range(area);
            var until = await Openings(ledger, span).Where(o => o.Division >= from && o.Division < below).MaxAsync(o => (DateOnly?)o.Until, ct);
            return new(span, PeriodState.Frozen, null, freeze.Why) { OpenUntil = until };
        }
        if (ledger.Period == PeriodKind.None)
            return new(span, PeriodState.Standing, null, null);
        var due = span.DueOn(ledger, WorkingDays.Embedded);
        return new(span, clock.Today > due ? PeriodState.Late : PeriodState.Open, due, null);
    }

    /// <summary>Closed for rows of a place: the period is frozen and not opened for that unit.</summary>
    public async Task<bool> IsFrozenAsync(Ledger ledger, Span span, long division, CancellationToken ct) =>
        await FreezeAsync(ledger, span, division, ct) is { IsFrozen: true } && !await Openings(ledger, span).AnyAsync(o => o.Division == division, ct);

    private IQueryable<LateOpening> Openings(Ledger ledger, Span span)
    {
        var (number, today) = (span.Number, clock.Today);
        return db.Set<LateOpening>().AsNoTracking().Where(o => o.Ledger == ledger.Key && o.Period == number && o.Until >= today);
    }

    private Task<PeriodFreeze?> FreezeAsync(Ledger ledger, Span span, long division, CancellationToken ct)
    {
        var (county, number) = (CountyOf(division), span.Number);
        return db.Set<PeriodFreeze>().AsNoTracking().FirstOrDefaultAsync(f => f.Ledger == ledger.Key && f.County == county && f.Period == number, ct);
    }

    /// <summary>Closes a period, or opens it again. Words where it can't.</summary>
    public async Task<string?> SetAsync(Ledger ledger, Span span, bool frozen, string? why, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(why) || why.Length > 200)
            return frozen ? "请写明冻结的原因（200 字以内）。" : "请写明解冻的原因（200 字以内）。";
        if (places.Find(user.Area)?.Level is not DivisionLevel.County)
            return "请先在页面上方选择一个县，再冻结或解冻。";
        var (county, number) = (CountyOf(user.Area), span.Number);
        var row = await db.Set<PeriodFreeze>().FirstOrDefaultAsync(f => f.Ledger == ledger.Key && f.County == county && f.Period == number, ct);
        if (row?.IsFrozen == frozen || (row is null && !frozen))
            return frozen ? "这一期已经冻结。" : "这一期没有冻结。";
        var act = db.Act = user.Acts(frozen ? $"冻结{ledger.Title}{span.Title}" : $"解冻{ledger.Title}{span.Title}", why.Trim());
        if (row is null)
            db.Add(new PeriodFreeze { Ledger = ledger.Key, Period = number, County = county, Why = why.Trim(), By = act.By, At = clock.Now, IsFrozen = frozen });
        else
            (row.IsFrozen, row.Why, row.By, row.At) = (frozen, why.Trim(), act.By, clock.Now);
        if (frozen)
            await DueWork.CloseAsync(db, ledger.Key, number, [.. Units(ledger, county).Select(u => u.Code)], act.By, clock.Now, "这一期已冻结", ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Units of the ledger's level in an area.</summary>
    public IReadOnlyList<Places.Place> Units(Ledger ledger, long area) => Units(places, ledger.Level, area);

    public static IReadOnlyList<Places.Place> Units(Places places, RowLevel level, long area)
    {
        var wanted = level switch { RowLevel.Village => DivisionLevel.Village, RowLevel.Township => DivisionLevel.Township, _ => DivisionLevel.County };
        var (found, waiting) = (new List<Places.Place>(), new Queue<long>([area]));
        while (waiting.TryDequeue(out var code))
        {
            if (places.Find(code) is not { } place || place.Level > wanted)
                continue;
            if (place.Level == wanted)
                found.Add(place);
            else
                foreach (var child in places.Children(code))
                    waiting.Enqueue(child.Code);
        }
        return found;
    }

    /// <summary>Units that have no row in the period.</summary>
    public async Task<IReadOnlyList<Places.Place>> MissingAsync(Ledger ledger, Span span, long area, CancellationToken ct)
    {
        var reported = await ReportedAsync(db, ledger, span, area, ct);
        return [.. Units(ledger, area).Where(u => !reported.Contains(u.Code))];
    }

    /// <summary>Places of an area that have a row in the period.</summary>
    public static async Task<HashSet<long>> ReportedAsync(XianjieDb db, Ledger ledger, Span span, long area, CancellationToken ct)
    {
        var ((from, below), number) = (Scope.Range(area), span.Number);
        return (await db.Set<LedgerRow>().Where(r => r.Ledger == ledger.Key && r.Period == number && r.Division >= from && r.Division < below).Select(r => r.Division).Distinct().ToListAsync(ct)).ToHashSet();
    }
}
