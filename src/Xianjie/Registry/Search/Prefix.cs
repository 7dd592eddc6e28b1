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

    /// <summary>People whose name, pinyin or initials begin with the text. Short Latin text is read as initials first.</summary>
    public static IQueryable<Person> ByName(IQueryable<Person> people, string text)
    {
        if (!IsLatin(text))
        {
            var end = End(text);
            return people.Where(p => string.Compare(p.Name, text) >= 0 && string.Compare(p.Name, end) < 0);
        }
        var letters = new string([.. text.Where(char.IsAsciiLetter)]).ToLowerInvariant();
        var last = End(letters);
        // Initials hold no vowels but a, e and o at a word's start: what cannot be initials is looked up as pinyin alone.
        return letters.Length > 4
            ? people.Where(p => string.Compare(p.Pinyin, letters) >= 0 && string.Compare(p.Pinyin, last) < 0)
            : people.Where(p => p.Initials == letters || (string.Compare(p.Pinyin, letters) >= 0 && string.Compare(p.Pinyin, last) < 0));
    }
#pragma warning restore CA1309
}
