namespace Xianjie.Demo.Names;

internal static class NameMaker
{
    // Cumulative weights, so that the draw of a surname is one binary search.
    private static readonly int[] cumulative = Cumulate();

    public static string Surname(Draw draw)
    {
        var place = Array.BinarySearch(cumulative, draw.Below(cumulative[^1]) + 1);
        return NameParts.Surnames.Names[place < 0 ? ~place : place];
    }

    public static string Full(Draw draw, string surname, bool male, int birthYear)
    {
        var generation = birthYear < 1966 ? 0 : birthYear < 1995 ? 1 : 2;
        var characters = (male ? NameParts.Male : NameParts.Female)[generation];
        if (draw.Chance(0.0008))
            return surname + Character(draw, characters) + draw.Of(NameParts.RareGiven);
        var first = Character(draw, characters);
        var single = surname.Length == 1 && draw.Chance(generation == 1 ? 0.22 : 0.07);
        return single ? surname + first : surname + first + Character(draw, characters);
    }

    /// <summary>Uyghur names have no surname: the own name, a middle dot, the father's.</summary>
    public static string Uyghur(Draw draw, bool male, string father) =>
        draw.Of(male ? NameParts.UyghurMale : NameParts.UyghurFemale) + "·" + father;

    /// <summary>The name as a careless clerk hears it; unchanged where no character has a familiar double.</summary>
    public static string Misheard(string name)
    {
        for (var i = name.Length - 1; i > 0; i--)
            foreach (var (right, wrong) in NameParts.Homophones)
                if (name[i] == right)
                    return string.Concat(name.AsSpan(0, i), [wrong], name.AsSpan(i + 1));
        return name;
    }

    private static string Character(Draw draw, string characters) => characters[draw.Below(characters.Length)].ToString();

    private static int[] Cumulate()
    {
        var sum = 0;
        return [.. NameParts.Surnames.Weights.Select(weight => sum += weight)];
    }
}
