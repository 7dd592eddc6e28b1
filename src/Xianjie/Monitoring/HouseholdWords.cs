using System.Globalization;

namespace Xianjie.Monitoring;

internal static class HouseholdWords
{
    /// <summary>202610 as 2026-10; empty where there is none.</summary>
    public static string Month(int? month) => month is { } m ? string.Create(CultureInfo.InvariantCulture, $"{m / 100:D4}-{m % 100:D2}") : string.Empty;

    /// <summary>分 as 元, without needless zeros.</summary>
    public static string Yuan(long? fen) => fen is { } f ? (f / 100m).ToString("#,0.##", CultureInfo.InvariantCulture) : "—";

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;
}
