using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>The letters of a county as the comparison asks for them: what holds today, whatever the day that is looked at, so that a withdrawal counts at once.</summary>
internal sealed class LetterConsent(RuleBook book, ConsentWork work, Clock clock) : IDataConsent
{
    public const string Switch = "授权核验", Needing = "须授权的部门数据";

    public async Task<CountyConsent> OfAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var (today, parameters) = (clock.Today, await CountyParameters.LoadAsync(db, book, ct));
        var needing = book.Feeds.Where(f => parameters.InForce(Needing, today, county, f.Name) is 1L).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (needing.Count == 0)
            return CountyConsent.None;
        var rows = await db.Set<Authorisation>().AsNoTracking().Where(a => a.Division >= county && a.Division < county + 1_000_000 && a.SignedOn <= today && a.ValidUntil >= today && (a.RevokedOn == null || a.RevokedOn > today))
            .OrderByDescending(a => a.ValidUntil).ThenBy(a => a.Id).Select(a => new { a.Id, a.HouseholdId, a.Number, a.SignedOn, a.ValidUntil, a.Covers }).ToListAsync(ct);
        var scopes = rows.Select(r => r.Covers ?? string.Empty).Distinct().ToDictionary(c => c, c => LetterScope.Facts(c.Length == 0 ? null : c));
        var excludes = new Dictionary<long, bool>();
        bool Excludes(long village) => excludes.TryGetValue(village, out var known) ? known : excludes[village] = parameters.InForce(Switch, today, village) is not false;
        var print = new HashCode();
        foreach (var row in rows)
            print.Add((row.Id, row.ValidUntil));
        var switches = parameters.Get(book.Rules.Parameters[Switch]!).Values.Select(v => $"{v.Division}{v.From:yyyyMMdd}{v.Value}");
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{today:yyyyMMdd} {rows.Count} {print.ToHashCode():x} {string.Join(',', needing.Order(StringComparer.Ordinal))} {string.Join(',', switches)}");
        return new(rows.ToLookup(r => r.HouseholdId, r => new LetterInForce(r.Number, r.SignedOn, r.ValidUntil, scopes[r.Covers ?? string.Empty])), needing, Excludes, stamp);
    }

    public async Task LeftOutAsync(XianjieDb db, long county, IReadOnlyList<LeftOut> leftOut, CancellationToken ct)
    {
        var rows = db.Set<ConsentGap>().Where(g => g.Division >= county && g.Division < county + 1_000_000);
        var since = await rows.AsNoTracking().ToDictionaryAsync(g => g.HouseholdId, g => g.Since, ct);
        await rows.ExecuteDeleteAsync(ct);
        Bulk.Insert(db, leftOut.Select(l => new ConsentGap { HouseholdId = l.Household, Division = l.Division, Facts = l.Facts, Since = since.GetValueOrDefault(l.Household, clock.Today) }));
        await work.RefreshAsync(db, county, ct);
    }
}
