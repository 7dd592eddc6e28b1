using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Removal;
using Xianjie.Platform.Changes;
using Xianjie.Registry.Households;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Removal;

/// <summary>返贫风险反弹率: removals that were decided here, and those that came with an import.</summary>
public sealed class RelapseTests
{
    private const string Health = "健康帮扶";

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_removal_counts_once_wherever_it_was_decided_and_relapses_with_its_measures(string database)
    {
        await using var site = await Site.StartAsync(database);
        await EventsAsync(site, 1, RiskChange.消除);
        await EventsAsync(site, 2, RiskChange.消除, RiskChange.回退, RiskChange.消除);
        await EventsAsync(site, 3, RiskChange.再标注);
        await EventsAsync(site, 4);
        await using var db = site.Open();
        var rates = (await Relapse.ByGroupAsync(db, CancellationToken.None)).ToDictionary(r => r.Group, r => (r.Removed, r.Relapsed, r.Percent));
        Assert.Equal((5, 2, 40m), rates[Relapse.All]);
        Assert.Equal((5, 2, 40m), rates[Health]);
        Assert.Equal(2, rates.Count);
    }

    /// <summary>A removed household with one measure, and what happened to it, a month apart.</summary>
    private static async Task EventsAsync(Site site, int number, params RiskChange[] changes)
    {
        var (home, _) = await County.SettleAsync(site, number, "张三", Site.VillageA1, "脱贫不稳定户", "已消除风险监测户");
        await using var db = site.Open();
        db.Act = new Act("test", "set");
        (await db.Set<Household>().SingleAsync(h => h.Id == home)).EliminatedMonth = 202512;
        db.Add(new Measure { HouseholdId = home, Division = Site.VillageA1, MeasureGroup = Health, Name = "医疗救助", Progress = MeasureProgress.已完成 });
        db.AddRange(changes.Select((change, i) => new RiskEvent
        {
            HouseholdId = home, Division = Site.VillageA1, Change = change, On = new DateOnly(2026, 1 + i, 5), Reason = "试", People = 1, MeasureGroups = $";{Health};", By = "test",
        }));
        await db.SaveChangesAsync();
    }
}
