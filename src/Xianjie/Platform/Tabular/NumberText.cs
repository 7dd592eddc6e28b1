using System.Globalization;

namespace Xianjie.Platform.Tabular;

/// <summary>Excel's numbers and date serials as text.</summary>
internal static class NumberText
{
    /// <summary>As Excel shows it: 15 significant digits, no exponent, no separators.</summary>
    public static string Of(double value) =>
        Math.Abs(value) < 1e15 ? ((decimal)value).ToString("0.###############", CultureInfo.InvariantCulture)
        : Math.Abs(value) < 1e28 ? ((decimal)value).ToString("0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A date serial; null where it lies outside Excel's calendar.</summary>
    public static DateTime? Date(double serial, bool from1904)
    {
        var days = from1904 ? serial + 1462 : serial;
        // Excel believes in 29 February 1900
        if (days < 60) { days++; }
        return days is >= 1 and < 2_958_466 ? DateTime.FromOADate(days) : null;
    }

    public static string Of(DateTime moment) => moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A, B … Z, AA … for a column from 0.</summary>
    public static string ColumnLetters(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) { letters = (char)('A' + (rest - 1) % 26) + letters; }
        return letters;
    }
}
