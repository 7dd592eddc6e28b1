using Xianjie.Platform.Time;

namespace Xianjie.Platform.Indicators;

/// <summary>Figures as pages show them: now, before, a year ago, with their lines, light, age and the places that have not reported.</summary>
internal sealed partial class IndicatorReader
{
    /// <summary>The present month ends today; any other on its last day.</summary>
    public DateOnly LastDay(int month) => IndicatorMonth.Of(month, clock.Today).Last;

    /// <param name="keys">Indicator and way of counting; an unknown key throws.</param>
    /// <param name="day">Not after today.</param>
    public async Task<IReadOnlyList<IndicatorView>> ViewsAsync(IReadOnlyList<(string Key, string By)> keys, long area, DateOnly day, CancellationToken ct)
    {
        var lines = await LinesAsync(ct);
        var wanted = keys.Select(k => (Definition: book.Find(k.Key) ?? throw new ArgumentException($"There is no indicator {k.Key}.", nameof(keys)), k.By)).ToList();
        var now = await FiguresAsync(wanted, area, day, ct);
        var past = new Dictionary<(string, string, bool), IndicatorFigure>();
        foreach (var group in wanted.GroupBy(w => IndicatorView.Days(w.Definition.Period, day).Before))
            foreach (var (key, figure) in await FiguresAsync([.. group], area, group.Key, ct))
                past[(key.Key, key.By, true)] = figure;
        foreach (var (key, figure) in await FiguresAsync(wanted, area, IndicatorView.Days("month", day).YearAgo, ct))
            past[(key.Key, key.By, false)] = figure;
        var at = await KeptAtAsync(area, day, ct);
        var views = new List<IndicatorView>();
        foreach (var (definition, by) in wanted)
        {
            var figure = now.GetValueOrDefault((definition.Key, by));
            views.Add(new(definition, by, figure, past.GetValueOrDefault((definition.Key, by, true)), past.GetValueOrDefault((definition.Key, by, false)), lines.Target(definition, area, day), lines.Red(definition, area, day),
                lines.Light(figure, area, day), at, await MissingAsync(definition, area, day, ct)));
        }
        return views;
    }

    /// <summary>The last day of each of so many months, the last of them that of the day itself. A month without data has no figure.</summary>
    public async Task<IReadOnlyList<(int Month, IndicatorFigure? Figure)>> TrendAsync(string key, string by, long area, DateOnly day, int months, CancellationToken ct)
    {
        var definition = book.Find(key) ?? throw new ArgumentException($"There is no indicator {key}.", nameof(key));
        var trend = new List<(int, IndicatorFigure?)>();
        for (var back = months - 1; back >= 0; back--)
        {
            var month = new DateOnly(day.Year, day.Month, 1).AddMonths(-back);
            var at = back == 0 ? day : month.AddMonths(1).AddDays(-1);
            trend.Add((IndicatorMonth.Of(at), (await FiguresAsync([(definition, by)], area, at, ct)).GetValueOrDefault((key, by))));
        }
        return trend;
    }

    public async Task<IndicatorLines> LinesAsync(CancellationToken ct) => new(await inForce.LoadAsync(ct), places);

    private async Task<int> MissingAsync(IndicatorDefinition definition, long area, DateOnly day, CancellationToken ct)
    {
        var missing = 0;
        foreach (var source in sources)
            missing = Math.Max(missing, await source.MissingAsync(definition, area, day, ct));
        return missing;
    }
}
