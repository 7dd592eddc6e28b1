using Xianjie.Demo.Events;
using Xianjie.Demo.People;

namespace Xianjie.Demo.Feeds;

/// <summary>One household as one office meets it: what a feed needs to write its rows.</summary>
internal sealed class FeedVisit(World world, VillageEvents events)
{
    public World World => world;
    public Period Period => world.Period;
    public VillageEvents Events => events;
    public required Household Household { get; set; }
    public required FeedSheet Sheet { get; set; }
    /// <summary>Everyday events of this household in this feed.</summary>
    public Draw Draw { get; } = new(0, 0);

    /// <summary>A number that no other row of the feed has: letters, household, running number.</summary>
    public string Serial(string head, int running) => Names.Numbers.Padded(Names.Numbers.Padded(head, Household.Key, 8), running, 3);
}
