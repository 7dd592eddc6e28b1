using System.Globalization;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>A typed value in the one plain form in which it is stored in normalised files and read by the engine.</summary>
internal static class FieldText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "是" : "否",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string[] codes => string.Join('、', codes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
