using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;

namespace Xianjie.Registry.Households;

internal sealed record HouseholdSlice(IReadOnlyList<HouseholdRow> Rows, Total Total, int Number, int Size, string? NextKey);

/// <summary>
/// Reads one page of a list, however deep, without walking over the rows before it: in the order of villages and numbers the counts say
/// in which village a page begins; in other orders pages beyond the hundredth follow the key of the last row.
/// </summary>
internal sealed class HouseholdPages(XianjieDb db, HouseholdCounts counts)
{
    private const int LastSkippedPage = 100, FewRows = 3000;

    public async Task<HouseholdSlice> ReadAsync(HouseholdQuery query, int number, int size, string? after, CancellationToken ct)
    {
        if (!query.IsCounted)
            return await ReadTextAsync(query, number, size, ct);
        var villages = await counts.ByVillageAsync(query, ct);
        var total = new Total(villages.Sum(v => (long)v.Households), villages.Sum(v => (long)v.People));
        number = (int)Math.Clamp(number, 1, Math.Max(1, (total.Households + size - 1) / size));
        var rows = query.Sort == "no" ? await ReadVillagesAsync(query, villages, number, size, ct)
            : total.Households <= FewRows ? await ReadFewAsync(query, villages, number, size, ct)
            : await ReadSortedAsync(query, number, size, after, ct);
        return new(rows, total, number, size, rows.Count == size ? Key(query, rows[^1]) : null);
    }

    /// <summary>What is sought by text is found once, no further than the bound; the page is fetched by its keys.</summary>
    private async Task<HouseholdSlice> ReadTextAsync(HouseholdQuery query, int number, int size, CancellationToken ct)
    {
        var found = await query.InOrder(query.Apply(db)).Select(h => new { h.Id, h.Present }).Take(HouseholdCounts.Bound + 1).ToListAsync(ct);
        var more = found.Count > HouseholdCounts.Bound;
        if (more)
            found.RemoveAt(HouseholdCounts.Bound);
        number = Math.Clamp(number, 1, Math.Max(1, (found.Count + size - 1) / size));
        var keys = found.Skip((number - 1) * size).Take(size).Select(f => f.Id).ToList();
        var rows = keys.Count == 0 ? [] : await HouseholdRow.Of(query.InOrder(db.Set<Household>().AsNoTracking().Where(h => keys.Contains(h.Id)))).ToListAsync(ct);
        return new(rows, new(found.Count, found.Sum(f => f.Present), more), number, size, null);
    }

    private async Task<List<HouseholdRow>> ReadVillagesAsync(HouseholdQuery query, IReadOnlyList<VillageTotal> villages, int number, int size, CancellationToken ct)
    {
        var skip = (number - 1L) * size;
        var wanted = new List<long>();
        var covered = 0L;
        foreach (var village in query.Descending ? villages.Reverse() : villages)
        {
            if (wanted.Count == 0 && village.Households <= skip)
            {
                skip -= village.Households;
                continue;
            }
            wanted.Add(village.Division);
            covered += village.Households;
            if (covered >= skip + size)
                break;
        }
        return wanted.Count == 0 ? [] : await HouseholdRow.Of(query.InOrder(In(query.Apply(db), wanted)).Skip((int)skip).Take(size)).ToListAsync(ct);
    }

    /// <summary>A single village is compared by equality, so that its index gives the order too.</summary>
    private static IQueryable<Household> In(IQueryable<Household> rows, List<long> villages)
    {
        var only = villages[0];
        return villages.Count == 1 ? rows.Where(h => h.Division == only) : rows.Where(h => villages.Contains(h.Division));
    }

    private async Task<List<HouseholdRow>> ReadFewAsync(HouseholdQuery query, IReadOnlyList<VillageTotal> villages, int number, int size, CancellationToken ct) =>
        villages.Count == 0 ? []
        : await HouseholdRow.Of(query.InOrder(In(query.Apply(db), [.. villages.Select(v => v.Division)])).Skip((number - 1) * size).Take(size)).ToListAsync(ct);

    private async Task<List<HouseholdRow>> ReadSortedAsync(HouseholdQuery query, int number, int size, string? after, CancellationToken ct)
    {
        var rows = query.Apply(db);
        if (number <= LastSkippedPage)
            return await HouseholdRow.Of(query.InOrder(rows).Skip((number - 1) * size).Take(size)).ToListAsync(ct);
        return Beyond(query, rows, after) is { } beyond ? await HouseholdRow.Of(query.InOrder(beyond).Take(size)).ToListAsync(ct) : [];
    }

    private static string Key(HouseholdQuery query, HouseholdRow last) => query.Sort switch
    {
        "members" => string.Create(CultureInfo.InvariantCulture, $"{last.Present}~{last.Id:N}"),
        "updated" => string.Create(CultureInfo.InvariantCulture, $"{last.UpdatedAt.UtcTicks}~{last.Id:N}"),
        _ => last.Id.ToString("N"),
    };

    private static IQueryable<Household>? Beyond(HouseholdQuery query, IQueryable<Household> rows, string? after)
    {
        if (after?.Split('~') is not [var value, var text] || !Guid.TryParse(text, out var id) || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var members = (int)Math.Min(number, int.MaxValue);
        var at = new DateTimeOffset(Math.Clamp(number, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
        return (query.Sort, query.Descending) switch
        {
            ("members", false) => rows.Where(h => h.Present > members || (h.Present == members && h.Id > id)),
            ("members", true) => rows.Where(h => h.Present < members || (h.Present == members && h.Id < id)),
            ("updated", false) => rows.Where(h => h.UpdatedAt > at || (h.UpdatedAt == at && h.Id > id)),
            _ => rows.Where(h => h.UpdatedAt < at || (h.UpdatedAt == at && h.Id < id)),
        };
    }
}
