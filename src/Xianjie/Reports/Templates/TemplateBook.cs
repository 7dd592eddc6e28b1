using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Ledgers.Periods;

namespace Xianjie.Reports.Templates;

/// <summary>The tables of the county: those that ship, with the county's own versions over them.</summary>
internal sealed class TemplateBook(XianjieDb db, ShippedTables shipped, CurrentUser user)
{
    public long County => PeriodDesk.CountyOf(user.Area);

    /// <summary>As they are in force on a day.</summary>
    public Task<IReadOnlyList<TableDefinition>> AllAsync(DateOnly day, CancellationToken ct) => AllAsync(db, shipped, County, day, ct);

    public static async Task<IReadOnlyList<TableDefinition>> AllAsync(XianjieDb db, ShippedTables shipped, long county, DateOnly day, CancellationToken ct)
    {
        var own = (await db.Set<TableTemplate>().AsNoTracking().Where(t => t.County == county && t.EffectiveFrom <= day).OrderBy(t => t.Version).ToListAsync(ct)).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.OrderBy(t => t.EffectiveFrom).ThenBy(t => t.Version).Last());
        return [.. shipped.All.Select(t => own.Remove(t.Key, out var version) ? Of(version, t) : t), .. own.Values.OrderBy(t => t.Title, StringComparer.Ordinal).Select(t => Of(t, null))];
    }

    public async Task<TableDefinition?> FindAsync(string key, DateOnly day, CancellationToken ct) => (await AllAsync(day, ct)).FirstOrDefault(t => t.Key == key);

    /// <summary>All versions of a table, the newest first; the one that ships is not among them.</summary>
    public async Task<IReadOnlyList<TableTemplate>> VersionsAsync(string key, CancellationToken ct)
    {
        var county = County;
        return await db.Set<TableTemplate>().AsNoTracking().Where(t => t.County == county && t.Key == key).OrderByDescending(t => t.Version).ToListAsync(ct);
    }

    /// <summary>One version as it was; 0 is the one that ships.</summary>
    public async Task<TableDefinition?> VersionAsync(string key, int number, CancellationToken ct)
    {
        var ships = shipped.All.FirstOrDefault(t => t.Key == key);
        return number == 0 ? ships : (await VersionsAsync(key, ct)).FirstOrDefault(t => t.Version == number) is { } version ? Of(version, ships) : null;
    }

    private static TableDefinition Of(TableTemplate version, TableDefinition? ships) =>
        new(ships?.Number ?? 0, version.Key, version.Title, version.Kind, version.To, ships?.Department, version.Basis, version.Content, version.Version, version.EffectiveFrom) { IsRetired = version.Retired, FileName = version.FileName };
}
