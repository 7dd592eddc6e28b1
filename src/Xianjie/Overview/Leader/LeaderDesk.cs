using Xianjie.Ledgers.Definitions;
using Xianjie.Overview.Modules;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;

namespace Xianjie.Overview.Leader;

/// <summary>A screen of the leader's page: never more than nine blocks.</summary>
internal sealed record LeaderPart(int Number, string Title, IReadOnlyList<LeaderTile> Tiles);

/// <summary>Reads tiles for an area and day from what is kept.</summary>
internal sealed class LeaderDesk(IndicatorReader reader, LedgerBook ledgers, LedgerStates states, Places places)
{
    public const int MostBlocks = 9, Months = 12;
    private static readonly string[] Titles = ["底线、收入、民生", "就业、资金、资产", "产业、搬迁、任务"];

    public IReadOnlyList<LeaderTile> Tiles => reader.Book.Tiles;

    /// <summary>The figures in their order, cut into screens.</summary>
    public IReadOnlyList<LeaderPart> Parts(int most = MostBlocks) => [.. Tiles.Chunk(most).Select((tiles, at) => new LeaderPart(at + 1, most == MostBlocks && at < Titles.Length ? Titles[at] : $"第 {at + 1} 页", tiles))];

    public LeaderTile? Find(int number) => Tiles.FirstOrDefault(t => t.Number == number);

    public async Task<IReadOnlyList<TileView>> ReadAsync(IReadOnlyList<LeaderTile> tiles, long area, DateOnly day, bool pictures, CancellationToken ct)
    {
        var keys = tiles.SelectMany(t => t.Keys).Distinct().Select(k => reader.Book.Find(k)).OfType<IndicatorDefinition>().Where(d => d.Missing is null).Select(d => (d.Key, By: d.By[0])).ToList();
        var views = (await reader.ViewsAsync(keys, area, day, ct)).ToDictionary(v => v.Definition.Key);
        var read = new List<TileView>();
        foreach (var tile in tiles)
        {
            var mine = tile.Keys.Select(k => views.GetValueOrDefault(k)).OfType<IndicatorView>().ToList();
            if (mine.Count > 0)
                read.Add(new(tile, mine, pictures ? await TrendsAsync(tile, mine, area, day, ct) : [], pictures && tile.Chart is "rank" or "bubble" ? await PlacesAsync(mine, area, day, ct) : []));
        }
        return read;
    }

    /// <summary>The places right below an area, in their order.</summary>
    public async Task<IReadOnlyList<PlaceFigure>> PlacesAsync(IReadOnlyList<IndicatorView> views, long area, DateOnly day, CancellationToken ct)
    {
        var below = places.Children(area);
        List<long> codes = [.. below.Select(p => p.Code)];
        var first = await reader.ByPlaceAsync(views[0].Definition, views[0].By, area, codes, day, ct);
        var second = views.Count > 1 ? await reader.ByPlaceAsync(views[1].Definition, views[1].By, area, codes, day, ct) : null;
        return [.. below.Where(p => first.ContainsKey(p.Code)).Select(p => new PlaceFigure(p.Code, p.Short, first[p.Code], second?.GetValueOrDefault(p.Code)))];
    }

    public Task<IReadOnlyList<(int Month, IndicatorFigure? Figure)>> TrendAsync(IndicatorView view, long area, DateOnly day, CancellationToken ct) => reader.TrendAsync(view.Definition.Key, view.By, area, day, Months, ct);

    private async Task<IReadOnlyList<IReadOnlyList<decimal?>>> TrendsAsync(LeaderTile tile, List<IndicatorView> views, long area, DateOnly day, CancellationToken ct)
    {
        if (tile.Chart is "gauge" or "ring" or "stack" or "funnel" or "histogram" or "rank" or "bubble")
            return [];
        // Two bars beside each other only where they are counted in the same unit
        var drawn = tile.Chart == "bars" ? views.Where(v => v.Definition.Unit == BarUnit(views)).Take(2) : views.Take(1);
        var trends = new List<IReadOnlyList<decimal?>>();
        foreach (var view in drawn)
            trends.Add([.. (await TrendAsync(view, area, day, ct)).Select(t => t.Figure?.Rate(2))]);
        return trends;
    }

    private static string BarUnit(List<IndicatorView> views) => views.GroupBy(v => v.Definition.Unit).OrderByDescending(g => g.Count()).First().Key;

    /// <summary>Townships of the area with a village (or themselves) that on a day had not reported a ledger behind these figures which was due.</summary>
    public async Task<int> LateTownshipsAsync(IReadOnlyList<TileView> tiles, long area, DateOnly day, CancellationToken ct)
    {
        var all = await ledgers.AllAsync(ct);
        var behind = tiles.SelectMany(t => t.Views).SelectMany(v => new[] { v.Definition.From?.Ledger, v.Definition.Per?.Ledger }).OfType<string>().Distinct()
            .Select(name => all[name] ?? all.All.FirstOrDefault(l => l.Title == name)).OfType<Ledger>().Distinct().ToList();
        return behind.Count == 0 ? 0 : (await states.LateAsync(behind, area, day, ct)).Select(u => u.Level == DivisionLevel.Village ? u.Parent ?? u.Code : u.Code).Distinct().Count();
    }
}
