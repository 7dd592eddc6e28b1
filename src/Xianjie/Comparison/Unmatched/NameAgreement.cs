using Xianjie.Registry;

namespace Xianjie.Comparison.Unmatched;

/// <summary>
/// Whether a department means the registered person by a name beside that person's citizen id. Departments hear and type names differently;
/// a wholly different name means that someone's id is wrong, and then a person must look before it counts for the family.
/// </summary>
internal static class NameAgreement
{
    /// <summary>True for the same name but for spaces and dots, for the same sounds, for one differing sign among three or more, and where either name is missing.</summary>
    public static bool Holds(string given, string known)
    {
        var (a, b) = (Plain(given), Plain(known));
        return a.Length == 0 || b.Length == 0 || string.Equals(a, b, StringComparison.Ordinal)
            || (Pinyin.Full(a) is { } sounds && string.Equals(sounds, Pinyin.Full(b), StringComparison.Ordinal))
            || (Math.Min(a.Length, b.Length) >= 3 && CandidateFinder.Distance(a, b) <= 1);
    }

    private static string Plain(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('·' or '•' or '・' or '.' or '。')));
}
