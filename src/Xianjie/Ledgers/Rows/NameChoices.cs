using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Rows;

/// <summary>Names that a reference may choose from: those of rows in the own area, the newest first.</summary>
internal sealed class NameChoices(XianjieDb db, LedgerBook book)
{
    private const int Most = 300;

    public async Task<IReadOnlyList<string>> OfAsync(LedgerField field, CancellationToken ct)
    {
        if (field is not { Ledger: { } key, Show: { } show } || await book.FindAsync(key, ct) is not { } ledger || ledger[show] is not { IsSealed: false } shown)
            return [];
        var rows = await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == key).OrderByDescending(r => r.Period).ThenBy(r => r.Division).ThenBy(r => r.Id).Take(Most).Select(r => r.Values).ToListAsync(ct);
        return [.. rows.Select(r => RowValues.Open(r).GetValueOrDefault(shown.English)).OfType<string>().Distinct()];
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> OfAsync(Ledger ledger, CancellationToken ct)
    {
        var choices = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var field in ledger.Entered.Where(f => f.Ledger is not null))
            choices[field.English] = await OfAsync(field, ct);
        return choices;
    }
}
