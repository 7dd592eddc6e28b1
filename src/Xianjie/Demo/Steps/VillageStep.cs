using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.VillageProfiles;

namespace Xianjie.Demo.Steps;

/// <summary>Most villages have filled in what they are as a whole; one in ten has made a mistake, one in ten has forgotten.</summary>
internal sealed class VillageStep(JobBoard board, WriteGate gate, Clock clock) : IDemoStep
{
    public int Order => 90;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active).GroupBy(h => h.Division).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync(ct);
        var land = await db.Set<Living>().AsNoTracking().GroupBy(l => l.Division).Select(g => new { g.Key, Farm = g.Sum(l => (double?)l.FarmlandMu) ?? 0, Forest = g.Sum(l => (double?)l.ForestMu) ?? 0 }).ToDictionaryAsync(g => g.Key, ct);
        db.Act = new Act("演示", "填写行政村信息");
        foreach (var (at, village) in homes.Index().Where(v => v.Index % 10 != 9))
        {
            var (own, slip) = (land.GetValueOrDefault(village.Key), at % 10 == 4);
            db.Add(new VillageProfile
            {
                Division = village.Key, PavedRoad = at % 10 != 7, Households = village.Count + (at % 13), By = db.Act.By, At = clock.Now,
                FarmlandMu = Math.Round((decimal)(own?.Farm ?? 0) * (slip ? 0.5m : 1.1m)), ForestMu = Math.Round((decimal)(own?.Forest ?? 0) * 1.3m) + 100,
            });
        }
        await db.SaveChangesAsync(ct);
    }
}
