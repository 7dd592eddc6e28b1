using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Comparison;

/// <summary>A site with a few generated households, and the steps that a month takes: deliver, read, screen.</summary>
internal static class County
{
    public const string MedicalHeader = "证件号码,参保人姓名,就诊编号,医疗类别,结算时间,定点机构名称,个人负担";

    public static string Id(int number) => CitizenId.Create(990101, new DateOnly(1970, 1, 1).AddDays(number), 100 + number).ToString();

    public static string Inpatient(string id, string name, string no, string date, decimal paid) => $"{id},{name},{no},住院,{date},县人民医院,{paid}";

    /// <summary>One household of one person; returns both.</summary>
    public static async Task<(Guid Household, Guid Person)> SettleAsync(Site site, int number, string name, long village, string type = "普通农户", string state = "普通户")
    {
        await using var db = site.Open();
        var fields = site.Services.GetRequiredService<RegistryFields>();
        var home = new Household { HouseholdNo = $"H{number:0000}", Division = village, County = 990101, HeadName = name, HouseholdType = type, RiskState = state, MemberCount = 1 };
        var person = new Person { HouseholdId = home.Id, Division = village, County = 990101, Name = name, Relation = "户主", BirthDate = new DateOnly(1970, 1, 1).AddDays(number) };
        fields.Of("成员", "citizen_id").Set(person, Id(number));
        db.AddRange(home, person, new Membership { PersonId = person.Id, HouseholdId = home.Id, Division = village, Relation = "户主", From = new DateOnly(2020, 1, 1), JoinReason = "建档" });
        db.Act = new Act("test", "settle");
        await db.SaveChangesAsync();
        return (home.Id, person.Id);
    }

    /// <summary>The household has signed a letter, so that its cars, houses and deposits may be looked at.</summary>
    public static async Task SignAsync(Site site, Guid household, long village)
    {
        await using var db = site.Open();
        db.Add(new Xianjie.Monitoring.Authorisations.Authorisation
        {
            HouseholdId = household, Division = village, FormKey = Guid.CreateVersion7(), Number = "SQ", SignedOn = new(2026, 1, 1), ValidUntil = new(2026, 12, 31), Signers = "户主", By = "test", At = site.Clock.GetUtcNow(),
        });
        db.Act = new Act("test", "sign");
        await db.SaveChangesAsync();
    }

    public static async Task<HttpResponseMessage> UploadAsync(Visitor visitor, string feed, string csv, string fileName = "送数.csv") =>
        await visitor.PostAsync($"/feeds/{feed}", [], ("file", fileName, Encoding.UTF8.GetBytes(csv)));

    /// <summary>Uploads, confirms the guessed columns and lets the job read the file.</summary>
    public static async Task<Delivery> DeliverAsync(Site site, Visitor visitor, string feed, string csv, string fileName = "送数.csv")
    {
        var uploaded = await UploadAsync(visitor, feed, csv, fileName);
        Assert.Equal(HttpStatusCode.SeeOther, uploaded.StatusCode);
        var columns = uploaded.Headers.Location!.ToString();
        Assert.EndsWith("/columns", columns, StringComparison.Ordinal);
        var page = await visitor.PageAsync(columns);
        var fields = page.QuerySelectorAll("select[name^=column]").ToDictionary(s => s.GetAttribute("name")!, s => s.QuerySelector("option[selected]")?.GetAttribute("value") ?? string.Empty);
        var sent = await visitor.PostAsync(columns, fields);
        Assert.True(sent.StatusCode == HttpStatusCode.SeeOther, await sent.Content.ReadAsStringAsync());
        await site.RunJobsAsync();
        await using var db = site.Open();
        var id = Guid.Parse(columns.Split('/')[3]);
        return await db.Set<Delivery>().AsNoTracking().SingleAsync(d => d.Id == id);
    }

    public static async Task<ScreeningRun> ScreenAsync(Site site, Visitor monitor, string month = "2026-10", bool backTest = false)
    {
        var started = await monitor.PostAsync("/screening?handler=Start", new() { ["month"] = month, ["backTest"] = backTest ? "true" : "false" });
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        await site.RunJobsAsync();
        await using var db = site.Open();
        var job = await db.Set<Job>().AsNoTracking().Where(j => j.Kind == ScreeningOrder.JobKind).OrderByDescending(j => j.Id).FirstAsync();
        Assert.True(job.State == JobState.Done, job.Outcome);
        return await db.Set<ScreeningRun>().AsNoTracking().SingleAsync(r => r.JobId == job.Id);
    }

    public static async Task<List<Clue>> CluesAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<Clue>().AsNoTracking().OrderBy(c => c.HouseholdNo).ThenBy(c => c.Cause).ToListAsync();
    }

    /// <summary>The clue of the household for the medical bill.</summary>
    public static async Task<Clue> MedicalClueAsync(Site site, Guid household) =>
        (await CluesAsync(site)).Single(c => c.HouseholdId == household && c.Cause == "医疗自付");
}
