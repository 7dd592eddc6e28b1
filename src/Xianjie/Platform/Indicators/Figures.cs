namespace Xianjie.Platform.Indicators;

/// <summary>One number of the overview; its address opens the rows behind it, and that list shows the same count.</summary>
internal sealed record Figure(int Order, string Label, long Value, string Unit, string Href, string? Note = null, string? Tone = null);

/// <summary>A chart as the table it is drawn from.</summary>
/// <param name="Kind">bar, stacked, line or pie.</param>
internal sealed record Chart(int Order, string Title, string Kind, string Unit, IReadOnlyList<string> Series, IReadOnlyList<ChartRow> Rows);

/// <param name="Values">One cell per series: value and where it opens.</param>
internal sealed record ChartRow(string Category, IReadOnlyList<(long Value, string? Href)> Values);

/// <summary>A number per child area of the area now shown, for the map.</summary>
internal sealed record AreaFigure(int Order, string Title, string Unit, IReadOnlyDictionary<long, long> ByArea, Func<long, string> Href);

/// <summary>What a module contributes to the overview, inside the scope of the person who looks.</summary>
internal interface IFigures
{
    Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct);
    Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct);
    /// <param name="children">Division codes of the child areas to count for.</param>
    Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct);
}
