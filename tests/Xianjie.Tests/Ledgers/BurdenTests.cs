using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Burden;
using Xianjie.Ledgers.Reminders;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class BurdenTests
{
    private const string Pumps = """
        - key: pumps
          title: 水泵台账
          module: 乡村建设
          owner: 水务局
          grain: site
          level: village
          basis: 试验
          fields:
            - {name: 水泵名称, english: pump_name, type: text, required: true, unique: true}
            - {name: 水井, english: well, type: reference, ledger: wells, show: 井名, required: true}
            - {name: 供水人口, english: people, type: int, unit: 人}
            - {name: 投资, english: invested, type: money, unit: 元, source: ledger.wells.投资}
            - {name: 是否消毒, english: is_treated, type: bool, reason: 水泵另行消毒}
        - key: lamps
          title: 路灯台账
          module: 乡村建设
          owner: 住建局
          grain: site
          level: village
          basis: 试验
          fields:
            - {name: 路灯编号, english: lamp_no, type: text, required: true, unique: true}
            - {name: 供水人口, english: people, type: int, unit: 人}
        """;

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S3-119")]
    public async Task Forms_sent_to_each_village_are_counted_against_the_most_allowed_and_facts_asked_twice_are_listed(string database)
    {
        await using var site = await Books.StartAsync(database, ("pumps.yaml", Pumps));
        await using (var db = site.Open())
        {
            db.Act = new("test", "most");
            db.Add(new Parameter { Key = VillageForms.Most, Division = Site.County, Value = "2", ValidFrom = new(2020, 1, 1), Basis = "试验" });
            await db.SaveChangesAsync();
        }
        var clerk = await site.SignInAsync("clerk");
        await Books.EnterAsync(clerk, Books.Well("东井", 100, "山泉"));
        await Books.EnterAsync(clerk, Books.Well("西井", 100, "山泉"));
        var monitor = await site.SignInAsync("monitor");
        // one ledger alone repeats nothing
        Assert.Null((await monitor.PageAsync("/ledgers/burden")).QuerySelector("#repeated-fields"));
        await Books.EnterAsync(clerk, new() { ["Place"] = $"{Site.VillageA1}", ["f.pump_name"] = "东泵", ["f.well"] = "东井", ["f.people"] = "100" }, "pumps");
        await Books.EnterAsync(clerk, new() { ["Place"] = $"{Site.VillageA1}", ["f.lamp_no"] = "甲", ["f.people"] = "3" }, "lamps");
        await Books.EnterAsync(clerk, new() { ["Place"] = $"{Site.VillageA1}", ["f.days_off"] = "2", ["f.homes"] = "120", ["f.since"] = "2019" }, "wells-monthly", "?period=20261001");
        site.Clock.Move(TimeSpan.FromDays(2));
        // the other villages were asked for the monthly report and owe it
        Assert.True(await site.Services.GetServices<IDueWork>().OfType<ReportWork>().Single().EnqueueDueAsync(default) > 0);
        var page = await monitor.PageAsync("/ledgers/burden");
        var rows = page.QuerySelectorAll("#village-forms tbody tr").Select(r => (Place: r.QuerySelector("th")!.TextContent, Forms: r.QuerySelectorAll("td")[0].TextContent, IsOver: r.TextContent.Contains("超过上限", StringComparison.Ordinal))).ToList();
        Assert.Equal(("4", true), rows.Where(r => r.Place.Contains("大坪村", StringComparison.Ordinal)).Select(r => (r.Forms, r.IsOver)).Single());
        Assert.Equal(("1", false), rows.Where(r => r.Place.Contains("清溪村", StringComparison.Ordinal)).Select(r => (r.Forms, r.IsOver)).Single());
        // what comes from elsewhere, is asked again for a reason, or is about another thing, is not repeated
        var repeated = page.QuerySelectorAll("#repeated-fields tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent, r => r.QuerySelectorAll("td")[1].TextContent);
        Assert.Equal("水井台账、水泵台账", repeated["供水人口"]);
        Assert.DoesNotContain("投资", repeated.Keys);
        Assert.DoesNotContain("是否消毒", repeated.Keys);
    }
}
