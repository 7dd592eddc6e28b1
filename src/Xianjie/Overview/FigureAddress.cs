using System.Globalization;

namespace Xianjie.Overview;

/// <summary>Where figures lead.</summary>
internal static class FigureAddress
{
    /// <param name="part">n: numerator, d: denominator.</param>
    public static string Rows(string key, string by, string part, long place, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"/indicators/{key}/rows?part={part}&by={Uri.EscapeDataString(by)}&place={place}&day={day:yyyy-MM-dd}");

    public static string Show(string key, string by, long place, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"/indicators/{key}?by={Uri.EscapeDataString(by)}&place={place}&day={day:yyyy-MM-dd}");

    /// <param name="of">The indicator of the tile by which places are shown; null: the first.</param>
    public static string Tile(int number, long place, DateOnly day, string? of = null) => string.Create(CultureInfo.InvariantCulture, $"/leader/{number}?place={place}&day={day:yyyy-MM-dd}{(of is null ? "" : "&of=" + of)}");

    public static string Map(string theme, long place, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"/map-view?of={Uri.EscapeDataString(theme)}&place={place}&day={day:yyyy-MM-dd}");
}
