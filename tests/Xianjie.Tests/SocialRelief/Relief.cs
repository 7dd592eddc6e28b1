using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.SocialRelief.Refresh;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

/// <summary>Households, deliveries and the gathering, as the tests of social protection need them. The test clock stands at 2026-11-02.</summary>
internal static class Relief
{
    public const string Assistance = "身份证号,姓名,类别,状态,起始月份,终止月份,月保障金额";

    public static async Task<(Guid Home, Guid Person)> SettleAsync(Site site, int number, string name, long village = Site.VillageA1, string type = "普通农户", string state = "普通户", Action<Household, Xianjie.Registry.People.Person>? more = null)
    {
        var (home, person) = await County.SettleAsync(site, number, name, village, type, state);
        await using var db = site.Open();
        var household = await db.Set<Household>().SingleAsync(h => h.Id == home);
        more?.Invoke(household, await db.Set<Xianjie.Registry.People.Person>().SingleAsync(p => p.Id == person));
        db.Act = new("test", "settle");
        await db.SaveChangesAsync();
        await using var turn = await db.Database.BeginTransactionAsync();
        await Recount.HouseholdsAsync(db, [home], [village], CancellationToken.None);
        await turn.CommitAsync();
        return (home, person);
    }

    public static async Task RefreshAsync(Site site, Visitor monitor)
    {
        var started = await monitor.PostAsync("/relief/benefits?handler=Run", []);
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        await site.RunJobsAsync();
        await using var db = site.Open();
        var job = await db.Set<Job>().AsNoTracking().Where(j => j.Kind == ReliefJob.JobKind).OrderByDescending(j => j.Id).FirstAsync();
        Assert.True(job.State == JobState.Done, job.Outcome);
    }

    public static void Denied(HttpResponseMessage answer) => Assert.Contains("/denied", answer.Headers.Location!.ToString(), StringComparison.Ordinal);

    /// <summary>The number beside the title of a register.</summary>
    public static string Total(IDocument page) => page.QuerySelector(".total b")!.TextContent;

    /// <summary>Cells of the register's rows, without tags of other tables.</summary>
    public static List<string> Rows(IDocument page) => [.. page.QuerySelectorAll(".list table tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim())))];

    /// <summary>Every link of a table leads to a register with as many rows as the link says.</summary>
    public static async Task OpensAsync(Visitor visitor, IEnumerable<IElement> links)
    {
        var checkedLinks = 0;
        foreach (var link in links)
        {
            var (said, listed) = (link.TextContent.Trim(), Total(await visitor.PageAsync(link.GetAttribute("href")!)));
            Assert.True(said == listed, $"{link.GetAttribute("href")} says {said} and lists {listed}.");
            checkedLinks++;
            // A link that names a place also chooses it for the pages that follow
            await visitor.GetAsync($"/inbox?area={Site.County}");
        }
        Assert.True(checkedLinks > 0);
    }
}
