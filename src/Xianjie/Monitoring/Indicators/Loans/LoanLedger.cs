using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;

namespace Xianjie.Monitoring.Indicators.Loans;

/// <summary>
/// Brings the loans of a county in line with the deliveries of the feed 小额信贷. Read anew as a whole where the accepted deliveries are not
/// those it was read from, so that a corrected or withdrawn file leaves nothing behind.
/// </summary>
internal sealed class LoanLedger(JobBoard board, FileStore files, Seal seal, WriteGate gate)
{
    public const string Feed = "小额信贷";

    private readonly DeliveredRows rows = new(files, seal);

    public async Task RefreshAsync(long from, long below, CancellationToken ct)
    {
        await using var reader = board.Open();
        var deliveries = await reader.Set<Delivery>().AsNoTracking().Where(d => d.Division >= from && d.Division < below && d.Feed == Feed && d.State == DeliveryState.Accepted && d.PartId != null)
            .OrderBy(d => d.At).ThenBy(d => d.Id).ToListAsync(ct);
        var read = await reader.Set<LoanState>().Where(l => l.Division >= from && l.Division < below).Select(l => l.DeliveryId).Distinct().ToListAsync(ct);
        if (read.Count == 0 ? deliveries.Count == 0 : read.ToHashSet().IsSubsetOf(deliveries.Select(d => d.Id)) && read.Contains(deliveries[^1].Id))
            return;
        var people = await DeliveredRows.PeopleAsync(reader, from, below, ct);
        var loans = new Dictionary<(string, int), LoanState>();
        foreach (var delivery in deliveries)
        {
            foreach (var loan in Read(delivery, people))
            {
                if (!loans.TryGetValue((loan.LoanNo, loan.Month), out var known) || known.AsOf <= loan.AsOf)
                    loans[(loan.LoanNo, loan.Month)] = loan;
            }
        }
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<LoanState>().Where(l => l.Division >= from && l.Division < below).ExecuteDeleteAsync(ct);
        Bulk.Insert(db, loans.Values);
        await transaction.CommitAsync(ct);
    }

    private IEnumerable<LoanState> Read(Delivery delivery, IReadOnlyDictionary<string, NamedPerson> people)
    {
        foreach (var (person, cells) in rows.Read(delivery, people))
        {
            if (cells["loan_no"] is { } number && cells.Day("as_of") is { } on && cells.Whole("overdue_days") is { } days)
            {
                yield return new LoanState
                {
                    HouseholdId = person.HouseholdId, PersonId = person.Id, Name = person.Name, Division = person.Division, LoanNo = number, Month = (on.Year * 100) + on.Month, AsOf = on,
                    Balance = cells.Fen("balance") ?? 0, OverdueDays = days, DeliveryId = delivery.Id,
                };
            }
        }
    }
}
