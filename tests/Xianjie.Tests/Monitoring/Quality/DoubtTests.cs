using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Quality;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Fields;
using Xianjie.Registry.People;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Quality;

/// <summary>数据疑点: what the data-quality rules find is mended, explained or exempted, and closes itself when the data are right.</summary>
public sealed class DoubtTests
{
    private const string Pupil = "DQ061", SameId = "DQ001";

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S3-67")]
    public async Task What_the_quality_rules_find_is_a_doubt_and_no_clue(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, person) = await PupilAsync(site, 1, Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        var run = await County.ScreenAsync(site, monitor);
        Assert.True(run.Hits > 0);
        Assert.Empty(await County.CluesAsync(site));
        var doubt = await DoubtAsync(site, household, Pupil);
        Assert.Equal((DoubtState.待处理, person, 202610), (doubt.State, doubt.PersonId, doubt.FoundMonth));
        var list = await (await site.SignInAsync("collector")).PageAsync("/doubts?rule=" + Pupil);
        Assert.Contains("张三 56 岁，在校生状况是“小学”", list.Body!.TextContent);
        Assert.Equal($"/households/{household}/members/{person}/edit#f_school_state", list.QuerySelectorAll("td.act a").First(a => a.TextContent == "去改").GetAttribute("href"), ignoreCase: true);
        Assert.DoesNotContain("张三", (await (await site.SignInAsync("collector-b")).PageAsync("/doubts?state=all")).QuerySelector("main")!.TextContent);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_doubt_closes_itself_when_the_data_are_right_and_the_same_run_opens_it_only_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, person) = await PupilAsync(site, 1, Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        await RunAsync(site, monitor);
        var first = await CountAsync(site);
        await RunAsync(site, monitor);
        Assert.Equal(first, await CountAsync(site));
        await SetAsync(site, person, p => p.SchoolState = "非在校生");
        await RunAsync(site, monitor);
        var closed = await DoubtAsync(site, household, Pupil);
        Assert.Equal((DoubtState.已消除, "数据已改正", 202611), (closed.State, closed.ClosedWhy, closed.ClosedMonth));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Saving_the_form_that_mends_a_doubt_closes_it_at_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, person) = await PupilAsync(site, 1, Site.VillageA1);
        await RunAsync(site, await site.SignInAsync("monitor"));
        var clerk = await site.SignInAsync("clerk");
        var path = $"/households/{household}/members/{person}/edit";
        var fields = new Dictionary<string, string>();
        foreach (var control in (await clerk.PageAsync(path)).QuerySelectorAll("main form [name]").Where(c => c.GetAttribute("type") is not "checkbox" || c.HasAttribute("checked")))
            fields[control.GetAttribute("name")!] = control.LocalName == "select" ? control.QuerySelector("option[selected]") is { } o ? o.GetAttribute("value") ?? o.TextContent : "" : control.GetAttribute("value") ?? control.TextContent;
        fields.Remove("__RequestVerificationToken");
        (fields["f.school_state"], fields["Why"], fields["Ignore"]) = ("非在校生", "入户核对", "已核实");
        var saved = await clerk.PostAsync(path, fields);
        Assert.True(saved.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(saved)).QuerySelector("main")?.TextContent);
        Assert.Equal(DoubtState.已消除, (await DoubtAsync(site, household, Pupil)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_record_of_a_household_shows_its_doubts_to_mend_or_explain_and_the_past_ones_folded(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, person) = await PupilAsync(site, 1, Site.VillageA1);
        await RunAsync(site, await site.SignInAsync("monitor"));
        var doubt = await DoubtAsync(site, household, Pupil);
        var (collector, tab) = (await site.SignInAsync("collector"), $"/households/{household}?tab=doubts");
        var before = await WaitingAsync(site, household);
        var page = await collector.PageAsync(tab);
        Assert.Equal($"数据疑点 {before}", page.QuerySelector(".tabs [aria-current=page]")!.TextContent.Trim());
        var panel = page.QuerySelectorAll("main section.panel").Single(p => p.TextContent.Contains(Pupil, StringComparison.Ordinal));
        Assert.Contains("张三 56 岁，在校生状况是“小学”", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains($"/members/{person}/edit", panel.QuerySelector(".doubt-acts a")!.GetAttribute("href"), StringComparison.Ordinal);
        var said = await collector.PostToAsync(tab, panel.QuerySelector("form")!.GetAttribute("action")!, new() { ["Words"] = "参加扫盲班，学籍属实" });
        Assert.Equal((HttpStatusCode.SeeOther, tab), (said.StatusCode, said.Headers.Location!.ToString()));
        Assert.Equal(DoubtState.待认可, (await DoubtAsync(site, household, Pupil)).State);
        Assert.Contains("认可或退回", (await (await site.SignInAsync("clerk")).PageAsync(tab)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await SetAsync(site, person, p => p.SchoolState = "非在校生");
        await collector.PostAsync($"/doubts/{doubt.Id}?handler=Check", []);
        var mended = await collector.PageAsync(tab);
        Assert.Contains("张三 56 岁", mended.QuerySelector("details.doubt-past")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(mended.QuerySelectorAll("main section.panel"), p => p.TextContent.Contains(Pupil, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_explanation_is_accepted_by_another_person_and_rests_until_the_data_change(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, person) = await PupilAsync(site, 1, Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        await RunAsync(site, monitor);
        var doubt = await DoubtAsync(site, household, Pupil);
        var (collector, clerk) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await collector.PostAsync($"/doubts/{doubt.Id}?handler=Explain", new() { ["Words"] = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/doubts/{doubt.Id}?handler=Explain", new() { ["Words"] = "参加扫盲班，学籍属实" })).StatusCode);
        var own = await clerk.PostAsync($"/doubts?state=accept&handler=Accept", new() { ["ids"] = doubt.Id.ToString() });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (own.StatusCode, (await own.Content.ReadAsStringAsync()).Contains("不同的人办理", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await collector.PostAsync($"/doubts/{doubt.Id}?handler=Accept", [])).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"/doubts?state=accept&handler=Accept", new() { ["ids"] = doubt.Id.ToString() })).StatusCode);
        await RunAsync(site, monitor);
        Assert.Equal(DoubtState.已认可, (await DoubtAsync(site, household, Pupil)).State);
        await SetAsync(site, person, p => p.BirthDate = new DateOnly(1990, 5, 1));
        await RunAsync(site, monitor);
        Assert.Equal(DoubtState.待处理, (await DoubtAsync(site, household, Pupil)).State);
        Assert.Equal(["说明", "认可"], await ActsAsync(site, doubt.Id));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_exemption_has_an_end_and_a_second_person_and_the_doubt_comes_back_after_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, _) = await PupilAsync(site, 1, Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        await RunAsync(site, monitor);
        var doubt = await DoubtAsync(site, household, Pupil);
        var clerk = await site.SignInAsync("clerk");
        Task<HttpResponseMessage> AskAsync(string until) => clerk.PostAsync($"/doubts/{doubt.Id}?handler=Exempt", new() { ["Words"] = "成人扫盲班，附学籍证明", ["Until"] = until });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync("")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync("2028-01-01")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await AskAsync("2026-11-20")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync($"/doubts/{doubt.Id}?handler=Accept", [])).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"/doubts/{doubt.Id}?handler=Accept", [])).StatusCode);
        await RunAsync(site, monitor);
        Assert.Equal((DoubtState.已豁免, new DateOnly(2026, 11, 20)), ((await DoubtAsync(site, household, Pupil)).State, (await DoubtAsync(site, household, Pupil)).ExemptUntil));
        site.Clock.Move(TimeSpan.FromDays(20));
        await RunAsync(site, await site.SignInAsync("monitor"));
        Assert.Equal(DoubtState.待处理, (await DoubtAsync(site, household, Pupil)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_number_in_two_households_is_a_doubt_of_both_even_where_the_other_is_out_of_sight(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (one, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var (_, twin) = await County.SettleAsync(site, 2, "李四", Site.VillageB1);
        var fields = site.Services.GetRequiredService<RegistryFields>();
        await SetAsync(site, twin, p => fields.Of("成员", "citizen_id").Set(p, County.Id(1)));
        await RunAsync(site, await site.SignInAsync("monitor"));
        await using (var db = site.Open())
            Assert.Equal(2, await db.Set<QualityDoubt>().CountAsync(d => d.RuleId == SameId && d.OpenKey != null));
        // The collector of the first village checks again: the other household is not theirs, but still counts.
        var doubt = await DoubtAsync(site, one, SameId);
        Assert.Equal(HttpStatusCode.SeeOther, (await (await site.SignInAsync("collector")).PostAsync($"/doubts/{doubt.Id}?handler=Check", [])).StatusCode);
        Assert.Equal(DoubtState.待处理, (await DoubtAsync(site, one, SameId)).State);
        await SetAsync(site, twin, p => fields.Of("成员", "citizen_id").Set(p, County.Id(2)));
        await (await site.SignInAsync("collector")).PostAsync($"/doubts/{doubt.Id}?handler=Check", []);
        Assert.Equal(DoubtState.已消除, (await DoubtAsync(site, one, SameId)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_table_of_places_counts_what_the_list_shows(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PupilAsync(site, 1, Site.VillageA1);
        await PupilAsync(site, 2, Site.VillageB1);
        var monitor = await site.SignInAsync("monitor");
        await RunAsync(site, monitor);
        var page = await monitor.PageAsync("/doubts/villages");
        foreach (var link in page.QuerySelectorAll("section.panel td.num a").ToList())
        {
            var list = await monitor.PageAsync(link.GetAttribute("href")!);
            Assert.Equal(link.TextContent.Trim(), list.QuerySelector(".total b")!.TextContent);
        }
        Assert.Equal(2, page.QuerySelector("section.panel")!.QuerySelectorAll("tbody tr").Length);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_night_a_county_that_was_run_before_is_run_once(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PupilAsync(site, 1, Site.VillageA1);
        await RunAsync(site, await site.SignInAsync("monitor"));
        var due = site.Services.GetRequiredService<IEnumerable<IDueWork>>().OfType<QualitySchedule>().Single();
        Assert.Equal(0, await due.EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal((1, 0), (await due.EnqueueDueAsync(default), await due.EnqueueDueAsync(default)));
    }

    private static async Task<(Guid Household, Guid Person)> PupilAsync(Site site, int number, long village)
    {
        var settled = await County.SettleAsync(site, number, number == 1 ? "张三" : "李四", village);
        await SetAsync(site, settled.Person, p => p.SchoolState = "小学");
        return settled;
    }

    private static async Task SetAsync(Site site, Guid person, Action<Person> change)
    {
        await using var db = site.Open();
        db.Act = new Act("test", "set");
        change(await db.Set<Person>().SingleAsync(p => p.Id == person));
        await db.SaveChangesAsync();
    }

    private static async Task RunAsync(Site site, Visitor monitor)
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/doubts?handler=Run", [])).StatusCode);
        await site.RunJobsAsync();
        await using var db = site.Open();
        var job = await db.Set<Job>().AsNoTracking().Where(j => j.Kind == QualityJob.JobKind).OrderByDescending(j => j.Id).FirstAsync();
        Assert.True(job.State == JobState.Done, job.Outcome);
    }

    private static async Task<int> CountAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<QualityDoubt>().CountAsync();
    }

    private static async Task<QualityDoubt> DoubtAsync(Site site, Guid household, string rule)
    {
        await using var db = site.Open();
        return await db.Set<QualityDoubt>().AsNoTracking().SingleAsync(d => d.HouseholdId == household && d.RuleId == rule);
    }

    private static async Task<int> WaitingAsync(Site site, Guid household)
    {
        await using var db = site.Open();
        return await db.Set<QualityDoubt>().CountAsync(d => d.HouseholdId == household && d.State == DoubtState.待处理);
    }

    private static async Task<List<string>> ActsAsync(Site site, Guid doubt)
    {
        await using var db = site.Open();
        return await db.Set<DoubtAct>().Where(a => a.DoubtId == doubt).OrderBy(a => a.Id).Select(a => a.What).ToListAsync();
    }
}
