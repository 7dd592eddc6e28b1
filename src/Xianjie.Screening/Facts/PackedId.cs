using System.Globalization;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Screening;

/// <summary>Citizen ids as the columns hold them: <see cref="CitizenId.Key"/>.</summary>
internal static class PackedId
{
    /// <summary>Reads an 18-digit id with a right check digit, or a 15-digit one (raised to 18), from plain bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long id)
    {
        if (text.Length == 15) return TryRead15(text, out id);
        var good = CitizenId.TryParse(text, out var citizen);
        id = good ? citizen.Key : 0;
        return good;
    }

    /// <summary>Day number of the date of birth, −1 if the digits are no date.</summary>
    public static int BirthDay(long id)
    {
        var date = (int)(id / 1000 % 100_000_000);
        return Days.Of(date / 10000, date / 100 % 100, date % 100);
    }

    public static bool IsMale(long id) => id % 2 == 1;

    /// <summary>All 18 characters.</summary>
    public static string Text(long id) => CitizenId.FromKey(id).ToString();

    private static bool TryRead15(ReadOnlySpan<byte> text, out long id)
    {
        id = 0;
        if (text.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        var head = long.Parse(text[..6], CultureInfo.InvariantCulture);
        id = (head * 100 + 19) * 1_000_000_000 + long.Parse(text[6..], CultureInfo.InvariantCulture);
        return BirthDay(id) >= 0;
    }
}
