using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>Reads the deliveries of departments that prove or disprove a condition; each delivery once.</summary>
internal sealed class DeliveredProofs(JobBoard board, WriteGate gate, FileStore files, Seal seal, Clock clock)
{
    private readonly DeliveredRows rows = new(files, seal);

    private static readonly IReadOnlyDictionary<string, Func<DeliveredCells, Finding?>> Readers = new Dictionary<string, Func<DeliveredCells, Finding?>>
    {
        ["学籍"] = c => c["state"] is { } state && c.Day("as_of") is { } on ? new(GuaranteeKind.义务教育, on, state is not ("疑似辍学" or "失学"), state, null) : null,
        ["医保参保"] = c => c["state"] is { } state && c.Whole("year") is { } year ? new(GuaranteeKind.医保参保, c.Day("paid_on") is { } paid && paid.Year == year ? paid : new DateOnly(year, 1, 1), state == "正常参保", state == "正常参保" ? $"已参保{c["scheme"]}" : state, null) : null,
        ["慢病随访"] = c => c["kind"] is { } disease && (c.Day("last_visit_on") ?? c.Day("filed_on")) is { } on ? new(GuaranteeKind.慢病随访, on, c["state"] is not ("迁出" or "死亡" or "治愈"), disease, null) : null,
        ["住房鉴定"] = c => c["grade"] is { } grade && c.Day("inspected_on") is { } on && c["only_house"] is not ("否" or "false") ? new(GuaranteeKind.住房安全, on, grade is "A级" or "B级", grade, null) : null,
        ["饮水检测"] = c => c["quality"] is { } quality && c.Day("checked_on") is { } on ? new(GuaranteeKind.饮水水质, on, quality == "合格", quality, null) : null,
        ["停水记录"] = c => c.Whole("days") is { } days && c.Day("outage_on") is { } on ? new(GuaranteeKind.饮水保证率, on, true, $"停水 {days} 天", days) : null,
    };

    private sealed record Finding(GuaranteeKind Kind, DateOnly On, bool Passed, string Value, int? Number);

    /// <summary>Number of proofs taken from deliveries of the area that were not read before.</summary>
    public async Task<int> TakeAsync(long from, long below, JobRun run)
    {
        await using var db = board.Open();
        var feeds = Readers.Keys.ToArray();
        // A county delivers for all its villages: an area inside it reads nothing of its own.
        var fresh = await db.Set<Delivery>().AsNoTracking().Where(d => d.Division >= from && d.Division < below && d.State == DeliveryState.Accepted && d.PartId != null && feeds.Contains(d.Feed))
            .Where(d => !db.Set<ProofReading>().Any(r => r.DeliveryId == d.Id)).OrderBy(d => d.At).ToListAsync(run.Cancelled);
        if (fresh.Count == 0)
            return 0;
        var people = await DeliveredRows.PeopleAsync(db, from, below, run.Cancelled);
        var covered = await CoveredAsync(db, from, below, run.Cancelled);
        var taken = 0;
        for (var i = 0; i < fresh.Count; i++)
        {
            run.Report(i * 30 / fresh.Count, $"读取{fresh[i].Feed}的证明");
            taken += await TakeAsync(fresh[i], people, covered, run.Cancelled);
        }
        return taken;
    }

    /// <summary>Households that must be covered wholly: insurance is proved for such only.</summary>
    private static Task<HashSet<Guid>> CoveredAsync(XianjieDb db, long from, long below, CancellationToken ct) => db.Set<Household>().Where(h => h.Division >= from && h.Division < below && h.State == HouseholdState.Active)
        .Where(h => h.RiskState != "普通户" || h.IsExitedPoverty == true || (h.Traits & (Traits.Dibao | Traits.Tekun)) != 0).Select(h => h.Id).ToHashSetAsync(ct);

    private async Task<int> TakeAsync(Delivery delivery, Dictionary<string, NamedPerson> people, HashSet<Guid> covered, CancellationToken ct)
    {
        var proofs = Read(delivery, people, covered).ToList();
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Written in bulk: the delivery itself, with its receipt and file, is the record of where they came from.
        Bulk.Insert(db, proofs);
        Bulk.Insert(db, [new ProofReading { DeliveryId = delivery.Id, Division = delivery.Division, Taken = proofs.Count, At = clock.Now }]);
        await transaction.CommitAsync(ct);
        return proofs.Count;
    }

    /// <summary>A county's files name everybody; what no condition asks for is not kept a second time.</summary>
    private bool Matters(Finding found, NamedPerson someone, bool isCovered) => found.On <= clock.Today && found.Kind switch
    {
        GuaranteeKind.医保参保 => isCovered,
        GuaranteeKind.义务教育 => someone.Birth is null || someone.Birth > clock.Today.AddYears(-17),
        GuaranteeKind.慢病随访 => true,
        _ => isCovered || !found.Passed || found.Number > 0,
    };

    private IEnumerable<Proof> Read(Delivery delivery, Dictionary<string, NamedPerson> people, HashSet<Guid> covered)
    {
        var (reader, by) = (Readers[delivery.Feed], new Act(delivery.By, delivery.Feed).By);
        foreach (var (someone, cells) in rows.Read(delivery, people))
        {
            if (reader(cells) is not { } found || !Matters(found, someone, covered.Contains(someone.HouseholdId)))
                continue;
            yield return new Proof
            {
                HouseholdId = someone.HouseholdId, PersonId = ShowPage.IsPersonal(found.Kind) ? someone.Id : null, Division = someone.Division, Kind = found.Kind, ProvedOn = found.On,
                Passed = found.Passed, Value = found.Value, Number = found.Number, Source = delivery.Department, By = by, At = delivery.At,
            };
        }
    }
}
