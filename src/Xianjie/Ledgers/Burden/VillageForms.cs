using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Reminders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;

namespace Xianjie.Ledgers.Burden;

/// <summary>A village and the ledgers that it was asked for, or reported, in a year.</summary>
internal sealed record AskedVillage(string Place, int Forms, int Most)
{
    public bool IsOver => Forms > Most;
}

/// <summary>向村下发的报表: how many forms each village had in a year, and which facts more than one of them asks.</summary>
internal sealed class VillageForms(XianjieDb db, LedgerBook book, FactTwins twins, ParametersInForce inForce, Places places)
{
    public const string Most = "村级报表数上限";

    /// <returns>Villages, the most burdened first; facts that are asked more than once, with the places that ask or have them.</returns>
    public async Task<(IReadOnlyList<AskedVillage> Villages, IReadOnlyList<(string Field, IReadOnlyList<string> Places)> Repeated)> OfAsync(long area, int year, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var owed = await db.Set<ReportDue>().AsNoTracking().Where(d => d.Period >= year * 10000 && d.Period < (year + 1) * 10000 && d.Division >= from && d.Division < below).Select(d => new { d.Division, d.Ledger }).Distinct().ToListAsync(ct);
        var typed = await db.Set<BurdenCount>().AsNoTracking().Where(b => b.Month >= year * 100 && b.Month < (year + 1) * 100 && b.Division >= from && b.Division < below).Select(b => new { b.Division, b.Ledger }).Distinct().ToListAsync(ct);
        var asked = owed.Union(typed).Where(a => places.Find(a.Division)?.Level == DivisionLevel.Village).ToList();
        var values = await inForce.LoadAsync(ct);
        var villages = asked.GroupBy(a => a.Division).Select(g => new AskedVillage(places.Path(g.Key), g.Count(), values.Whole(Most, g.Key)));
        var keys = asked.Select(a => a.Ledger).ToHashSet();
        return ([.. villages.OrderByDescending(v => v.Forms).ThenBy(v => v.Place, StringComparer.Ordinal)], twins.Repeated([.. (await book.AllAsync(ct)).All.Where(l => keys.Contains(l.Key))]));
    }
}
