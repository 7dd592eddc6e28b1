using System.Globalization;

namespace Xianjie.Screening.Identifiers;

/// <summary>Brings what people type (full-width digits, stray blanks, a leading apostrophe) to one plain form.</summary>
public static class TextForm
{
    /// <summary>
    /// Full-width ASCII becomes half-width, Latin letters become upper case, white space and invisible marks fall away.
    /// Returns the filled part of <paramref name="room"/>; text longer than the room is cut, which no identifier survives.
    /// </summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text, Span<char> room)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (IsBlank(c)) { continue; }
            if (length == room.Length) { break; }
            room[length++] = char.ToUpperInvariant(HalfWidth(c));
        }
        // Excel marks "this is text" with a leading apostrophe, which survives some exports
        return length > 0 && room[0] is '\'' or '`' ? room[1..length] : room[..length];
    }

    /// <summary>The half-width twin of a full-width character, or the character itself.</summary>
    public static char HalfWidth(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - 0xFEE0),
        '　' => ' ',
        '‘' or '’' => '\'',
        _ => c,
    };

    /// <summary>White space, the byte order mark and zero-width marks.</summary>
    public static bool IsBlank(char c) => c switch
    {
        < '\u0080' => c is <= ' ' or '\u007F',
        >= '\u4E00' and <= '\u9FFF' => false,
        _ => char.IsWhiteSpace(c) || c is '\uFEFF' || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control,
    };

    internal static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9') && text.Length > 0;

    /// <summary>Digits to a number; the caller has checked that there are at most 18 of them and nothing else.</summary>
    internal static long Number(ReadOnlySpan<char> digits)
    {
        var value = 0L;
        foreach (var c in digits) { value = value * 10 + (c - '0'); }
        return value;
    }
}
