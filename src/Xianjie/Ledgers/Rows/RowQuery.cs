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
    public string? Text { get; init; }
    /// <summary>Chosen values by English name of the field.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = new Dictionary<string, string>();
}

/// <summary>Reads pages of rows by the key (place, id), so that page 5,000 costs what page 1 costs.</summary>
internal static class RowQuery
{
    public const int MostCounted = 10_000;

    public static IQueryable<LedgerRow> Of(XianjieDb db, RowAsk ask)
    {
        var ((from, below), number) = (Scope.Range(ask.Area), ask.Span.Number);
        var rows = db.Set<LedgerRow>().Where(r => r.Ledger == ask.Ledger.Key && r.Period == number && r.Division >= from && r.Division < below);
        if (ask.State is { } state)
            rows = rows.Where(r => r.State == state);
        foreach (var (english, value) in ask.Chosen)
        {
            if (ask.Ledger[english] is not { IsSealed: false } field)
                continue;
            var needle = field.Type == FieldType.Codes ? value : RowValues.Needle(field.English, value);
            rows = rows.Where(r => r.Values.Contains(needle));
        }
        if (ask.Text?.Trim() is { Length: > 0 } text)
        {
            var needle = RowValues.Needle("x", text)[5..^1];
            rows = rows.Where(r => r.Values.Contains(needle));
        }
        return rows;
    }

    public static IOrderedQueryable<LedgerRow> InOrder(IQueryable<LedgerRow> rows) => rows.OrderBy(r => r.Division).ThenBy(r => r.Id);

    public static async Task<(List<LedgerRow> Rows, string? Next)> PageAsync(IQueryable<LedgerRow> rows, string? after, int size, CancellationToken ct)
    {
        if (after?.Split('.') is [var place, var key] && long.TryParse(place, out var division) && Guid.TryParse(key, out var id))
            rows = rows.Where(r => r.Division > division || (r.Division == division && r.Id > id));
        var page = await InOrder(rows.AsNoTracking()).Take(size + 1).ToListAsync(ct);
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, $"{page[^1].Division}.{page[^1].Id}");
    }
}
