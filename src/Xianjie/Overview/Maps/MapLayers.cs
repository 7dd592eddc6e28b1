using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Overview.Maps;

/// <summary>One row of a ledger that says where it is.</summary>
internal sealed record MapPoint(double East, double North, string Title, string Href);

/// <summary>The rows of a ledger on the map.</summary>
/// <param name="Rows">All rows of the area and period: the count of the list that <paramref name="Href"/> opens.</param>
internal sealed record MapLayer(string Key, string Title, int Rows, string Href, IReadOnlyList<MapPoint> Points)
{
    public bool IsCut => Points.Count == MapLayers.Most;
}

/// <summary>Points of the map: rows of ledgers with a field of type location that everybody who reads the ledger may see.</summary>
internal sealed class MapLayers(XianjieDb db, LedgerBook book, CurrentUser user)
{
    /// <summary>More points than that cover each other; the list has them all.</summary>
    public const int Most = 2000;

    public async Task<IReadOnlyList<Ledger>> ChoicesAsync(CancellationToken ct) =>
        user.May(Permissions.LedgersRead) ? [.. (await book.AllAsync(ct)).All.Where(l => Location(l) is not null)] : [];

    public async Task<IReadOnlyList<MapLayer>> ReadAsync(IReadOnlyCollection<string> keys, long area, DateOnly day, CancellationToken ct)
    {
        var layers = new List<MapLayer>();
        foreach (var ledger in (await ChoicesAsync(ct)).Where(l => keys.Contains(l.Key)))
            layers.Add(await ReadAsync(ledger, Location(ledger)!, area, day, ct));
        return layers;
    }

    private async Task<MapLayer> ReadAsync(Ledger ledger, LedgerField where, long area, DateOnly day, CancellationToken ct)
    {
        var span = Span.Holding(ledger.Period, day);
        var rows = RowQuery.Of(db, new(ledger, span, area)).AsNoTracking();
        var name = ledger.Shown.FirstOrDefault(f => f is { IsSealed: false, Type: FieldType.Text }) ?? where;
        var needle = $"\"{where.English}\":";
        var found = await RowQuery.InOrder(rows.Where(r => r.Values.Contains(needle))).Take(Most).Select(r => new { r.Id, r.Values }).ToListAsync(ct);
        var points = found.Select(r => (r.Id, Values: RowValues.Open(r.Values))).Select(r => (r.Id, Name: r.Values.GetValueOrDefault(name.English), At: Position(r.Values.GetValueOrDefault(where.English)))).Where(r => r.At is not null)
            .Select(r => new MapPoint(r.At!.Value.East, r.At.Value.North, r.Name is { Length: > 0 } title ? title : ledger.Title, $"/ledgers/{ledger.Key}/rows/{r.Id}")).ToList();
        return new(ledger.Key, ledger.Title, await rows.CountAsync(ct), $"/ledgers/{ledger.Key}?place={area}{(span.Kind == PeriodKind.None ? string.Empty : $"&period={span.Number}")}", points);
    }

    private static LedgerField? Location(Ledger ledger) => ledger.Fields.FirstOrDefault(f => f is { Type: FieldType.Location, IsSealed: false });

    /// <summary>“105.1234,26.5678”: east, then north.</summary>
    private static (double East, double North)? Position(string? text) => text?.Replace('，', ',').Split(',') is [var east, var north]
        && double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) ? (x, y) : null;
}
