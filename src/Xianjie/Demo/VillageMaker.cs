using Xianjie.Demo.Events;
using Xianjie.Demo.Feeds;
using Xianjie.Demo.Land;
using Xianjie.Demo.People;
using Xianjie.Demo.Registry;
using Xianjie.Demo.Writing;

namespace Xianjie.Demo;

/// <summary>Makes all households of one village and writes them to the village's buffers. Knows nothing of other villages, so villages can be made
/// on any thread in any order.</summary>
internal sealed class VillageMaker
{
    private static readonly Action<FeedVisit>[] feeds =
    [
        HealthFeeds.Settlements, HealthFeeds.Insured, SchoolFeed.Write, HealthFeeds.Cards, CivilFeeds.Assistance, CivilFeeds.Relief, HomeFeeds.Houses, HomeFeeds.Water,
        WorkFeeds.Jobs, CivilFeeds.Register, AssetFeeds.Vehicles, AssetFeeds.Businesses, AssetFeeds.Estates, WorkFeeds.Loans, HomeFeeds.Disasters,
        WorkMonitoring.Records, WorkMonitoring.Plans, WorkMonitoring.Graduates,
    ];
    private readonly World world;
    private readonly FamilyMaker families;
    private readonly LifeMaker lives;
    private readonly Livelihood livelihood;
    private readonly Identification monitoring;
    private readonly StoryTeller stories;
    private readonly RegistryWriter registry;

    public VillageMaker(World world)
    {
        this.world = world;
        families = new FamilyMaker(world.Period.AsOf);
        lives = new LifeMaker(world.Period.AsOf);
        livelihood = new Livelihood(world.Period.AsOf);
        monitoring = new Identification(world.Period.AsOf);
        stories = new StoryTeller(world.Period);
        registry = new RegistryWriter(world);
    }

    public void Make(Village village, VillageOutput output)
    {
        output.Clear();
        var seed = world.Options.Seed;
        var events = new VillageEvents(village, world.Period, seed);
        var registrar = new Registrar(village.Index, village.Ethnicity) { VillagesTotal = world.Plan.Villages.Length };
        var draw = new Draw(0, 0);
        FeedVisit? visit = null;
        for (var (left, number) = (village.People, 1); left > 0; number++)
        {
            var household = Household(village, number, left, registrar, draw);
            left -= household.Members.Length;
            stories.Tell(household, draw.Seek(seed, household.Key, 0, Purpose.Event));
            events.Tell(household, draw);
            var defect = Defect.Choose(household, draw.Seek(seed, household.Key, 0, Purpose.Defect));
            registry.Write(household, defect, draw.Seek(seed, household.Key, 0, Purpose.Registry), output.Registry);
            output.Record(household, defect);
            visit ??= new FeedVisit(world, events) { Household = household, Sheet = output.Sheets[0] };
            Report(visit, household, output);
        }
    }

    private Household Household(Village village, int number, int most, Registrar registrar, Draw draw)
    {
        var seed = world.Options.Seed;
        var key = village.Index * 10_000L + number;
        var members = families.Make(draw.Seek(seed, key, 0, Purpose.Family), most);
        foreach (var member in members)
            registrar.Issue(member);
        registrar.Name(members, draw);
        foreach (var member in members)
            lives.Live(member, draw);
        var household = new Household(village, number, members) { Group = village.Groups[draw.Below(village.Groups.Length)] };
        draw.Seek(seed, key, 0, Purpose.Status);
        Livelihood.Status(household, draw);
        household.Living = Dwelling.Make(household, draw);
        Livelihood.Work(household, draw);
        livelihood.Earn(household, draw);
        monitoring.Decide(household, draw);
        return household;
    }

    private void Report(FeedVisit visit, Household household, VillageOutput output)
    {
        visit.Household = household;
        for (var feed = 0; feed < feeds.Length; feed++)
        {
            visit.Sheet = output.Sheets[feed];
            visit.Sheet.Seek(world.Options.Seed, household.Key, feed);
            visit.Draw.Seek(world.Options.Seed, household.Key, feed, Purpose.Feed);
            feeds[feed](visit);
        }
    }
}
