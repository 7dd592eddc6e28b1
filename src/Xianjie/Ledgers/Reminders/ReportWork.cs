using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Reminders;

/// <summary>
/// What units have not reported stands in their inbox, one piece of work for each, some days before it is due, until they have reported or the
/// period is frozen. A ledger that nobody in the county has ever written to has not been put to use and reminds nobody; periods before its
/// first row are not asked for.
/// </summary>
internal sealed class ReportWork(JobBoard board, WriteGate gate, LedgerShelf shelf, ShippedParameters shipped, Places places, WorkingDays calendar, Clock clock) : IDueWork
{
    public const string DaysBefore = "台账催报提前天数";
    private const string By = "系统";
    private const int PeriodsBack = 2;
    private DateOnly lastDay;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (lastDay == clock.Today)
            return 0;
        var (done, counties) = (0, new List<long>());
        await using (var db = board.Open())
            counties.AddRange(await db.Set<Division>().Where(d => d.Level == DivisionLevel.County && d.ValidTo == null).Select(d => d.Code).ToListAsync(ct));
        foreach (var county in counties)
            done += await RemindAsync(county, ct);
        lastDay = clock.Today;
        return done;
    }

    private async Task<int> RemindAsync(long county, CancellationToken ct)
    {
        List<Ledger> ledgers;
        int before;
        await using (var db = board.Open())
        {
            before = (await ParametersInForce.LoadAsync(shipped, db, clock.Today, ct)).Whole(DaysBefore, county);
            var set = await LedgerBook.AllAsync(db, shelf, county, clock.Today, ct);
            ledgers = [.. set.All.Where(l => l.Period != PeriodKind.None && !set.IsRetired(l))];
        }
        foreach (var ledger in ledgers)
            await TurnAsync(db => BringAsync(db, ledger, before, county, ct), ct);
        var keys = ledgers.Select(l => l.Key).ToList();
        await TurnAsync(async db =>
        {
            foreach (var due in await Owed(db, county).Where(d => !keys.Contains(d.Ledger)).ToListAsync(ct))
                (due.ClosedAt, due.Outcome) = (clock.Now, "台账已停用");
        }, ct);
        return await FollowAsync(county, ct);
    }

    /// <summary>A short transaction of its own: nobody who saves a report waits for the whole county.</summary>
    private async Task TurnAsync(Func<XianjieDb, Task> work, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        db.Act = new Act(By, "台账催报");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await work(db);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static IQueryable<ReportDue> Owed(XianjieDb db, long county)
    {
        var (from, below) = Scope.Range(county);
        return db.Set<ReportDue>().Where(d => d.ClosedAt == null && d.Division >= from && d.Division < below);
    }

    private async Task BringAsync(XianjieDb db, Ledger ledger, int before, long county, CancellationToken ct)
    {
        var (from, below) = Scope.Range(county);
        var first = await db.Set<LedgerRow>().Where(r => r.Ledger == ledger.Key && r.Division >= from && r.Division < below).OrderBy(r => r.Period).Select(r => (int?)r.Period).FirstOrDefaultAsync(ct);
        if (first is null)
            return;
        var (role, department) = LedgerWords.Reporter(ledger);
        var span = Span.Holding(ledger.Period, clock.Today);
        for (var back = 0; back <= PeriodsBack && span.Number >= first; back++, span = span.Before)
            if (clock.Today >= span.DueOn(ledger, calendar).AddDays(-before))
                await BringAsync(db, ledger, span, county, role, department, ct);
    }

    private async Task BringAsync(XianjieDb db, Ledger ledger, Span span, long county, string role, string? department, CancellationToken ct)
    {
        var number = span.Number;
        var isFrozen = await db.Set<PeriodFreeze>().AnyAsync(f => f.Ledger == ledger.Key && f.County == county && f.Period == number && f.IsFrozen, ct);
        var reported = await PeriodDesk.ReportedAsync(db, ledger, span, county, ct);
        var missing = isFrozen ? [] : PeriodDesk.Units(places, ledger.Level, county).Select(u => u.Code).Where(u => !reported.Contains(u)).ToHashSet();
        var (from, below) = Scope.Range(county);
        var known = await db.Set<ReportDue>().Where(d => d.Ledger == ledger.Key && d.Period == number && d.Division >= from && d.Division < below).ToDictionaryAsync(d => d.Division, ct);
        foreach (var due in known.Values.Where(d => d.ClosedAt is null && !missing.Contains(d.Division)))
            (due.ClosedAt, due.Outcome) = (clock.Now, isFrozen ? "这一期已冻结" : reported.Contains(due.Division) ? "已填报" : "不再填报");
        foreach (var unit in missing)
        {
            if (!known.TryGetValue(unit, out var due))
                db.Add(new ReportDue { Ledger = ledger.Key, Period = number, Division = unit, Title = ledger.Title + span.Title, Role = role, Department = department, Due = span.DueOn(ledger, calendar), RaisedAt = clock.Now });
            else if (due.ClosedAt is not null)
                (due.ClosedAt, due.Outcome) = (null, null); // taken out again, or the period was opened again
        }
    }

    /// <summary>Every unit that owes something or has work waiting: what an interrupted day left undone is put right too.</summary>
    private async Task<int> FollowAsync(long county, CancellationToken ct)
    {
        List<long> units;
        int owed;
        await using (var db = board.Open())
        {
            var (from, below) = Scope.Range(county);
            owed = await Owed(db, county).CountAsync(ct);
            units = await Owed(db, county).Select(d => d.Division).Union(db.Set<WorkItem>().Where(w => w.Kind == DueWork.Kind && w.State == WorkState.Open && w.Division >= from && w.Division < below).Select(w => w.Division)).ToListAsync(ct);
        }
        foreach (var town in units.GroupBy(u => u / 1000))
            await TurnAsync(db => DueWork.FollowAsync(db, [.. town], By, clock.Now, "已填报", ct), ct);
        return owed;
    }
}
