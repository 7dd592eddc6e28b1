using System.Globalization;
using Xianjie.Demo.Names;

namespace Xianjie.Demo.Feeds;

/// <summary>What goes wrong when people type.</summary>
internal readonly struct Slip(Draw draw, double dirt)
{
    public const double WrongDigit = 0.003, SwappedDigits = 0.0015, FifteenDigits = 0.002, Spaced = 0.0015, LowerCase = 0.1;
    public const double Misheard = 0.004, SpacedName = 0.004;

    public string Id(string id)
    {
        if (dirt == 0)
            return id;
        var chance = draw.Fraction() / dirt;
        if (chance < WrongDigit)
            return Wrong(id);
        if ((chance -= WrongDigit) < SwappedDigits)
            return Swapped(id);
        if ((chance -= SwappedDigits) < FifteenDigits)
            return id[6] == '1' ? string.Concat(id.AsSpan(0, 6), id.AsSpan(8, 9)) : id;
        if ((chance -= FifteenDigits) < Spaced)
            return draw.Chance(0.5) ? " " + id : id[..6] + " " + id[6..];
        return id[17] == 'X' && draw.Chance(LowerCase * dirt) ? id[..17] + "x" : id;
    }

    public string Name(string name)
    {
        if (dirt == 0)
            return name;
        var chance = draw.Fraction() / dirt;
        if (chance < Misheard)
            return NameMaker.Misheard(name);
        if ((chance -= Misheard) >= SpacedName)
            return name;
        return name.Length == 2 && draw.Chance(0.7) ? name[..1] + "　" + name[1..] : name + " ";
    }

    /// <summary>With thousands separators, with 元, or both.</summary>
    public string Money(long fen)
    {
        var plain = (fen / 100m).ToString(draw.Chance(0.6) ? "#,0.00" : "0.##", CultureInfo.InvariantCulture);
        return draw.Chance(0.5) ? plain + "元" : plain;
    }

    private string Wrong(string id)
    {
        var at = draw.Below(17);
        var digit = (char)('0' + (id[at] - '0' + draw.Between(1, 9)) % 10);
        return string.Concat(id.AsSpan(0, at), [digit], id.AsSpan(at + 1));
    }

    private string Swapped(string id)
    {
        for (var at = draw.Between(6, 14); at < 16; at++)
            if (id[at] != id[at + 1])
                return string.Concat(id.AsSpan(0, at), [id[at + 1]], [id[at]], id.AsSpan(at + 2));
        return Wrong(id);
    }
}
