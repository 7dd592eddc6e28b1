using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>The roles in force today in a place: its own rows, those of what lies above it, then what ships.</summary>
internal sealed class RoleBook(XianjieDb db, Clock clock)
{
    private readonly Dictionary<(string, long), Role> read = [];

    /// <summary>The role as the place has it; one that may nothing where nobody knows it.</summary>
    public async Task<Role> FindAsync(string key, long division, CancellationToken ct)
    {
        if (read.TryGetValue((key, division), out var known))
            return known;
        var rows = await InForce(division).Where(r => r.Key == key).ToListAsync(ct);
        return read[(key, division)] = Winner(rows)?.ToRole() ?? Roles.All.GetValueOrDefault(key) ?? Role.None(key);
    }

    /// <summary>Every role of the place, shipped ones first.</summary>
    public async Task<IReadOnlyList<Role>> AllAsync(long division, CancellationToken ct)
    {
        var own = (await InForce(division).ToListAsync(ct)).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => Winner([.. g])!.ToRole());
        return [.. Roles.Order.Select(r => own.GetValueOrDefault(r.Key) ?? r), .. own.Values.Where(r => !Roles.All.ContainsKey(r.Key)).OrderBy(r => r.Title, StringComparer.Ordinal)];
    }

    /// <summary>What a place has said about a role, latest first.</summary>
    public async Task<IReadOnlyList<RoleDefinition>> HistoryAsync(string key, long division, CancellationToken ct)
    {
        var places = Above(division);
        return await db.Set<RoleDefinition>().AsNoTracking().Where(r => r.Key == key && places.Contains(r.Division)).OrderByDescending(r => r.ValidFrom).ThenByDescending(r => r.At).Take(50).ToListAsync(ct);
    }

    private IQueryable<RoleDefinition> InForce(long division)
    {
        var (places, today) = (Above(division), clock.Today);
        return db.Set<RoleDefinition>().AsNoTracking().Where(r => places.Contains(r.Division) && r.ValidFrom <= today);
    }

    /// <summary>The nearest place wins, then the latest start, then what was said last.</summary>
    private static RoleDefinition? Winner(IReadOnlyList<RoleDefinition> rows) =>
        rows.OrderByDescending(r => Width(r.Division)).ThenByDescending(r => r.ValidFrom).ThenByDescending(r => r.At).ThenByDescending(r => r.Id).FirstOrDefault();

    private static int Width(long division) => division % 10_000_000_000 == 0 ? 0 : division % 100_000_000 == 0 ? 1 : 2;

    /// <summary>County, city and province of a place: who there may define roles.</summary>
    public static List<long> Above(long division) => [.. ((long[])[1_000_000, 100_000_000, 10_000_000_000]).Select(w => division / w * w).Distinct()];
}
