using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Definitions;

/// <summary>The ledgers in force in the county of the request: what ships, with the county's own versions over it.</summary>
internal sealed class LedgerBook(XianjieDb db, LedgerShelf shelf, CurrentUser user, Clock clock)
{
    private LedgerSet? read;

    public long County => PeriodDesk.CountyOf(user.Area);

    public async Task<LedgerSet> AllAsync(CancellationToken ct) => read ??= await AllAsync(db, shelf, County, clock.Today, ct);

    public async Task<Ledger?> FindAsync(string key, CancellationToken ct) => (await AllAsync(ct))[key];

    public static async Task<LedgerSet> AllAsync(XianjieDb db, LedgerShelf shelf, long county, DateOnly today, CancellationToken ct)
    {
        var mine = db.Set<DefinitionVersion>().AsNoTracking().Where(d => d.County == county && d.County != 0 && d.EffectiveFrom <= today);
        var count = await mine.CountAsync(ct);
        if (shelf.Known(county, count) is { } known)
            return known;
        var own = (await mine.OrderBy(d => d.Key).ThenBy(d => d.Version).ToListAsync(ct)).GroupBy(d => d.Key).Select(g => g.Last()).ToList();
        var ledgers = own.Select(shelf.Version).OfType<Ledger>().ToList();
        var keys = ledgers.Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        ledgers.AddRange(shelf.Shipped.All.Where(l => !keys.Contains(l.Key)));
        return shelf.Keep(county, count, new LedgerSet([.. ledgers.OrderBy(l => l.Module, StringComparer.Ordinal).ThenBy(l => l.Title, StringComparer.Ordinal)], keys, own.Where(d => d.Retired).Select(d => d.Key).ToHashSet(StringComparer.Ordinal)));
    }

    public async Task<LedgerRules> RulesAsync(Ledger ledger, CancellationToken ct) => shelf.Rules(ledger, await AllAsync(ct));

    /// <summary>The number of the version that a row is written by; a shipped definition is kept when its first row comes.</summary>
    public async Task<int> VersionAsync(Ledger ledger, CancellationToken ct)
    {
        if (await KnownAsync(ledger, ct) is { } known)
            return known;
        // two first rows at once: the second waits, and then finds the version of the first
        await db.TakeTurnAsync($"ledger {ledger.Key}", ct);
        if (await KnownAsync(ledger, ct) is { } meanwhile)
            return meanwhile;
        if (db.ChangeTracker.Entries<DefinitionVersion>().FirstOrDefault(e => e.Entity.Key == ledger.Key && e.Entity.Text == ledger.Text)?.Entity is { } added)
            return added.Version;
        var next = (await db.Set<DefinitionVersion>().Where(d => d.Key == ledger.Key).MaxAsync(d => (int?)d.Version, ct) ?? 0) + 1;
        db.Add(new DefinitionVersion { Key = ledger.Key, Version = next, County = 0, Text = ledger.Text, EffectiveFrom = clock.Today, By = "系统", At = clock.Now });
        return next;
    }

    private async Task<int?> KnownAsync(Ledger ledger, CancellationToken ct)
    {
        var county = County;
        var versions = await db.Set<DefinitionVersion>().AsNoTracking().Where(d => d.Key == ledger.Key && (d.County == 0 || d.County == county)).OrderByDescending(d => d.Version).Select(d => new { d.Version, d.Text }).ToListAsync(ct);
        return versions.Find(v => v.Text == ledger.Text)?.Version;
    }

    /// <summary>The definition by which a row was written; the present one where that is the same or gone.</summary>
    public async Task<Ledger> OfRowAsync(Ledger present, int version, CancellationToken ct)
    {
        var row = await db.Set<DefinitionVersion>().AsNoTracking().FirstOrDefaultAsync(d => d.Key == present.Key && d.Version == version, ct);
        return row is null || row.Text == present.Text ? present : shelf.Version(row) ?? present;
    }
}
