using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>All households of an area.</summary>
internal sealed record RefreshOrder(long Area);

/// <summary>
/// Takes the proofs of new deliveries in and brings gaps, orders and the mark 兜底 in line, village by village; each village is a short
/// transaction, and doing one again changes nothing, so the job may be killed and run again.
/// </summary>
internal sealed class RefreshJob(JobBoard board, WriteGate gate, ShippedParameters shipped, FileStore files, Seal seal, Clock clock) : IJobHandler
{
    public const string JobKind = "guarantees";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var (from, below) = Scope.Range(run.Payload<RefreshOrder>().Area);
        List<long> villages;
        ParameterValues values;
        await using (var db = board.Open())
        {
            villages = await db.Set<Household>().Where(h => h.Division >= from && h.Division < below).Select(h => h.Division).Distinct().OrderBy(d => d).ToListAsync(run.Cancelled);
            values = await ParametersInForce.LoadAsync(shipped, db, clock.Today, run.Cancelled);
        }
        var taken = await new DeliveredProofs(board, gate, files, seal, clock).TakeAsync(from, below, run);
        var (opened, closed) = (0, 0);
        for (var i = 0; i < villages.Count; i++)
        {
            run.Report(30 + (i * 69 / villages.Count), $"核对第 {i + 1} 个村，共 {villages.Count} 个");
            var (o, c) = await VillageAsync(villages[i], values, run.Cancelled);
            (opened, closed) = (opened + o, closed + c);
        }
        await run.CompleteAsync(_ => Task.FromResult(new JobResult($"核对 {villages.Count} 个村：取到证明 {taken} 条，新增 {opened} 项，销号 {closed} 项。", "/guarantees")));
    }

    private async Task<(int Opened, int Closed)> VillageAsync(long village, ParameterValues values, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MarkSafetyNetAsync(db, village, ct);
        var counts = await new GuaranteeBook(db, values, clock.Today).RefreshAsync(db.Set<Household>().Where(h => h.Division == village), ct);
        await DropoutDesk.FollowAsync(db, values, clock, db.Set<Gap>().Where(g => g.Division == village), ct);
        await transaction.CommitAsync(ct);
        return counts;
    }

    /// <summary>整户无劳动能力 is marked and unmarked by the members' abilities, for households whose risk stands (monitoring.md 7.4).</summary>
    private async Task MarkSafetyNetAsync(XianjieDb db, long village, CancellationToken ct)
    {
        var homes = await db.Set<Household>().Where(h => h.Division == village && h.State == HouseholdState.Active && h.RiskState == HelpGaps.Monitored).ToListAsync(ct);
        var ids = homes.Select(h => h.Id).ToList();
        var people = (await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.HouseholdId) && p.State == PersonState.Present).ToListAsync(ct)).ToLookup(p => p.HouseholdId);
        var changed = homes.Where(h => people[h.Id].Any() && Labour.IsAbsent([.. people[h.Id]]) != (h.IsSafetyNet == true)).ToList();
        if (changed.Count == 0)
            return;
        foreach (var home in changed)
            (home.IsSafetyNet, home.UpdatedAt, home.Version) = (Labour.IsAbsent([.. people[home.Id]]), clock.Now, home.Version + 1);
        db.Act = new Act("系统", "核对整户无劳动能力", "按家庭成员劳动技能", Batch: Guid.CreateVersion7());
        await db.SaveChangesAsync(ct);
        await Registry.Counts.Recount.HouseholdsAsync(db, [.. changed.Select(h => h.Id)], [village], ct);
    }
}
