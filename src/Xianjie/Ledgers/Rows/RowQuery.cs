using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Rows;

/// <summary>Conditions of a list of rows.</summary>
internal sealed record RowAsk(Ledger Ledger, Span Span, long Area)
{
    public RowState? State { get; init; }
    /// <summary>Level of consent that rows wait for, from 0; null: any.</summary>
    public int? Level { get; init; }
    public string? Text { get; init; }
    /// <summary>Chosen values by English name of the field.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = new Dictionary<string, string>();

    /// <summary>What rows of the chosen values have.</summary>
    public IReadOnlyList<long> Wanted => [.. Chosen.Where(c => Ledger[c.Key] is { } chosen && Tokens.IsFilter(chosen)).Select(c => Tokens.OfValue(Ledger.Key, Span.Number, c.Key, c.Value))];
}

/// <summary>Rows by what is asked; pages by the key (place, id), so that page 5,000 costs what page 1 costs.</summary>
internal static class RowQuery
{
    public const int MostCounted = 10_000;

    /// <summary>Rows that count in an area, of any period, in no order: those that were sent back do not.</summary>
    public static IQueryable<LedgerRow> Counted(XianjieDb db, string ledger, long from, long below) =>
        db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == ledger && r.Division >= from && r.Division < below && r.State != RowState.已退回);

    /// <summary>All rows, in no order.</summary>
    public static IQueryable<LedgerRow> Of(XianjieDb db, RowAsk ask)
    {
        var ((from, below), number) = (Scope.Range(ask.Area), ask.Span.Number);
        var rows = Narrow(db.Set<LedgerRow>().Where(r => r.Ledger == ask.Ledger.Key && r.Period == number && r.Division >= from && r.Division < below), ask);
        foreach (var token in ask.Wanted)
            rows = rows.Where(r => db.Set<LedgerToken>().Any(t => t.Token == token && t.Division == r.Division && t.RowId == r.Id));
        return rows;
    }

    private static IQueryable<LedgerRow> Narrow(IQueryable<LedgerRow> rows, RowAsk ask)
    {
        if (ask.State is { } state)
            rows = rows.Where(r => r.State == state);
        if (ask.Level is { } level)
            rows = rows.Where(r => r.Level == level);
        if (ask.Text?.Trim() is not { Length: > 0 } text)
            return rows;
        var needle = RowValues.Needle("x", text)[5..^1];
        return rows.Where(r => r.Values.Contains(needle));
    }

    public static IOrderedQueryable<LedgerRow> InOrder(IQueryable<LedgerRow> rows) => rows.OrderBy(r => r.Division).ThenBy(r => r.Id);

    /// <summary>How many, up to <see cref="MostCounted"/> and one.</summary>
    public static async Task<int> CountAsync(XianjieDb db, RowAsk ask, CancellationToken ct) =>
        await KeysAsync(db, ask, ct) is { } keys ? await keys.Take(MostCounted + 1).CountAsync(ct) : await Of(db, ask).Take(MostCounted + 1).CountAsync(ct);

    /// <summary>A page of rows and the key of the next one.</summary>
    public static async Task<(List<LedgerRow> Rows, string? Next)> PageAsync(XianjieDb db, RowAsk ask, string? after, int skip, int size, CancellationToken ct)
    {
        var key = after?.Split('.') is [var place, var id] && long.TryParse(place, out var division) && Guid.TryParse(id, out var row) ? (division, row) : ((long Division, Guid Id)?)null;
        var page = await KeysAsync(db, ask, ct) is { } keys ? await FoundAsync(db, keys, key, skip, size + 1, ct) : await WalkedAsync(Of(db, ask), key, skip, size + 1, ct);
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, $"{page[^1].Division}.{page[^1].Id}");
    }

    private static Task<List<LedgerRow>> WalkedAsync(IQueryable<LedgerRow> rows, (long Division, Guid Id)? key, int skip, int most, CancellationToken ct)
    {
        if (key is var (division, id))
            rows = rows.Where(r => r.Division > division || (r.Division == division && r.Id > id));
        return InOrder(rows.AsNoTracking()).Skip(skip).Take(most).ToListAsync(ct);
    }

    private static async Task<List<LedgerRow>> FoundAsync(XianjieDb db, IQueryable<LedgerToken> keys, (long Division, Guid Id)? key, int skip, int most, CancellationToken ct)
    {
        if (key is var (division, id))
            keys = keys.Where(t => t.Division > division || (t.Division == division && t.RowId > id));
        var ids = await keys.OrderBy(t => t.Division).ThenBy(t => t.RowId).Select(t => t.RowId).Skip(skip).Take(most).ToListAsync(ct);
        var rows = await db.Set<LedgerRow>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        return [.. ids.Select(rows.GetValueOrDefault).OfType<LedgerRow>()];
    }

    /// <summary>The rows of a filter in the order of the list, led by its rarest value; null where nothing is filtered by value.</summary>
    private static async Task<IQueryable<LedgerToken>?> KeysAsync(XianjieDb db, RowAsk ask, CancellationToken ct)
    {
        if (ask.Wanted is not { Count: > 0 } tokens)
            return null;
        var (from, below) = Scope.Range(ask.Area);
        IQueryable<LedgerToken> Having(long token) => db.Set<LedgerToken>().Where(t => t.Token == token && t.Division >= from && t.Division < below);
        var (first, least) = (tokens[0], int.MaxValue);
        foreach (var token in tokens.Count == 1 ? [] : tokens)
            if (await Having(token).Take(Math.Min(least, MostCounted)).CountAsync(ct) is var count && count < least)
                (first, least) = (token, count);
        var keys = Having(first);
        foreach (var other in tokens.Where(t => t != first))
            keys = keys.Where(t => db.Set<LedgerToken>().Any(o => o.Token == other && o.Division == t.Division && o.RowId == t.RowId));
        return ask.State is null && ask.Level is null && string.IsNullOrWhiteSpace(ask.Text) ? keys : keys.Where(t => Narrow(db.Set<LedgerRow>(), ask).Any(r => r.Id == t.RowId));
    }
}
