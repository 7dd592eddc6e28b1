using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.LowIncome;
using Xianjie.Platform.Changes;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.LowIncome;

public sealed class LowIncomeTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-35")]
    public async Task Low_income_households_are_set_against_monitored_ones_and_every_number_opens_its_list(string database)
    {
        await using var site = await Site.StartAsync(database);
        await SettleAsync(site, 1, "赵甲", Overlap.Monitored, dibao: "农村低保");
        await SettleAsync(site, 2, "钱乙", Overlap.Monitored);
        await SettleAsync(site, 3, "孙丙", "普通户", dibao: "农村低保");
        await SettleAsync(site, 4, "李丁", "脱贫户", tekun: "农村特困");
        var monitor = await site.SignInAsync("monitor");
        var page = await monitor.PageAsync("/low-income");
        var rows = page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent, r => r.QuerySelectorAll("td a").Select(Number).ToList());
        Assert.Equal(["2", "1", "0", "0", "1"], rows["有低保成员"]);
        Assert.Equal(["1", "0", "0", "1", "0"], rows["有特困成员"]);
        Assert.Equal(["4", "2", "0", "1", "1"], rows["全部农户"]);
        foreach (var link in page.QuerySelectorAll("table td a"))
            Assert.Equal(Number(link), (await monitor.PageAsync(link.GetAttribute("href")!)).QuerySelector(".total b")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("collector")).GetAsync("/low-income?area=990101000000")).StatusCode);
    }

    /// <summary>Households, without the people in brackets.</summary>
    private static string Number(IElement link) => link.TextContent.Split('（')[0];

    private static async Task SettleAsync(Site site, int number, string name, string state, string? dibao = null, string? tekun = null)
    {
        var (home, person) = await County.SettleAsync(site, number, name, Site.VillageA1, state: state);
        await using var db = site.Open();
        var member = await db.Set<Person>().SingleAsync(p => p.Id == person);
        (member.Dibao, member.Tekun) = (dibao, tekun);
        db.Act = new Act("test", "settle");
        await db.SaveChangesAsync();
        await using var turn = await db.Database.BeginTransactionAsync();
        await Recount.HouseholdsAsync(db, [home], [Site.VillageA1], CancellationToken.None);
        await turn.CommitAsync();
    }
}
