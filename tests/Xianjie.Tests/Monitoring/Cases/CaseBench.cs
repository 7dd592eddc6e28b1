using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Cases;

/// <summary>Fills in the forms of a case as people do, through the front door.</summary>
internal sealed class CaseBench(Site site)
{
    private readonly Dictionary<(string, DateTimeOffset), Visitor> people = [];

    /// <summary>Signed in anew after the clock was moved, since sessions end after some hours.</summary>
    public async Task<Visitor> AsAsync(string login)
    {
        var key = (login, site.Clock.GetUtcNow());
        return people.TryGetValue(key, out var known) ? known : people[key] = await site.SignInAsync(login);
    }

    public static async Task<CaseBench> StartAsync(Site site)
    {
        await using var db = site.Open();
        db.Act = new Act("test", "plant");
        if (!await db.Set<User>().AnyAsync(u => u.Login == "monitor-2"))
        {
            var first = await db.Set<User>().SingleAsync(u => u.Login == "monitor");
            db.Add(new User { Login = "monitor-2", Name = "县监测员二", Role = first.Role, Division = first.Division, PasswordHash = first.PasswordHash });
            await db.SaveChangesAsync();
        }
        return new CaseBench(site);
    }

    public async Task<Guid> HouseholdAsync(string no, long village = Site.VillageA1, params string[] names)
    {
        var id = await HouseholdBookTests.PlantAsync(site, village, no, names.Length == 0 ? ["王小山", "王小川"] : names);
        await using var db = site.Open();
        db.Act = new Act("test", "income");
        db.Add(new IncomeYear { HouseholdId = id, Division = village, Year = 2025, Wage = 1_200_000, Transfer = 200_000, PeriodStart = new(2024, 10, 1), PeriodEnd = new(2025, 9, 30) });
        await db.SaveChangesAsync();
        return id;
    }

