using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Search;

/// <summary>Beginnings of texts as ranges, which both databases answer from an index.</summary>
internal static class Prefix
{
    /// <summary>The first text after all that begin with <paramref name="start"/>: both databases compare code points.</summary>
    public static string End(string start) => start + "\U0010FFFF";

    public static bool IsLatin(string text) => text.All(c => char.IsAsciiLetter(c) || c is ' ' or '\'');

#pragma warning disable CA1309 // translated to SQL, where texts compare by code point
    public static IQueryable<Household> ByNo(IQueryable<Household> households, string no)
    {
        var end = End(no);
        return households.Where(h => string.Compare(h.HouseholdNo, no) >= 0 && string.Compare(h.HouseholdNo, end) < 0);
    }

    /// <summary>
    /// People whose name, pinyin or initials begin with the text: one or two queries, each in the order of an index, so that a page of
    /// them is read without the rest.
    /// </summary>
    public static IReadOnlyList<IQueryable<Person>> ByName(IQueryable<Person> people, string text)
    {
        if (!IsLatin(text))
        {
            var end = End(text);
            return [people.Where(p => string.Compare(p.Name, text) >= 0 && string.Compare(p.Name, end) < 0).OrderBy(p => p.Name).ThenBy(p => p.Division)];
        }
        var letters = new string([.. text.Where(char.IsAsciiLetter)]).ToLowerInvariant();
        var last = End(letters);
        var spelled = people.Where(p => string.Compare(p.Pinyin, letters) >= 0 && string.Compare(p.Pinyin, last) < 0).OrderBy(p => p.Pinyin).ThenBy(p => p.Division);
        return letters.Length > 4 ? [spelled] : [people.Where(p => string.Compare(p.Initials, letters) >= 0 && string.Compare(p.Initials, last) < 0).OrderBy(p => p.Initials).ThenBy(p => p.Division), spelled];
    }
#pragma warning restore CA1309
}
