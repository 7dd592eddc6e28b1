using Xianjie.Demo.Land;
using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

internal sealed record Outage(string WaterPoint, string Group, DateOnly From, int Days, string Reason, bool Long);

internal sealed record Storm(string Number, DateOnly Day, string Kind, double Share);

/// <summary>What strikes a village as a whole: the water stops for a group, a storm passes.</summary>
internal sealed class VillageEvents
{
    private static readonly string[] reasons = ["管道爆裂", "水源干涸", "检修", "停电", "水质浑浊"];
    private static readonly string[] kinds = ["洪涝", "风雹", "干旱", "低温冷冻", "地质灾害"];
    private readonly Dictionary<string, int> daysByGroup = [];

    public VillageEvents(Village village, Period period, ulong seed)
    {
        var draw = new Draw(seed, village.Index, 0, Purpose.VillageEvent);
        Outages = [.. MakeOutages(village, period, draw)];
        Storms = [.. Enumerable.Range(0, draw.Weighted([48, 36, 16])).Select(n =>
            new Storm(Names.Numbers.Padded("ZH" + village.Code[6..], n + 1, 2), period.AnyDay(draw), draw.Of(kinds), 0.01 + draw.Fraction() * 0.05))];
        foreach (var outage in Outages.Where(outage => outage.Long))
            daysByGroup[outage.Group] = daysByGroup.GetValueOrDefault(outage.Group) + outage.Days;
    }

    public Outage[] Outages { get; }
    public Storm[] Storms { get; }

    /// <summary>Households on a failing well: most have another source.</summary>
    public void Tell(Household household, Draw draw)
    {
        if (!daysByGroup.TryGetValue(household.Group, out var days) || household.Living.Supply != "集中")
            return;
        var real = !household.WellOff && draw.Chance(0.14);
        var first = Outages.Where(outage => outage.Long && outage.Group == household.Group).Min(outage => outage.From);
        household.Truths.Add(new Truth(real, "因安全饮水", first, real ? $"全年累计停水约{days}天，无替代水源" : "自家有水井，停水不影响生活", real ? "风险" : "干扰项").By("SL-1"));
    }

    private static IEnumerable<Outage> MakeOutages(Village village, Period period, Draw draw)
    {
        var point = village.Name[..^7].TrimEnd('村') + "供水点";
        var count = draw.Weighted([35, 30, 20, 10, 5]);
        for (var i = 0; i < count; i++)
        {
            var days = draw.Chance(0.15) ? draw.Between(4, 7) : draw.Between(1, 3);
            yield return new Outage(point, draw.Of(village.Groups), period.AnyDay(draw), days, draw.Of(reasons), false);
        }
        if (!draw.Chance(0.025 * village.Hardship))
            yield break;
        var group = draw.Of(village.Groups);
        var from = new DateOnly(period.LastDay.Year - draw.Below(2), 1, 1).AddDays(draw.Below(40));
        for (var i = 0; i < 5; i++, from = from.AddDays(draw.Between(25, 40)))
            if (period.Holds(from))
                yield return new Outage(point, group, from, draw.Between(8, 15), "水源干涸", true);
    }
}
