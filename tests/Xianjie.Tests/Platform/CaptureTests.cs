using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Surveys;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Inbox;
using Xianjie.Registry.Households;
using Xianjie.Tests.Monitoring;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>Forms that a phone filled without a network and sends later, as the phone sends them.</summary>
public sealed class CaptureTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    internal static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(Visitor visitor, string path, Guid key, Dictionary<string, string> fields, params (string Field, string FileName, byte[] Content)[] files)
    {
        var session = await visitor.GetAsync("/capture/session");
        var token = JsonDocument.Parse(await session.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString()!;
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (field, fileName, content) in files)
            form.Add(new ByteArrayContent(content), field, fileName);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = form };
        request.Headers.Add("X-Form-Token", token);
        request.Headers.Add("X-Capture-Key", key.ToString());
        request.Headers.Add("X-Capture-Title", Uri.EscapeDataString("走访：赵一"));
        request.Headers.Add("X-Capture-At", "2026-11-01T08:00:00.000Z");
        var answer = await visitor.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/json", $"{(int)answer.StatusCode} {text}");
        return (answer.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    private static Dictionary<string, string> Visit(Guid key, string? risk = null, string findings = "屋里看过，人都在")
    {
        var fields = new Dictionary<string, string>
        {
            ["Input.FormKey"] = key.ToString(), ["Input.VisitedOn"] = "2026-11-01", ["Input.Result"] = "有人在家", ["Input.Visitors"] = "孙三、李四", ["Input.Findings"] = findings,
        };
        if (risk is not null)
            fields["Input.NewRisks"] = risk;
        return fields;
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-18")]
    public async Task A_visit_sent_again_is_recorded_once_with_its_photo_and_its_clue_and_gets_the_same_answer(string database)
    {
        await using var site = await Site.StartAsync(database);
        var home = await Homes.PlantAsync(site, Site.VillageA1, "C-1", null, Homes.Adult("赵一"));
        var (collector, key) = (await site.SignInAsync("collector"), Guid.CreateVersion7());
        var first = await SendAsync(collector, $"/visits/new/{home}", key, Visit(key, "因学"), ("Photos", "墙.jpg", Pictures.Jpeg()));
        Assert.Equal((HttpStatusCode.OK, "delivered", false), (first.Status, first.Answer.GetProperty("state").GetString(), first.Answer.GetProperty("again").GetBoolean()));
        Assert.Contains("因学", first.Answer.GetProperty("words").GetString(), StringComparison.Ordinal);
        var again = await SendAsync(collector, $"/visits/new/{home}", key, Visit(key, "因学"), ("Photos", "墙.jpg", Pictures.Jpeg()));
        Assert.Equal((HttpStatusCode.OK, true), (again.Status, again.Answer.GetProperty("again").GetBoolean()));
        Assert.Equal(first.Answer.GetProperty("words").GetString(), again.Answer.GetProperty("words").GetString());
        Assert.Equal(first.Answer.GetProperty("next").GetString(), again.Answer.GetProperty("next").GetString());
        await using var db = site.Open();
        var visit = await db.Set<HelpVisit>().SingleAsync();
        var photo = await db.Set<Attachment>().SingleAsync();
        Assert.Equal((home, (Guid?)visit.Id), (photo.HouseholdId, photo.Subject));
        // In the process at once: the clue stands in the township's list before anybody did anything
        Assert.Equal((home, "因学"), await db.Set<Clue>().Select(c => new ValueTuple<Guid, string>(c.HouseholdId, c.Risk)).SingleAsync());
        Assert.Contains("赵一", (await (await site.SignInAsync("clerk")).PageAsync("/clues?state=待核查")).Body!.TextContent, StringComparison.Ordinal);
        var sent = await db.Set<Submission>().SingleAsync();
        Assert.Equal((key, new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero)), (sent.Key, sent.FilledAt));
        // What stands on the screen of an ordinary browser afterwards is not the words meant for the phone
        Assert.DoesNotContain("走访已登记", (await collector.PageAsync("/visits")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-18")]
    public async Task A_form_that_is_wrong_comes_back_with_its_field_and_words_and_can_be_sent_corrected_under_the_same_key(string database)
    {
        await using var site = await Site.StartAsync(database);
        var home = await Homes.PlantAsync(site, Site.VillageA1, "C-1", null, Homes.Adult("赵一"));
        var (collector, key) = (await site.SignInAsync("collector"), Guid.CreateVersion7());
        var wrong = Visit(key);
        wrong["Input.VisitedOn"] = "2026-11-09";
        var (status, answer) = await SendAsync(collector, $"/visits/new/{home}", key, wrong);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "returned"), (status, answer.GetProperty("state").GetString()));
        var fault = Assert.Single(answer.GetProperty("faults").EnumerateArray());
        Assert.Equal(("Input.VisitedOn", "走访日期不能在今天之后。"), (fault.GetProperty("field").GetString(), fault.GetProperty("words").GetString()));
        var picture = await SendAsync(collector, $"/visits/new/{home}", key, Visit(key), ("Photos", "墙.jpg", [1, 2, 3]));
        Assert.Contains("不是完整的", picture.Answer.GetProperty("faults")[0].GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(collector, $"/visits/new/{home}", key, Visit(key))).Status);
        // Other contents under a key that has arrived are not taken for the same form
        var other = await SendAsync(collector, $"/visits/new/{home}", key, Visit(key, findings: "改过的情况"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, CaptureAnswer.OtherContents), (other.Status, other.Answer.GetProperty("words").GetString()));
        await using var db = site.Open();
        Assert.Equal(("屋里看过，人都在", 1, 0), (await db.Set<HelpVisit>().Select(v => v.Findings).SingleAsync(), await db.Set<Submission>().CountAsync(), await db.Set<Attachment>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-18")]
    public async Task A_sheet_that_a_colleague_wrote_meanwhile_comes_back_with_both_versions_and_replaces_it_only_when_confirmed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var home = await Homes.PlantAsync(site, Site.VillageA1, "C-1", h => (h.RiskState, h.HouseholdType, h.Risks, h.IdentifiedMonth) = ("普通户", "普通农户", null, null), Homes.Adult("赵一"));
        var monitor = await site.SignInAsync("monitor");
        var opened = await monitor.PostAsync("/surveys/new", new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Kind"] = "集中排查", ["Input.Title"] = "秋季排查", ["Input.Area"] = $"{Site.County}", ["Input.From"] = "2026-11-01", ["Input.To"] = "2026-11-30",
        });
        var round = opened.Headers.Location!.ToString().Split('/')[2];
        var (path, collector) = ($"/surveys/{round}/fill/{home}", await site.SignInAsync("collector"));
        Assert.Equal("collector", Assert.Single((await collector.GetAsync(path)).Headers.GetValues("X-Keep-For")));
        Assert.Contains(path, (await collector.PageAsync("/capture")).QuerySelectorAll("a[data-keep]").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.SeeOther, (await (await site.SignInAsync("clerk")).PostAsync(path, Sheet("否", Guid.CreateVersion7()))).StatusCode);
        var key = Guid.CreateVersion7();
        var (status, answer) = await SendAsync(collector, path, key, Sheet("是", key));
        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (status, answer.GetProperty("state").GetString()));
        var conflict = answer.GetProperty("conflict");
        Assert.Contains(conflict.GetProperty("lines").EnumerateArray(), l => (l.GetProperty("mine").GetString(), l.GetProperty("theirs").GetString()) == ("是", "否"));
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<Clue>().CountAsync());
        var replace = Sheet("是", key);
        replace["Input.Version"] = conflict.GetProperty("replace").GetProperty("Input.Version").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(collector, path, key, replace)).Status);
        Assert.Equal((1, 1), (await db.Set<SurveySheet>().CountAsync(), await db.Set<Clue>().CountAsync()));
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Division == Site.VillageA1 && w.Kind == SurveyDesk.WorkKind)).State);
    }

    private static Dictionary<string, string> Sheet(string risk, Guid key) => new()
    {
        ["Input.FormKey"] = key.ToString(), ["Input.Version"] = "-1", ["Input.Contact"] = "有人在家", ["Input.VisitedOn"] = "2026-11-02", ["Input.Visitors"] = "王五、赵六", ["a.schooling"] = "没有这个年龄的孩子", ["a.hospital"] = "是",
        ["a.medical"] = "是", ["a.house"] = "安全", ["a.water"] = "是", ["a.income"] = "监测范围至1万元", ["a.has_risk"] = risk, ["a.risks"] = "因病", ["a.copes"] = "否", ["a.why_not"] = "无力解决大额刚性支出",
    };

    [Theory, MemberData(nameof(Databases)), Requirement("S1-18")]
    public async Task An_expired_sign_in_is_said_as_such_and_another_persons_forms_stay_out_of_reach(string database)
    {
        await using var site = await Site.StartAsync(database);
        var home = await Homes.PlantAsync(site, Site.VillageA1, "C-1", null, Homes.Adult("赵一"));
        var nobody = site.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/capture/session", UriKind.Relative));
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Http.SendAsync(request)).StatusCode);
        var key = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(await site.SignInAsync("collector"), $"/visits/new/{home}", key, Visit(key))).Status);
        // The same key of another account says nothing about the first one's form
        var (status, answer) = await SendAsync(await site.SignInAsync("collector-b"), $"/visits/new/{home}", key, Visit(key));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "returned"), (status, answer.GetProperty("state").GetString()));
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<Submission>().CountAsync());
    }
}
