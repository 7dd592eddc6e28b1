using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rollup;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;

namespace Xianjie.Overview.Maps;

/// <summary>What a map may be shaded by: every indicator, and every roll-up of every ledger.</summary>
internal sealed class ThemeDesk(IndicatorReader reader, LedgerBook book, RollupDesk rollups, CurrentUser user, Places places)
{
    public const string Indicators = "指标";

    public async Task<IReadOnlyList<string>> KindsAsync(CancellationToken ct) =>
        user.May(Permissions.LedgersRead) ? [Indicators, .. (await book.AllAsync(ct)).All.Where(l => l.Rollups.Count > 0).Select(l => l.Module).Distinct()] : [Indicators];

    public async Task<IReadOnlyList<ThemeChoice>> ChoicesAsync(string kind, CancellationToken ct) => kind == Indicators
        ? [.. reader.Book.All.Where(d => d.Missing is null).SelectMany(d => d.By.Select(by => new ThemeChoice($"i:{d.Key}:{by}", by.Length > 0 && d.By.Count > 1 ? $"{d.Title}（按{by}）" : d.Title, Indicators, d.Group)))]
        : user.May(Permissions.LedgersRead) ? [.. (await book.AllAsync(ct)).All.Where(l => l.Module == kind).SelectMany(l => l.Rollups.Select((r, at) => new ThemeChoice($"l:{l.Key}:{at}", r.Title == l.Title ? r.Title : $"{l.Title}：{r.Title}", kind, l.Title)))] : [];

    /// <summary>The kind under which a choice stands, so that an address with the choice alone will do.</summary>
    public async Task<string?> KindOfAsync(string key, CancellationToken ct) => key.Split(':') switch
    {
        ["i", var name, _] when reader.Book.Find(name) is not null => Indicators,
        ["l", var name, _] => (await book.FindAsync(name, ct))?.Module,
        _ => null,
    };

    /// <returns>Null where there is no such figure, or it is not for this person.</returns>
    public async Task<Theme?> ReadAsync(string key, long area, IReadOnlyList<long> shown, DateOnly day, CancellationToken ct) => key.Split(':') switch
    {
        ["i", var name, var by] when reader.Book.Find(name) is { Missing: null } definition && definition.By.Contains(by) => await IndicatorAsync(key, definition, by, area, shown, day, ct),
        ["l", var name, var at] when user.May(Permissions.LedgersRead) && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await book.FindAsync(name, ct) is { } ledger && number < ledger.Rollups.Count =>
            await LedgerAsync(key, ledger, number, area, shown, day, ct),
        _ => null,
    };

    private async Task<Theme> IndicatorAsync(string key, IndicatorDefinition definition, string by, long area, IReadOnlyList<long> shown, DateOnly day, CancellationToken ct)
    {
        var figures = await reader.ByPlaceAsync(definition, by, area, [.. shown.Append(area).Distinct()], day, ct);
        var opens = user.Opens(Permissions.HouseholdsRead);
        return new(key, definition.Title, definition.Unit, definition.Formula, figures.Where(f => shown.Contains(f.Key)).ToDictionary(f => f.Key, f => Value(f.Value, f.Key)), figures.TryGetValue(area, out var whole) ? Value(whole, area) : null);

        ThemeValue Value(IndicatorFigure figure, long place) => new(figure.Rate(1), figure.Text, new(figure.Top, Rows("n", place)), definition.IsRatio ? new(figure.Bottom, Rows("d", place)) : null);
        string? Rows(string part, long place) => opens ? FigureAddress.Rows(definition.Key, by, part, place, day) : null;
    }

    private async Task<Theme> LedgerAsync(string key, Ledger ledger, int number, long area, IReadOnlyList<long> shown, DateOnly day, CancellationToken ct)
    {
        var span = Span.Holding(ledger.Period, day);
        var table = await rollups.BuildAsync(new(ledger, span, area, null, false), ct);
        var rollup = ledger.Rollups[number];
        var lines = table.Lines.Where(l => shown.Contains(l.Area)).ToDictionary(l => l.Area, l => Value(l.Figures[number], l.Area));
        var whole = Value(table.Whole.Figures[number], area);
        if (lines.Count == 0 && shown.Contains(area))
            lines[area] = whole;
        return new(key, $"{ledger.Title}：{rollup.Title}", rollup.Unit ?? string.Empty, span.Kind == PeriodKind.None ? $"{ledger.Owner}，常设台账" : $"{ledger.Owner}，{span.Title}", lines, whole);

        ThemeValue Value(Xianjie.Ledgers.Expressions.Figure figure, long place) => new(figure.Value, figure.Text, new(figure.Text, $"/ledgers/{ledger.Key}?figure={number}&place={place}{(span.Kind == PeriodKind.None ? string.Empty : $"&period={span.Number}")}"));
    }

    /// <summary>What is below an area, or itself where nothing is.</summary>
    public IReadOnlyList<Places.Place> Shown(long area) => places.Children(area) is { Count: > 0 } below ? below : places.Find(area) is { } self ? [self] : [];
}
