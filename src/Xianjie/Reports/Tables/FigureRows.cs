using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Tables;

/// <summary>Opens the figures of a table to the rows that were kept with them.</summary>
internal sealed class FigureRows(XianjieDb db, SourceBook sources, IndicatorReader indicators, IndicatorBook book, CurrentUser user, Clock clock)
{
    private IReadOnlyList<RowSource> known = [];

    /// <summary>The figures of cells; cells of words, formulas and typed values have none.</summary>
    public async Task<List<ReportFigure>> OfAsync(ReportTable table, IReadOnlyList<PlacedCell> cells, CancellationToken ct)
    {
        known = await sources.AllAsync(ct);
        var asks = cells.Select(c => c.Ask).OfType<string>().Distinct().ToList();
        var figures = await db.Set<ReportFigure>().AsNoTracking().Where(f => f.TableId == table.Id && asks.Contains(f.Ask)).ToListAsync(ct);
        return [.. cells.Where(c => c.Ask is not null).Select(c => figures.Find(f => f.Ask == c.Ask && f.Place == c.Place)).OfType<ReportFigure>()];
    }

    public bool IsOpen(ReportFigure figure) => figure.Source is null || (figure.Source.StartsWith(TableFigures.IndicatorOf, StringComparison.Ordinal) ? user.Opens(Permissions.HouseholdsRead) : SourceOf(figure) is not { } source || sources.IsOpen(source));

    public IReadOnlyList<RowShare> Shares(ReportFigure figure) => figure.Behind is null ? [] : BehindRows.Unpack(figure.Behind);

    public async Task<IReadOnlyList<(ShownRow? Row, RowShare Share)>> ShowAsync(IReadOnlyList<(ReportFigure Figure, RowShare Share)> wanted, CancellationToken ct)
    {
        var shown = new Dictionary<(string, Guid), ShownRow>();
        foreach (var group in wanted.Where(w => w.Figure.Source is not null).GroupBy(w => w.Figure.Source!))
        {
            var ids = group.Select(g => g.Share.Id).Distinct().ToList();
            foreach (var row in SourceOf(group.First().Figure) is { } source ? await source.ShowAsync(ids, [], ct) : await NamedAsync(group.Key, ids, ct))
                shown[(group.Key, row.Id)] = row;
        }
        return [.. wanted.Select(w => (w.Figure.Source is { } key ? shown.GetValueOrDefault((key, w.Share.Id)) : null, w.Share))];
    }

    private RowSource? SourceOf(ReportFigure figure) => figure.Source?.StartsWith(TableFigures.RowsOf, StringComparison.Ordinal) == true ? known.FirstOrDefault(s => s.Key == figure.Source[TableFigures.RowsOf.Length..]) : null;

    /// <summary>The rows of an indicator as they are now, whether or not it would still count them.</summary>
    private async Task<IReadOnlyList<ShownRow>> NamedAsync(string source, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (source[TableFigures.IndicatorOf.Length..].Split('|') is not [var key, var by, var side, var month] || book.Find(key) is not { } definition)
            return [];
        var sets = await indicators.SetsAsync(definition, by, IndicatorMonth.Of(int.Parse(month, CultureInfo.InvariantCulture), clock.Today), ct);
        return (side == "n" ? sets.Numerator : sets.Denominator) is { } set ? [.. (await set.NamedAsync(db, ids, ct)).Select(r => new ShownRow(r.Id, r.Title, r.Link ?? string.Empty, r.Division, new Dictionary<string, string>()))] : [];
    }
}
