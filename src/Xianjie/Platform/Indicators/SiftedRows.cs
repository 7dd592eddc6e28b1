using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>The rows of a set whose household stands behind all of some figures and behind none of others.</summary>
internal sealed class SiftedRows(RowSet rows, IReadOnlyList<RowSet> with, IReadOnlyList<RowSet> without, XianjieDb db) : RowSet
{
    private readonly Dictionary<(long, long), List<RowKey>> read = [];

    public override bool IsSealed => rows.IsSealed;

    public override async Task<IReadOnlyDictionary<long, long>> ByDivisionAsync(long from, long below, CancellationToken ct) => (await AllAsync(from, below, ct)).GroupBy(r => r.Division).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));

    public override async Task<int> CountAsync(long from, long below, CancellationToken ct) => (await AllAsync(from, below, ct)).Count;

    public override async Task<IReadOnlyList<RowKey>> KeysAsync(long from, long below, CancellationToken ct) => await AllAsync(from, below, ct);

    public override async Task<IReadOnlyDictionary<Guid, Guid>> HomesAsync(long from, long below, CancellationToken ct)
    {
        var homes = await rows.HomesAsync(from, below, ct);
        return (await AllAsync(from, below, ct)).ToDictionary(r => r.Id, r => homes[r.Id]);
    }

    public override async Task<IReadOnlyList<IndicatorRow>> RowsAsync(long from, long below, int skip, int take, CancellationToken ct)
    {
        var page = (await AllAsync(from, below, ct)).Skip(skip).Take(take).ToList();
        var named = (await NamedAsync(db, [.. page.Select(r => r.Id)], ct)).ToDictionary(r => r.Id);
        return [.. page.Where(r => named.ContainsKey(r.Id)).Select(r => named[r.Id] with { Value = r.Value })];
    }

    public override Task<IReadOnlyList<IndicatorRow>> NamedAsync(XianjieDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) => rows.NamedAsync(db, ids, ct);

    private async Task<List<RowKey>> AllAsync(long from, long below, CancellationToken ct)
    {
        if (read.TryGetValue((from, below), out var known))
            return known;
        var (keys, homes) = (await rows.KeysAsync(from, below, ct), await rows.HomesAsync(from, below, ct));
        // What a household has may be registered in another village of its county
        var (low, high) = Scope.Range(from / 1_000_000 * 1_000_000);
        (low, high) = (Math.Min(low, from), Math.Max(high, below));
        var kept = homes.Values.ToHashSet();
        foreach (var set in with)
            kept.IntersectWith((await set.HomesAsync(low, high, ct)).Values);
        foreach (var set in without)
            kept.ExceptWith((await set.HomesAsync(low, high, ct)).Values);
        return read[(from, below)] = [.. keys.Where(k => homes.TryGetValue(k.Id, out var home) && kept.Contains(home)).OrderBy(k => k.Division).ThenBy(k => k.Id)];
    }
}
