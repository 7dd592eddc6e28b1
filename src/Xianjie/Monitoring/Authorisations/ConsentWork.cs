using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>Villages find in their inbox how many households lack a letter and how many letters run out; the work ends by itself when there are none.</summary>
internal sealed class ConsentWork(JobBoard board, WriteGate gate, ShippedParameters shipped, WorkingDays calendar, Clock clock) : IDueWork
{
    public const string Missing = "缺授权书", Expiring = "授权书快到期", NoticeDays = "授权到期提醒天数", TermDays = "授权补签天数";

    private DateOnly lastDay;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (lastDay == clock.Today)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var counties = await db.Set<Authorisation>().Select(a => a.Division / 1_000_000 * 1_000_000).Distinct().ToListAsync(ct);
        var done = 0;
        foreach (var county in counties)
            done += await RefreshAsync(db, county, ct);
        lastDay = clock.Today;
        return done;
    }

    /// <summary>Letters that hold and run out within the days of notice, of households that have no later one.</summary>
    public static IQueryable<Authorisation> RunningOut(XianjieDb db, DateOnly today, int days)
    {
        var until = today.AddDays(days);
        return Standing(db, today).Where(a => a.ValidUntil <= until && !db.Set<Authorisation>().Any(later => later.HouseholdId == a.HouseholdId && later.ValidUntil > until && later.RevokedOn == null)
            && db.Set<Household>().Any(h => h.Id == a.HouseholdId && h.State == HouseholdState.Active));
    }

    public static IQueryable<Authorisation> Standing(XianjieDb db, DateOnly today) =>
        db.Set<Authorisation>().AsNoTracking().Where(a => a.SignedOn <= today && a.ValidUntil >= today && (a.RevokedOn == null || a.RevokedOn > today));

    /// <summary>Brings the work of a county's villages in line with its letters; inside the caller's transaction or on its own.</summary>
    public async Task<int> RefreshAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var (below, today) = (county + 1_000_000, clock.Today);
        var values = await ParametersInForce.LoadAsync(shipped, db, today, ct);
        var gaps = await db.Set<ConsentGap>().Where(g => g.Division >= county && g.Division < below).Select(g => g.Division).Distinct().ToListAsync(ct);
        var ending = await RunningOut(db, today, values.Whole(NoticeDays, county)).Where(a => a.Division >= county && a.Division < below).Select(a => a.Division).Distinct().ToListAsync(ct);
        var open = await db.Set<WorkItem>().Where(w => w.State == WorkState.Open && (w.Kind == Missing || w.Kind == Expiring) && w.Division >= county && w.Division < below).ToListAsync(ct);
        db.Act = new Act("系统", "核对授权书");
        var done = Put(db, open, Missing, gaps, "有农户缺有效授权书，部门数据没有比对，请上门说明并补签", v => $"/authorisations/missing?place={v}", values)
            + Put(db, open, Expiring, ending, "有授权书快到期，请上门续签", v => $"/authorisations?show=ending&place={v}", values);
        await db.SaveChangesAsync(ct);
        return done;
    }

    private int Put(XianjieDb db, List<WorkItem> open, string kind, IReadOnlyCollection<long> villages, string title, Func<long, string> link, ParameterValues values)
    {
        var own = open.Where(w => w.Kind == kind).ToList();
        foreach (var work in own.Where(w => !villages.Contains(w.Division)))
            work.Finish("系统", clock.Now, "授权书已补齐");
        var fresh = villages.Where(v => !own.Exists(w => w.Division == v)).ToList();
        foreach (var village in fresh)
        {
            db.Add(new WorkItem
            {
                Kind = kind, Title = title, Link = link(village), Subject = SubjectOf(village), Division = village, Role = Roles.Collector,
                CreatedBy = "系统", CreatedAt = clock.Now, Due = calendar.Add(clock.Today, values.Whole(TermDays, village)),
            });
        }
        return fresh.Count;
    }

    private static Guid SubjectOf(long village)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, village);
        return new Guid(bytes, bigEndian: true);
    }
}
