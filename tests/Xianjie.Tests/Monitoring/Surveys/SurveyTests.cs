using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Registry.Households;
using Xianjie.Screening;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Surveys;

public sealed class SurveyTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<(Guid Round, Guid A, Guid B)> OpenAsync(Site site, string kind = "集中排查")
    {
        var a = await Homes.PlantAsync(site, Site.VillageA1, "S-1", h => (h.RiskState, h.HouseholdType, h.Risks, h.IdentifiedMonth) = ("普通户", "普通农户", null, null), Homes.Adult("赵一"));
        var b = await Homes.PlantAsync(site, Site.VillageA1, "S-2", h => (h.RiskState, h.HouseholdType, h.Risks, h.IdentifiedMonth) = ("普通户", "普通农户", null, null), Homes.Adult("钱二"));
        await Homes.PlantAsync(site, Site.VillageB1, "S-3", null, Homes.Adult("孙三"));
        var monitor = await site.SignInAsync("monitor");
        var answer = await monitor.PostAsync("/surveys/new", new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Kind"] = kind, ["Input.Title"] = "2026 年秋季排查", ["Input.Area"] = $"{Site.County}", ["Input.From"] = "2026-11-01", ["Input.To"] = "2026-11-30",
        });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return (Guid.Parse(answer.Headers.Location!.ToString().Split('/')[2]), a, b);
    }

    private static Dictionary<string, string> Sheet(string risk = "否", string copes = "否", string version = "-1") => new()
    {
        ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Version"] = version, ["Input.Contact"] = "有人在家", ["Input.VisitedOn"] = "2026-11-02", ["Input.Visitors"] = "王五、赵六", ["a.schooling"] = "没有这个年龄的孩子",
        ["a.hospital"] = "是", ["a.medical"] = "是", ["a.house"] = "安全", ["a.water"] = "是", ["a.income"] = "监测范围至1万元", ["a.has_risk"] = risk, ["a.risks"] = "因病", ["a.copes"] = copes, ["a.why_not"] = "无力解决大额刚性支出",
    };

    [Theory, MemberData(nameof(Databases)), Requirement("S1-21")]
    public async Task A_sheet_that_finds_a_risk_makes_a_clue_and_coverage_counts_agree_with_their_lists(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (round, a, b) = await OpenAsync(site);
        var collector = await site.SignInAsync("collector");
        Assert.Contains("大坪村 2 户", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{a}", Sheet("是"))).StatusCode);
        await using var db = site.Open();
        var clue = await db.Set<Clue>().SingleAsync();
        Assert.Equal((a, "因病", ClueChannels.Of(ClueChannel.基层排查)), (clue.HouseholdId, clue.Risk, clue.Channels));
        await FiguresAgreeAsync(collector, round, met: 1, todo: 1, found: 1);
        await FiguresAgreeAsync(await site.SignInAsync("monitor"), round, met: 1, todo: 2, found: 1);
        Assert.Equal(WorkState.Open, (await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Subject == round && w.Division == Site.VillageA1)).State);
        var missed = new Dictionary<string, string> { ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Version"] = "-1", ["Input.Contact"] = "无法联系", ["Input.VisitedOn"] = "2026-11-02", ["Input.Visitors"] = "王五" };
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{b}", missed)).StatusCode);
        Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Subject == round && w.Division == Site.VillageA1)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("collector-b")).GetAsync($"/surveys/{round}/fill/{a}")).StatusCode);
    }

    private static async Task FiguresAgreeAsync(Visitor visitor, Guid round, int met, int todo, int found)
    {
        var page = await visitor.PageAsync($"/surveys/{round}");
        foreach (var (show, count) in new[] { (Coverage.Met, met), (Coverage.Todo, todo), (Coverage.Found, found) })
        {
            var card = page.QuerySelectorAll("a.figure").Single(a => a.GetAttribute("href")!.Contains($"show={show}", StringComparison.Ordinal));
            Assert.Contains($"{count}", card.QuerySelector(".figure-value")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(count, (await visitor.PageAsync(card.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_sheet_is_recorded_once_corrected_openly_and_a_colleagues_is_not_overwritten_unseen(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (round, a, _) = await OpenAsync(site);
        var collector = await site.SignInAsync("collector");
        var sheet = Sheet();
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{a}", sheet)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{a}", sheet)).StatusCode);
        var other = await (await site.SignInAsync("clerk")).PostAsync($"/surveys/{round}/fill/{a}", Sheet("是"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("登记过", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal((1, 0), (await db.Set<SurveySheet>().CountAsync(), await db.Set<Clue>().CountAsync()));
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{a}", Sheet("是", version: "0"))).StatusCode);
        Assert.Equal((1, 1), (await db.Set<SurveySheet>().CountAsync(), await db.Set<Clue>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Unanswered_questions_come_back_with_the_answers_given_and_only_those_that_apply_are_asked(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (round, a, _) = await OpenAsync(site);
        var collector = await site.SignInAsync("collector");
        var sheet = Sheet("是");
        sheet.Remove("a.copes");
        var answer = await collector.PostAsync($"/surveys/{round}/fill/{a}", sheet);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.ReadAsync(answer);
        Assert.Contains("请回答“家庭自己能够应对”", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("input[name='a.risks'][value=因病][checked]"));
        Assert.DoesNotContain("措施落实", page.QuerySelector("form.survey")!.TextContent, StringComparison.Ordinal);
        var fine = Sheet();
        fine.Remove("a.copes");
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{a}", fine)).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_question_that_does_not_apply_is_left_out_until_its_answer_is_called_for_and_leaves_nothing_behind(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (round, a, b) = await OpenAsync(site);
        var collector = await site.SignInAsync("collector");
        var fresh = await collector.PageAsync($"/surveys/{round}/fill/{a}");
        Assert.True(Part(fresh, "risks").ClassList.Contains("off"));
        Assert.Equal("a.has_risk=是", Part(fresh, "risks").GetAttribute("data-when"));
        Assert.False(Part(fresh, "has_risk").ClassList.Contains("off"));
        // Without script: the first sending calls for the questions, the second answers them
        var first = Sheet("是");
        first.Remove("a.risks");
        first.Remove("a.why_not");
        var second = await Visitor.ReadAsync(await collector.PostAsync($"/surveys/{round}/fill/{a}", first));
        Assert.False(Part(second, "risks").ClassList.Contains("off"));
        Assert.Contains("请回答“不能应对的原因”", second.Body!.TextContent, StringComparison.Ordinal);
        // Answers to what is not asked are not kept, nor is anything of a household that was not reached
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{a}", Sheet("否"))).StatusCode);
        var missed = Sheet("是");
        missed["Input.Contact"] = "无法联系";
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/surveys/{round}/fill/{b}", missed)).StatusCode);
        Assert.DoesNotContain("checked", Part(await collector.PageAsync($"/surveys/{round}/fill/{a}"), "risks").InnerHtml, StringComparison.Ordinal);
        Assert.Empty((await collector.PageAsync($"/surveys/{round}/fill/{b}")).QuerySelectorAll("input[name^='a.'][checked]"));

        static AngleSharp.Dom.IElement Part(AngleSharp.Dom.IDocument page, string key) => page.QuerySelector($"[name='a.{key}']")!.Closest(".field")!;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_closed_round_takes_no_more_sheets(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (round, a, _) = await OpenAsync(site, "月度排查");
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"/surveys/{round}?handler=Close", new() { ["version"] = "0" })).StatusCode);
        Assert.Equal("/denied", (await (await site.SignInAsync("collector")).PostAsync($"/surveys/{round}/fill/{a}", Sheet())).Headers.Location!.AbsolutePath);
        await using var db = site.Open();
        Assert.All(await db.Set<WorkItem>().Where(w => w.Subject == round).ToListAsync(), w => Assert.Equal(WorkState.Withdrawn, w.State));
    }

    [Fact]
    public async Task The_shipped_forms_read_and_a_condition_on_an_unknown_choice_is_refused()
    {
        await using var site = await Site.StartAsync("sqlite");
        var forms = site.Services.GetRequiredService<SurveyForms>();
        Assert.Equal(["集中排查", "月度排查", "常态排查"], forms.Kinds.OrderBy(k => k == "集中排查" ? 0 : k == "月度排查" ? 1 : 2));
        foreach (var state in site.Services.GetRequiredService<Catalogue>().Codes["户属性"].Values)
            Assert.All(forms.All, f => Assert.NotEmpty(f.SectionsFor(state)));
        const string Broken = "form: 表\nkey: x\nkinds: [常态排查]\nbasis: b\nsections:\n  - title: t\n    questions: [{key: q, text: 问, type: yesno}]\n    outcomes: [{words: w, when: [q=也许]}]\n";
        Assert.Contains("也许", Assert.Throws<InvalidDataException>(() => forms.Read("broken.yaml", new StringReader(Broken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_household_that_was_removed_and_is_unstable_is_proposed_for_return()
    {
        await using var site = await Site.StartAsync("sqlite");
        var form = site.Services.GetRequiredService<SurveyForms>()["mass"]!;
        var typed = new Dictionary<string, string[]> { ["stable_income"] = ["是"], ["stable_guarantees"] = ["是"], ["stable_risk"] = ["否"], ["stable_spending"] = ["是"], ["new_risks"] = ["因病", "胡写"] };
        var answers = form.Read("已消除风险监测户", key => typed.GetValueOrDefault(key, []));
        var outcomes = form.Outcomes("已消除风险监测户", answers);
        Assert.Contains(outcomes, o => o.Words.Contains("回退", StringComparison.Ordinal));
        Assert.Equal(["因病"], outcomes.Single(o => o.ClueFrom == "new_risks").Risks(answers));
    }
}
