using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Rows;

/// <summary>
/// Finds whether a row of another ledger has the name that is written, by its token. A township may name what the county or the township itself has
/// registered without being able to list it: that the name exists is all it learns.
/// </summary>
internal sealed class NameLinks(XianjieDb db, LedgerBook book)
{
    public async Task FindAsync(LedgerField field, string ledger, string show, List<RowDraft> drafts, CancellationToken ct)
    {
        var english = (await book.FindAsync(ledger, ct))?[show]?.English ?? show;
        foreach (var part in drafts.Chunk(500))
        {
            var known = await KnownAsync([.. part.Select(d => Tokens.OfName(ledger, english, d.Values[field.English])).Distinct()], part, ct);
            foreach (var draft in part.Where(d => !known.Contains(Tokens.OfName(ledger, english, d.Values[field.English]))))
                draft.Faults.Add(new(field.English, $"台账里没有“{draft.Values[field.English]}”，请先在被引用的台账登记，或核对写法"));
        }
    }

    private async Task<HashSet<long>> KnownAsync(List<long> tokens, IReadOnlyList<RowDraft> drafts, CancellationToken ct)
    {
        var county = PeriodDesk.CountyOf(drafts[0].Input.Division);
        var (from, below) = Scope.Range(county);
        if (!db.Scope.Everywhere)
            (from, below) = (Math.Max(from, db.Scope.From), Math.Min(below, db.Scope.Below));
        // the places in which the rows stand must be the user's own before those above them are looked at
        List<long> above = [.. drafts.Where(d => db.Scope.Covers(d.Input.Division)).SelectMany(d => new[] { county, d.Input.Division / 1000 * 1000 }).Distinct()];
        return [.. await db.Set<LedgerToken>().IgnoreQueryFilters().Where(t => tokens.Contains(t.Token) && ((t.Division >= from && t.Division < below) || above.Contains(t.Division))).Select(t => t.Token).Distinct().ToListAsync(ct)];
    }
}
