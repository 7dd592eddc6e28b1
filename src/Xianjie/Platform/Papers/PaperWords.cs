using System.Globalization;

namespace Xianjie.Platform.Papers;

/// <summary>Values as official papers write them: 2026年11月2日, 12,345.60, blanks for what is not known.</summary>
internal static class PaperWords
{
    public static string Day(DateOnly? day) => day?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Month(int? month) => month is { } m ? string.Create(CultureInfo.InvariantCulture, $"{m / 100}年{m % 100}月") : string.Empty;

    public static string Yuan(long? fen) => fen is { } f ? (f / 100m).ToString("#,0.00", CultureInfo.InvariantCulture) : string.Empty;

    public static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Number(decimal? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string YesNo(bool? yes) => yes switch { true => "是", false => "否", null => string.Empty };

    public static string List(string? joined) => joined?.Replace(';', '、') ?? string.Empty;

    /// <summary>大坪村村民委员会, whatever the division is called.</summary>
    public static string Committee(string village) => village.EndsWith("委员会", StringComparison.Ordinal) || village.EndsWith("居委会", StringComparison.Ordinal) || village.EndsWith("村委会", StringComparison.Ordinal) ? village
        : village.EndsWith("社区", StringComparison.Ordinal) ? village + "居民委员会" : village + "村民委员会";

    /// <summary>上田村 of 上田村村民委员会: divisions carry the name of their committee.</summary>
    public static string Village(string name)
    {
        foreach (var ending in (string[])["村民委员会", "居民委员会", "村委会", "居委会"])
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length] is var plain && (plain.EndsWith('村') || plain.EndsWith("社区", StringComparison.Ordinal)) ? plain : plain + (ending[0] == '村' ? "村" : "社区");
        }
        return name;
    }

    /// <summary>镇 or 乡, as the township speaks of itself.</summary>
    public static string LevelOf(string township) => township.EndsWith('乡') ? "乡" : township.EndsWith("街道", StringComparison.Ordinal) ? "街道" : "镇";
}
