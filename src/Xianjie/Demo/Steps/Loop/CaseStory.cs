using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Access;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households.Book;
using VisitForm = Xianjie.Monitoring.Cases.Papers.VisitForm;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>Carries the case of one confirmed clue from its opening to the step at which the demo shows it.</summary>
internal sealed class CaseStory(Actors actors, Clue clue, int number, DateOnly today)
{
    private Guid id;
    private DateOnly day;

    private User Village => Actors.Collector(clue.Division);
    private User Township => Actors.Clerk(clue.Division);
    private User County => Actors.Monitor(clue.Division);
    private string Risk => Traits.Risks.Contains(clue.Risk) ? clue.Risk : Traits.Risks[0];

    /// <returns>Null, or what the product refused on the way.</returns>
    public async Task<Refusal?> UntilAsync(CaseStep stop, CancellationToken ct)
    {
        day = today.AddDays(-Age(stop));
        if (await OpenAsync(stop == CaseStep.公示中, ct) is { } amiss)
            return amiss;
        foreach (var (step, act) in Way(stop == CaseStep.无需认定))
        {
            if (step == stop)
                return null;
            day = await DayForAsync(step, ct);
            foreach (var refusal in await act(ct))
                return refusal;
        }
        return null;
    }

    /// <summary>Days ago that a case at this step was opened, so that some are overdue and most are not.</summary>
    private static int Age(CaseStep stop) => stop switch
    {
        CaseStep.待受理 => 1, CaseStep.待入户 => 2, CaseStep.待评议 => 4, CaseStep.公示中 => 5, CaseStep.无需认定 => 6, CaseStep.待乡镇审核 => 10, CaseStep.待县级审定 => 12, _ => 16,
    };

    private IEnumerable<(CaseStep Step, Func<CancellationToken, Task<IReadOnlyList<Refusal>>> Act)> Way(bool harmless)
    {
        yield return (CaseStep.待受理, ct => MoveAsync(Township, CaseTrigger.受理, null, ct));
        yield return (CaseStep.待入户, ct => VisitAsync(!harmless, ct));
        if (harmless)
            yield break;
        yield return (CaseStep.待评议, ReviewAsync);
        yield return (CaseStep.公示中, ServeAsync);
        yield return (CaseStep.待乡镇审核, ct => MoveAsync(Township, CaseTrigger.乡镇同意, "经审核，程序完整、情况属实，同意上报。", ct));
        yield return (CaseStep.待县级审定, ct => MoveAsync(County, CaseTrigger.县级同意, "经审定，同意认定。", ct));
        yield return (CaseStep.待录入, ct => MoveAsync(Township, CaseTrigger.录入, null, ct));
    }

    private Task<DateOnly> DayForAsync(CaseStep step, CancellationToken ct) => step switch
    {
        CaseStep.公示中 => actors.DoAsync(Village, day, async s => (await FileAsync(s, ct)).Notice!.EndsOn.AddDays(1), ct),
        CaseStep.待受理 => Task.FromResult(day),
        _ => Task.FromResult(day.AddDays(1) < today ? day.AddDays(1) : today),
    };

    private Task<Refusal?> OpenAsync(bool urgent, CancellationToken ct) => actors.DoAsync(Village, day, async s =>
    {
        var opened = await s.GetRequiredService<CaseDesk>().OpenAsync(new CaseOpening(Guid.CreateVersion7(), clue.HouseholdId, clue.Id, "部门筛查预警", clue.HeadName, null, clue.Title, day,
            urgent ? IdentificationCase.Emergencies[0] : null), ct);
        if (opened.IsOk)
            id = opened.Value.Id;
        return opened.IsOk ? null : opened.Refusal;
    }, ct);

    private async Task<CaseFile> FileAsync(IServiceProvider services, CancellationToken ct) =>
        await services.GetRequiredService<CaseDesk>().LoadAsync(id, ct) ?? throw new InvalidOperationException("The demo's case is gone.");

    private Task<IReadOnlyList<Refusal>> MoveAsync(User who, CaseTrigger trigger, string? words, CancellationToken ct) => actors.DoAsync(who, day, s => MoveAsync(s, trigger, words, ct), ct);