    public async Task<Guid> OpenAsync(Guid household, string? emergency = null, string login = "collector")
    {
        var answer = await (await AsAsync(login)).PostAsync($"/cases/new?household={household}", new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Channel"] = "自主申报", ["Input.Applicant"] = "王小山", ["Input.Problem"] = "医疗支出大", ["Input.DiscoveredOn"] = Day(0), ["Input.Emergency"] = emergency ?? "",
        });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    public string Day(int ago) => DateOnly.FromDateTime(site.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(-ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IdentificationCase> CaseAsync(Guid id)
    {
        await using var db = site.Open();
        return await db.Set<IdentificationCase>().AsNoTracking().SingleAsync(c => c.Id == id);
    }

    public async Task<HttpResponseMessage> TryMoveAsync(string login, Guid id, CaseTrigger trigger, string? words = null, int? version = null, Guid? form = null) =>
        await (await AsAsync(login)).PostToAsync("/inbox", $"/cases/{id}/move?trigger={trigger}", new()
        {
            ["Input.FormKey"] = (form ?? Guid.CreateVersion7()).ToString(), ["Input.Version"] = (version ?? (await CaseAsync(id)).Version).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Input.Words"] = words ?? "", ["Input.Category"] = "突发严重困难户", ["Input.Risks[0]"] = "因病",
        });

    public async Task MoveAsync(string login, Guid id, CaseTrigger trigger, string? words = null)
    {
        var answer = await TryMoveAsync(login, id, trigger, words);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{trigger}: {(int)answer.StatusCode} {await WordsAsync(answer)}");
    }

    public async Task RefusedAsync(string login, Guid id, CaseTrigger trigger, string expected, string? words = null)
    {
        var answer = await TryMoveAsync(login, id, trigger, words);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (answer.StatusCode, (await WordsAsync(answer)).Contains(expected, StringComparison.Ordinal)));
    }

    public static async Task<string> WordsAsync(HttpResponseMessage answer) => (await Visitor.ReadAsync(answer)).QuerySelector("main")?.TextContent ?? string.Empty;

    public static Dictionary<string, string> VisitFields(string day, bool risk, string visitors = "李干部、赵队员") => new()
    {
        ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.VisitedOn"] = day, ["Input.Visitors"] = visitors, ["Input.Income"] = "务工收入减少", ["Input.SelfPay"] = "住院自付五万元", ["Input.Problem"] = "住院费用",
        ["Input.HouseProblem"] = "false", ["Input.InsuranceProblem"] = risk ? "true" : "false", ["Input.MainProblems[0]"] = "基本医疗", ["Input.MainProblems[1]"] = "其他",
        ["Input.Coping"] = "无积蓄", ["Input.CannotCope"] = risk ? "true" : "false", ["Input.CompliantSelfPay"] = "50000", ["Input.HasRisk"] = risk ? "true" : "false", ["Input.Category"] = risk ? "边缘易致贫户" : "", ["Input.Risks[0]"] = risk ? "因病" : "",
    };

    public Task<HttpResponseMessage> VisitAsync(Guid id, bool risk = true, string visitors = "李干部、赵队员", string login = "collector") => PaperAsync(login, id, "visit", VisitFields(Day(0), risk, visitors));

    public async Task<HttpResponseMessage> PaperAsync(string login, Guid id, string paper, Dictionary<string, string> fields) => await (await AsAsync(login)).PostAsync($"/cases/{id}/{paper}", fields);

    public async Task<HttpResponseMessage> AuthoriseAsync(Guid id, string number, int members = 2)
    {
        var subject = await CaseAsync(id);
        await using var db = site.Open();
        var people = await db.Set<Person>().Where(p => p.HouseholdId == subject.HouseholdId).OrderBy(p => p.Relation == "户主" ? 0 : 1).ThenBy(p => p.Id).Select(p => p.Id).ToListAsync();
        var fields = new Dictionary<string, string> { ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Number"] = number, ["Input.SignedOn"] = Day(0) };
        for (var i = 0; i < Math.Min(members, people.Count); i++)
            fields[$"Input.Signers[{i}]"] = people[i].ToString();
        return await PaperAsync("collector", id, "authorisation", fields);
    }

    public async Task<HttpResponseMessage> AskAsync(Guid id, string login = "clerk") => await PaperAsync(login, id, "comparison", new()
    {
        ["FormKey"] = Guid.CreateVersion7().ToString(), ["Channel"] = AssetQuery.Channels[1], ["Items[0]"] = "房产", ["Items[1]"] = "机动车",
    });

    public async Task CompareAsync(Guid id)
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await AskAsync(id)).StatusCode);
        await using var db = site.Open();
        var query = await db.Set<AssetQuery>().Where(q => q.CaseId == id).OrderByDescending(q => q.Id).FirstAsync();
        var answer = await (await AsAsync("clerk")).PostAsync($"/cases/{id}/comparison?answer={query.Id}&handler=Answer", new() { ["Result"] = "未发现异常" });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    public Dictionary<string, string> ReviewFields(int present = 9, int votesFor = 8, int against = 1, string passed = "true") => new()
    {
        ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.HeldOn"] = Day(0), ["Input.Place"] = "村部", ["Input.Chair"] = "周主任", ["Input.Recorder"] = "吴文书", ["Input.Expected"] = "12",
        ["Input.Present"] = $"{present}", ["Input.For"] = $"{votesFor}", ["Input.Against"] = $"{against}", ["Input.Passed"] = passed, ["Input.Minutes"] = "会议听取入户核查情况，逐户表决。",
    };

    public async Task ReviewAsync(Guid id) => Assert.Equal(HttpStatusCode.SeeOther, (await PaperAsync("collector", id, "review", ReviewFields())).StatusCode);

    /// <summary>Up to a case that waits for the step.</summary>
    public async Task<Guid> UpToAsync(CaseStep step, string no, long village = Site.VillageA1)
    {
        var id = await OpenAsync(await HouseholdAsync(no, village));
        if (step == CaseStep.待受理) return id;
        await MoveAsync("clerk", id, CaseTrigger.受理);
        if (step == CaseStep.待入户) return id;
        Assert.Equal(HttpStatusCode.SeeOther, (await VisitAsync(id)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await AuthoriseAsync(id, "SQ-" + no)).StatusCode);
        await MoveAsync("collector", id, CaseTrigger.发现风险);
        if (step == CaseStep.待评议) return id;
        await ReviewAsync(id);
        await MoveAsync("collector", id, CaseTrigger.评议通过);
        if (step == CaseStep.公示中) return id;
        await CompareAsync(id);
        site.Clock.Move(TimeSpan.FromDays(6));
        await MoveAsync("collector", id, CaseTrigger.公示期满);
        if (step == CaseStep.待乡镇审核) return id;
        await MoveAsync("clerk", id, CaseTrigger.乡镇同意, "同意上报");
        return id;
    }
}
