using System.Globalization;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Access;

/// <summary>A place as a person types it.</summary>
internal static class DivisionText
{
    /// <summary>The 12-digit code of 6, 9 or 12 digits; null where it is none.</summary>
    public static long? Parse(string? text) => DivisionCode.TryParse(text, null, out var code) ? long.Parse(code.ToString(), CultureInfo.InvariantCulture) : null;
}
