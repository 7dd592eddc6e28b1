using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Bench.Month;
using Xianjie.Comparison.Clues;
using Xianjie.Demo.Feeds;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Demo.Verbs;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Process;
using Xianjie.Platform.Verbs;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Month;

public sealed class MonthTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_month_of_a_small_county_runs_through_its_pages_and_leaves_every_clock_and_count_right(string database)
    {
        using var place = TestPlace.Empty(database);
        var settings = Settings.From(place.Folder, place.Connection) with { SignIn = Office.SignIn };
        var county = await MonthCounty.PrepareAsync(settings, 1_500, _ => { });
        var time = new DemoTime();
        time.StandAt(MonthCounty.AsOf, new TimeOnly(9, 0));
        await using (var app = ServeVerb.App(settings, worker: false, "http://localhost", b =>
        {
            b.WebHost.UseTestServer();
            b.Services.AddSingleton<TimeProvider>(time);
        }))
        {
            await app.StartAsync();
            using var office = new Office(() => app.GetTestServer().CreateHandler(), new Uri("http://localhost"), time, county.Cadres, DemoAccounts.Password, () => JobsAsync(app));
            var outcome = await new MonthScript(office, county.Files, county.Feeds, county.Month, clues: 30, decisions: 6, removals: 3).RunAsync();
            Assert.Equal(FeedLayouts.All.Length, outcome.Delivered);
            Assert.InRange(outcome.Dispatched, 5, 30);
            Assert.True(outcome.Visited >= outcome.Dispatched, $"{outcome}");
            Assert.InRange(outcome.Identified, 1, 6);
            Assert.Equal(outcome.Identified, outcome.Planned);
            Assert.True(outcome.Called >= outcome.Identified, $"{outcome}");
            Assert.Equal(outcome.Leaving, outcome.Removed);
            await BooksAsync(app, outcome);
            var monitor = await office.MonitorAsync();
            var figures = await Figures.EqualTheirListsAsync(monitor.PageAsync);
            Assert.True(figures > 15, $"{figures} figures");
        }
    }

    /// <summary>What the database says after the month.</summary>
    private static async Task BooksAsync(WebApplication app, MonthOutcome outcome)
    {
        await using var db = app.Services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
        var left = await db.Set<Clue>().Where(c => c.State == ClueState.核查中).Select(c => $"{c.Kind} {c.Risk} {c.Rules} {c.Channels} {c.FoundOn} {c.Due} {c.Department}").ToListAsync();
        Assert.True(left.Count == 0, string.Join('；', left));
        var cases = await db.Set<IdentificationCase>().AsNoTracking().ToListAsync();
        var stays = (await db.Set<StepRecord>().AsNoTracking().ToListAsync()).ToLookup(s => s.Subject);
        Assert.All(cases, c => Assert.Equal(c.IsOpen ? 1 : 0, stays[c.Id].Count(s => s.LeftAt is null && s.Step != CaseFile.Whole)));
        Assert.Equal(outcome.Identified, cases.Count(c => c.Step == CaseStep.已认定 && c.OpenedOn >= MonthCounty.AsOf));
        var ended = await db.Set<RemovalCase>().AsNoTracking().Where(c => c.Step == RemovalStep.已消除).Select(c => c.HouseholdId).ToListAsync();
        Assert.Equal(outcome.Removed, ended.Count);
        Assert.Equal(ended.Count, await db.Set<Household>().CountAsync(h => ended.Contains(h.Id) && h.RiskState == HelpGaps.Removed && h.EliminatedMonth == 202611));
        var done = cases.Where(c => !c.IsOpen).Select(c => c.Id).Concat(await db.Set<RemovalCase>().Where(c => c.OpenHousehold == null).Select(c => c.Id).ToListAsync()).ToList();
        Assert.Equal(0, await db.Set<WorkItem>().CountAsync(w => w.State == WorkState.Open && done.Contains(w.Subject)));
    }

    private static Task JobsAsync(WebApplication app) => app.Services.GetRequiredService<Worker>().RunAllAsync(CancellationToken.None);
}
