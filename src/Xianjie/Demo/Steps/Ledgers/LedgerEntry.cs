using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Data;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>Rows of the demo whose values belong together, entered through the desk; one that a check refuses is left out.</summary>
internal static class LedgerEntry
{
    private const int Batch = 1000;

    /// <summary>A day as people type it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="ago">How many periods before the present one.</param>
    public static async Task<int> EnterAsync(LedgerServices services, string key, IEnumerable<(long Division, Dictionary<string, string> Values)> rows, CancellationToken ct, int ago = 0)
    {
        var (ledger, count) = ((await services.Book.FindAsync(key, ct))!, 0);
        var span = ledger.Period == PeriodKind.None ? Span.Of(PeriodKind.None, 0)!.Value : Span.Holding(ledger.Period, services.Clock.Today);
        for (; ago > 0; ago--)
            span = span.Before;
        foreach (var part in rows.Chunk(Batch))
        {
            var inputs = part.Select((r, at) => new RowInput(r.Division, span, r.Values) { Number = at + 1 }).ToList();
            var good = (await services.Desk.LookAsync(ledger, inputs, ct)).Where(d => d.IsGood).ToList();
            await services.Desk.WriteAsync(ledger, good, $"登记{ledger.Title}", null, ct);
            services.Db.ChangeTracker.Clear();
            count += good.Count;
        }
        return count;
    }

    /// <summary>What the rows of a ledger have in a field.</summary>
    public static async Task<List<string>> NamesAsync(XianjieDb db, string ledger, string field, CancellationToken ct) =>
        [.. (await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == ledger).OrderBy(r => r.Id).Select(r => r.Values).ToListAsync(ct)).Select(v => RowValues.Open(v).GetValueOrDefault(field)).OfType<string>().Distinct()];
}
