using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.JointReview;

/// <summary>What becomes of a conclusion: the unit answers, the county accepts or sends back. A visit to the clue behind it answers by itself.</summary>
internal sealed class MatterDesk(XianjieDb db, ParametersInForce inForce, WorkingDays calendar, CurrentUser user, Clock clock) : IClueFollower
{
    public bool MayAnswer(JointMatter matter) => matter.Step == MatterStep.待处置 && user.May(Permissions.JointAnswer) && matter.UnitRole switch
    {
        Roles.Department => user.Role.Office == Roles.Department && user.Department == matter.Unit,
        Roles.Collector => user.Role.Office is Roles.Collector or Roles.Clerk,
        _ => user.Role.Office == matter.UnitRole,
    };

    public bool MayJudge(JointMatter matter) => matter.Step == MatterStep.待验收 && user.May(Permissions.JointHold);

    public async Task<Refusal?> AnswerAsync(JointMatter matter, string? words, CancellationToken ct)
    {
        if (words?.Trim() is not { Length: >= 2 and <= 1000 })
            return new("请写明处置情况（2 到 1000 字）。", "Words");
        db.Act = user.Acts("反馈处置情况", words.Trim());
        await AnswerAsync(matter, words.Trim(), db.Act.By, ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private async Task AnswerAsync(JointMatter matter, string words, string by, CancellationToken ct)
    {
        matter.Answer(words, clock.Today);
        db.Add(new MatterNote { MatterId = matter.Id, Division = matter.Division, What = "反馈", Words = words, By = by, At = clock.Now });
        foreach (var work in await OpenWork(matter.Id).ToListAsync(ct))
            work.Finish(by, clock.Now, "已反馈");
    }

    /// <summary>Accepts, or sends back with a reason and a fresh term. Matters that do not wait for it are refused together.</summary>
    public async Task<Refusal?> JudgeAsync(IReadOnlyCollection<JointMatter> matters, bool accept, string? words, CancellationToken ct)
    {
        if (matters.Count == 0)
            return new("请先勾选研判对象。");
        if (matters.FirstOrDefault(m => m.Step != MatterStep.待验收) is { } early)
            return new($"{early.HeadName} 还没有反馈，不能验收或退回。");
        if (!accept && string.IsNullOrWhiteSpace(words))
            return new("请写明退回的理由。", "Words");
        var values = await inForce.LoadAsync(ct);
        db.Act = user.Acts(accept ? "验收处置" : "退回处置", words);
        foreach (var matter in matters)
        {
            db.Add(new MatterNote { MatterId = matter.Id, Division = matter.Division, What = accept ? "验收" : "退回", Words = string.IsNullOrWhiteSpace(words) ? "同意办结" : words.Trim(), By = db.Act.By, At = clock.Now });
            if (accept)
            {
                matter.Accept(clock.Today);
                continue;
            }
            matter.SendBack(calendar.Add(clock.Today, values.Whole(JointDesk.Days, matter.Division, matter.Conclusion.ToString())));
            db.Add(Work(matter, db.Act.By, clock.Now));
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<IReadOnlyList<ClueNote>> NotesAsync(Guid clue, CancellationToken ct) =>
        [.. (await db.Set<JointMatter>().AsNoTracking().Where(m => m.SourceId == clue).OrderByDescending(m => m.Id).ToListAsync(ct)).Select(m => new ClueNote(m.SessionTitle, MatterWords.Of(m), $"/joint/matters/{m.Id}"))];

    public async Task VisitedAsync(Clue clue, ClueState result, string note, string by, CancellationToken ct)
    {
        foreach (var matter in await db.Set<JointMatter>().Where(m => m.SourceId == clue.Id && m.Step == MatterStep.待处置 && m.Conclusion == MatterConclusion.转入户核查).ToListAsync(ct))
        {
            var words = $"入户核实{result}：{note}";
            await AnswerAsync(matter, words.Length > 1000 ? words[..1000] : words, by, ct);
        }
    }

    private IQueryable<WorkItem> OpenWork(Guid matter) => db.Set<WorkItem>().Where(w => w.Subject == matter && w.State == WorkState.Open);

    internal static WorkItem Work(JointMatter matter, string by, DateTimeOffset at) => new()
    {
        Kind = JointDesk.WorkKind, Title = $"{matter.Conclusion}：{matter.HeadName}{(matter.HouseholdNo.Length > 0 ? $"（{matter.HouseholdNo}）" : "")}", Link = $"/joint/matters/{matter.Id}", Subject = matter.Id,
        Division = matter.Division, Role = matter.UnitRole!, Department = matter.UnitRole == Roles.Department ? matter.Unit : null, CreatedBy = by, CreatedAt = at, Due = matter.Due!.Value,
    };
}

internal static class MatterWords
{
    /// <summary>Conclusion, unit, term and what came of it, in one sentence.</summary>
    public static string Of(JointMatter m) => m.Conclusion is not { } conclusion ? "已列入研判，还没有结论"
        : conclusion == MatterConclusion.排除 ? $"排除：{m.Words}"
        : $"{conclusion}：{m.Words}（{m.Unit}，{m.Due:yyyy-MM-dd} 前）{(m.Feedback is null ? "" : $"；{m.FeedbackOn:yyyy-MM-dd} 反馈：{m.Feedback}")}";

    public static string Tone(MatterStep step) => step switch { MatterStep.待研判 => "tag-amber", MatterStep.待处置 => "tag-blue", MatterStep.待验收 => "tag-amber", MatterStep.已办结 => "tag-green", _ => "tag-grey" };
}
