using Xianjie.Demo.Land;
using Xianjie.Demo.Names;

namespace Xianjie.Demo.People;

/// <summary>Gives the people of one village names and citizen ids. A village owns its own sequence number on every birthday in every
/// fictional region, so ids never collide between villages though nobody compares them.</summary>
internal sealed class Registrar(int villageIndex, string villageEthnicity)
{
    private const int Sequences = 499, LastRegion = CountyPlan.Code + 98;
    private readonly Dictionary<(DateOnly Birth, bool Male), int> taken = [];
    private readonly int regionsPerSlot = 1 + villageIndex / Sequences;

    public int VillagesTotal { get; init; }

    public void Name(Person[] members, Draw draw)
    {
        var uyghur = draw.Chance(0.004);
        var ethnicity = uyghur ? "维吾尔族" : draw.Chance(0.9) ? villageEthnicity : "汉族";
        var surname = NameMaker.Surname(draw);
        foreach (var member in members)
        {
            var own = IsFromOtherFamily(member, members.Length > 1);
            member.Ethnicity = own && !uyghur && draw.Chance(0.08) ? "汉族" : ethnicity;
            member.Name = uyghur ? NameMaker.Uyghur(draw, member.Male, draw.Of(NameParts.UyghurMale))
                : NameMaker.Full(draw, own ? NameMaker.Surname(draw) : surname, member.Male, member.Birth.Year);
        }
    }

    public void Issue(Person member)
    {
        while (true)
        {
            var key = (member.Birth, member.Male);
            var slot = taken.GetValueOrDefault(key, 0);
            if (slot == 0 && member.MarriedIn)
                slot = 1;
            taken[key] = slot + 1;
            var region = Region(slot);
            if (region <= LastRegion)
            {
                member.Id = Numbers.CitizenId(region, member.Birth, Sequence(member.Birth, member.Male));
                return;
            }
            member.Birth = member.Birth.AddDays(-1);
        }
    }

    private static bool IsFromOtherFamily(Person member, bool hasSpouse) => member.Relation switch
    {
        "户主" => !member.Male && hasSpouse && member.MarriedIn,
        "配偶" => !member.Male,
        "之母" or "之婆婆" or "之儿媳" or "之女婿" or "之岳父" or "之岳母" or "之祖母" => true,
        _ => false,
    };

    private int Region(int slot) => CountyPlan.Code + slot * Math.Max(1, (VillagesTotal + Sequences - 1) / Sequences) + (regionsPerSlot - 1);

    private int Sequence(DateOnly birth, bool male)
    {
        var shift = (int)(Draw.Mix((ulong)birth.DayNumber) % Sequences);
        return (villageIndex + shift) % Sequences * 2 + (male ? 1 : 2);
    }
}