    private async Task<IReadOnlyList<Refusal>> MoveAsync(IServiceProvider services, CaseTrigger trigger, string? words, CancellationToken ct)
    {
        var file = await FileAsync(services, ct);
        var answer = await services.GetRequiredService<CaseDesk>().MoveAsync(file, new MoveRequest(Guid.CreateVersion7(), file.Subject.Version, trigger, words, "突发严重困难户", [Risk]), ct);
        return answer.Refusal is { } refusal ? [refusal] : [];
    }

    private Task<IReadOnlyList<Refusal>> VisitAsync(bool risk, CancellationToken ct) => actors.DoAsync(Village, day, async s =>
    {
        var (papers, file) = (s.GetRequiredService<PaperDesk>(), await FileAsync(s, ct));
        var refusals = await papers.VisitAsync(file, new VisitForm
        {
            FormKey = Guid.CreateVersion7(), VisitedOn = day, Visitors = "韦晓燕、覃志强", HasRisk = risk, Risks = risk ? [Risk] : [], Category = risk ? "突发严重困难户" : null,
            Income = risk ? "主要靠务工，近三个月有一人停工照料病人，收入减少。" : "两人务工，收入稳定。", SelfPay = risk ? "报销后自付较大，见票据。" : "自付不大，能自己承担。", Problem = risk ? clue.Title : "无",
            Coping = risk ? "没有积蓄，亲友可借数千元。" : "有积蓄，能自主应对。", CannotCope = risk, SpendingHard = risk, HouseProblem = false, SchoolProblem = risk && number % 7 == 6, WaterProblem = false, InsuranceProblem = risk && number % 5 == 4, MainProblems = risk && number % 8 != 7 ? ["基本医疗"] : [], CompliantSelfPay = risk ? 18_000 + (1_000 * number) : 0,
        }, ct);
        if (refusals.Count > 0 || !risk)
            return refusals.Count > 0 ? refusals : await MoveAsync(s, CaseTrigger.无风险, "家庭收入稳定，三保障和饮水均有保障，能自主应对困难。", ct);
        var signers = (await papers.MembersAsync(clue.HouseholdId, ct)).Select(m => m.Id).ToList();
        refusals = await papers.AuthoriseAsync(file, new AuthorisationForm { FormKey = Guid.CreateVersion7(), Number = $"SQ{day:yyyyMMdd}{number:000}", SignedOn = day, Signers = signers, MissingWhy = "其余成员外出务工，已电话告知" }, ct);
        return refusals.Count > 0 ? refusals : await MoveAsync(s, CaseTrigger.发现风险, null, ct);
    }, ct);

    private Task<IReadOnlyList<Refusal>> ReviewAsync(CancellationToken ct) => actors.DoAsync(Village, day, async s =>
    {
        var refusals = await s.GetRequiredService<PaperDesk>().ReviewAsync(await FileAsync(s, ct), new ReviewForm
        {
            FormKey = Guid.CreateVersion7(), HeldOn = day, Place = "村委会会议室", Chair = "村党支部书记", Recorder = "村文书", Expected = 15, Present = 13, For = 12, Against = 0, Abstained = 1, Passed = true,
            Minutes = "入户人员介绍家庭收支和困难，参会人员逐户发表意见后表决，同意 12 票、弃权 1 票，评议通过。",
        }, ct);
        return refusals.Count > 0 ? refusals : await MoveAsync(s, CaseTrigger.评议通过, null, ct);
    }, ct);

    /// <summary>While the notice hangs the township compares; after it the village reports.</summary>
    private async Task<IReadOnlyList<Refusal>> ServeAsync(CancellationToken ct)
    {
        await actors.DoAsync(Township, day, async s =>
        {
            var (desk, file) = (s.GetRequiredService<ComparisonDesk>(), await FileAsync(s, ct));
            await desk.AskAsync(file, Guid.CreateVersion7(), ["房产", "机动车"], AssetQuery.Channels[1], ct);
            file = await FileAsync(s, ct);
            foreach (var query in file.Queries.Where(q => q.AnsweredOn is null).ToList())
                await desk.AnswerAsync(file, query.Id, file.Doubts.Count == 0 ? "未发现异常" : "有疑点，见逐条结论", ct);
            foreach (var doubt in file.Doubts.ToList())
                await desk.ConcludeAsync(file, doubt.Id, DoubtConclusion.解释采信, "农户已说明来源并出示凭证，不影响困难认定。", ct);
            return true;
        }, ct);
        return await MoveAsync(Village, CaseTrigger.公示期满, null, ct);
    }
}
