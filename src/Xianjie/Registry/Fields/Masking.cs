using Xianjie.Screening;

namespace Xianjie.Registry.Fields;

/// <summary>Sealed values starred out, with enough left to tell two of them apart.</summary>
internal static class Masking
{
    public static string Of(Column column, string text) => column.Type switch
    {
        ColumnType.CitizenId when text.Length == 18 => string.Concat(text.AsSpan(0, 3), "***********", text.AsSpan(14)),
        ColumnType.DisabilityCard when text.Length >= 18 => string.Concat(text.AsSpan(0, 3), "***********", text.AsSpan(14, 4)) + "**",
        ColumnType.Phone when text.Length >= 7 => string.Concat(text.AsSpan(0, 3), "****", text.AsSpan(text.Length - 4)),
        _ when text.Length > 8 => string.Concat(text.AsSpan(0, 4), new string('*', text.Length - 8), text.AsSpan(text.Length - 4)),
        _ => new string('*', text.Length),
    };
}
