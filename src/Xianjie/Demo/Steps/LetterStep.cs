using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Authorisations;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps;

/// <summary>Nearly every household has signed a letter within the last year; one in forty has not, one in three hundred has taken it back, some run out soon.</summary>
internal sealed class LetterStep(JobBoard board, WriteGate gate, Clock clock) : IDemoStep
{
    public int Order => 95;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Select(h => new { h.Id, h.Division, h.HouseholdNo, h.HeadName }).ToListAsync(ct);
        var (act, letters) = (new Act("演示", "导入授权书"), new List<Authorisation>(homes.Count));
        foreach (var (at, home) in homes.Index().Where(h => h.Index % 40 != 17))
        {
            // Signed village by village over most of the year; those that run out soon are renewed by the villages
            var signed = clock.Today.AddDays(-(5 + (at * 7 % 345)));
            var letter = new Authorisation
            {
                HouseholdId = home.Id, Division = home.Division, FormKey = Guid.CreateVersion7(), Kind = Authorisation.Kinds[1], Number = $"SQ-{home.HouseholdNo}", SignedOn = signed, ValidUntil = signed.AddMonths(12).AddDays(-1),
                Signers = home.HeadName ?? "户主", Covers = at % 50 == 3 ? "房产、机动车、财政供养、工商登记" : null, By = "覃志强（演示）", At = clock.Now,
            };
            if (at % 300 == 29)
                letter.Revoke(clock.Today.AddDays(-3), "农户认为已脱贫多年，不愿继续授权");
            letters.Add(letter);
        }
        Bulk.Insert(db, letters);
        ChangeSet.Insert(db, new BulkChanges(db, typeof(Authorisation)).Added(letters, act, clock.Now));
        await transaction.CommitAsync(ct);
        context.Say($"授权书 {letters.Count:N0} 份");
    }
}
