using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Quality;
using Xianjie.Platform.Changes;
using Xianjie.Registry.Households;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Quality;

/// <summary>Doubts about incomes follow when the income itself is saved, not only when the household or a member is.</summary>
public sealed class SavedIncomeTests
{
    private const string WrongNet = "DQ110";

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Saving_an_income_whose_sums_are_right_closes_the_doubt_about_the_wrong_one(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await using (var db = site.Open())
        {
            db.Act = new Act("test", "set");
            db.Add(new IncomeYear { HouseholdId = household, Division = Site.VillageA1, Year = 2026, Wage = 1_000_000, Net = 100, Version = 1 });
            await db.SaveChangesAsync();
        }
        Assert.Equal(HttpStatusCode.SeeOther, (await (await site.SignInAsync("monitor")).PostAsync("/doubts?handler=Run", [])).StatusCode);
        await site.RunJobsAsync();
        Assert.Equal(DoubtState.待处理, await StateAsync(site, household));
        var saved = await (await site.SignInAsync("clerk")).PostAsync($"/households/{household}/incomes/2026", new()
        {
            ["Version"] = "1", ["f.wage"] = "10000", ["f.net"] = "", ["f.gross"] = "", ["f.per_capita"] = "", ["Why"] = "入户核实", ["Ignore"] = "已核实",
        });
        Assert.True(saved.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(saved)).QuerySelector("main")?.TextContent);
        Assert.Equal(DoubtState.已消除, await StateAsync(site, household));
    }

    private static async Task<DoubtState> StateAsync(Site site, Guid household)
    {
        await using var db = site.Open();
        return (await db.Set<QualityDoubt>().AsNoTracking().SingleAsync(d => d.HouseholdId == household && d.RuleId == WrongNet)).State;
    }
}
