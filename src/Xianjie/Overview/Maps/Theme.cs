namespace Xianjie.Overview.Maps;

/// <summary>A side of a figure and the list behind it; no address where the person may not open it.</summary>
internal sealed record Side(string Text, string? Href);

/// <param name="Value">By which the place is shaded; null: no data.</param>
/// <param name="Bottom">Null where the figure is no share.</param>
internal sealed record ThemeValue(decimal? Value, string Text, Side Top, Side? Bottom = null);

/// <summary>What the map is shaded by, for every place on it.</summary>
internal sealed record Theme(string Key, string Title, string Unit, string Note, IReadOnlyDictionary<long, ThemeValue> ByPlace, ThemeValue? Whole);

/// <param name="Kind">指标, or the module of the ledger.</param>
internal sealed record ThemeChoice(string Key, string Title, string Kind, string Group);
