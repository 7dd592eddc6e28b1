using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Retention;

/// <summary>Once a night: lists, for every area with a security administrator and every kind, what has been kept long enough. Deletes nothing.</summary>
internal sealed class RetentionNight(JobBoard board, WriteGate gate, ShippedParameters shipped, IEnumerable<IRetained> kinds, WorkingDays calendar, Clock clock) : IDueWork
{
    public const string Work = "到期数据删除", Months = "保存月数";
    private const int Hour = 3, Most = 20_000, Days = 10;
    private DateOnly done;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (Clock.Local(clock.Now).Hour < Hour || done == clock.Today)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var found = await ProposeAsync(db, ct);
        done = clock.Today;
        return found;
    }

    private async Task<int> ProposeAsync(XianjieDb db, CancellationToken ct)
    {
        var values = await ParametersInForce.LoadAsync(shipped, db, clock.Today, ct);
        var holds = await db.Set<LegalHold>().AsNoTracking().Where(h => h.EndedAt == null).ToListAsync(ct);
        var open = await db.Set<DeletionRun>().AsNoTracking().Where(r => r.State == DeletionState.待确认).Select(r => new { r.Kind, r.Division }).ToListAsync(ct);
        var areas = await db.Set<User>().Where(u => u.Role == Roles.SecurityAdmin && !u.Disabled).Select(u => u.Division).Distinct().ToListAsync(ct);
        var found = 0;
        foreach (var area in areas)
        {
            foreach (var kind in kinds.Where(k => !open.Exists(o => o.Kind == k.Kind && o.Division == area) && !IsHeld(holds, k.Kind, area)))
                found += await ProposeAsync(db, kind, area, values, ct);
        }
        db.Act = new Act("系统", Work);
        await db.SaveChangesAsync(ct);
        return found;
    }

    /// <summary>A hold stands in the way where it covers any part of the area.</summary>
    public static bool IsHeld(IEnumerable<LegalHold> holds, string kind, long area) =>
        holds.Any(h => h.EndedAt is null && (h.Kind is null || h.Kind == kind) && (Scope.Of(area).Covers(h.Division) || Scope.Of(h.Division).Covers(area)));

    private async Task<int> ProposeAsync(XianjieDb db, IRetained kind, long area, ParameterValues values, CancellationToken ct)
    {
        var months = values.Whole(Months, area, kind.Kind);
        var before = clock.Now.AddMonths(-months);
        var (from, below) = Scope.Range(area);
        var ids = await kind.DueAsync(db, before, from, below, Most, ct);
        if (ids.Count == 0)
            return 0;
        var packed = DeletionRun.Pack(ids);
        var run = new DeletionRun
        {
            Kind = kind.Kind, Rule = $"保存 {months} 个月，依据：{values.Basis(Months, area, dimension: kind.Kind) ?? "—"}", Before = before, Division = area, FoundAt = clock.Now, Count = ids.Count, Ids = packed, Digest = DeletionRun.DigestOf(packed),
        };
        db.Add(run);
        db.Add(new WorkItem
        {
            Kind = Work, Title = $"{kind.Kind} {ids.Count:N0} 项已到保存期限，请确认删除", Link = "/retention", Subject = run.Id, Division = area, Role = Roles.SecurityAdmin, CreatedBy = "系统", CreatedAt = clock.Now, Due = calendar.Add(clock.Today, Days),
        });
        return 1;
    }
}
