using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Quality;

/// <summary>What people do with doubts: explain, ask for an exemption with an end, and answer as a second person.</summary>
internal sealed class DoubtDesk(XianjieDb db, CurrentUser user, Clock clock)
{
    private const int MostMonths = 12;

    public bool MayExplain => user.May(Permissions.HouseholdsWrite);
    public bool MayAccept => user.May(Permissions.CasesAccept) || user.May(Permissions.CasesDecide);
    public bool MayApprove => user.May(Permissions.CasesDecide);

    /// <summary>Whether this user is asked to accept or approve it.</summary>
    public bool MayAnswer(QualityDoubt doubt) => doubt.State == DoubtState.待认可 ? MayAccept : doubt.State == DoubtState.待批豁免 && MayApprove;

    public Task<Refusal?> ExplainAsync(IReadOnlyCollection<Guid> ids, string? words, CancellationToken ct) => AskAsync(ids, words, null, ct);

    public async Task<Refusal?> ExemptAsync(IReadOnlyCollection<Guid> ids, string? words, DateOnly? until, CancellationToken ct) =>
        until is not { } day || day <= clock.Today ? new("请填写豁免到期日，须在今天之后。", "Until")
        : day > clock.Today.AddMonths(MostMonths) ? new($"豁免最长 {MostMonths} 个月，到期仍需要的再次申请。", "Until")
        : await AskAsync(ids, words, day, ct);

    private async Task<Refusal?> AskAsync(IReadOnlyCollection<Guid> ids, string? words, DateOnly? until, CancellationToken ct)
    {
        if (!MayExplain)
            return new("您的角色不能说明疑点。");
        if (Amiss(ids, words) is { } amiss)
            return amiss;
        var doubts = await db.Set<QualityDoubt>().Where(d => ids.Contains(d.Id) && (d.State == DoubtState.待处理 || d.State == DoubtState.待认可 || d.State == DoubtState.待批豁免)).ToListAsync(ct);
        if (doubts.Count == 0)
            return new("选中的疑点已经消除或已有结论，不需要再说明。");
        foreach (var doubt in doubts)
        {
            if (until is { } day)
                doubt.AskExemption(user.Id, day);
            else
                doubt.Explain(user.Id);
            Note(doubt, until is null ? "说明" : "申请豁免", words!, until);
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Accepts explanations or approves exemptions, or sends them back; never one's own.</summary>
    public async Task<Refusal?> AnswerAsync(IReadOnlyCollection<Guid> ids, bool yes, string? words, CancellationToken ct)
    {
        if (!yes && string.IsNullOrWhiteSpace(words))
            return new("退回请写明理由。", "Words");
        if (words?.Length > 400 || ids.Count is 0 or > 500)
            return new(ids.Count == 0 ? "请先勾选疑点。" : words?.Length > 400 ? "最多 400 个字。" : "一次最多 500 条。", "Words");
        var doubts = await db.Set<QualityDoubt>().Where(d => ids.Contains(d.Id) && (d.State == DoubtState.待认可 || d.State == DoubtState.待批豁免)).ToListAsync(ct);
        if (doubts.Count == 0)
            return new("选中的疑点没有等待认可或批准的说明。");
        if (doubts.Exists(d => d.AskedBy == user.Id))
            return new("说明和认可须由不同的人办理：选中的疑点里有您自己说明的。");
        if (doubts.Exists(d => d.State == DoubtState.待批豁免) && !MayApprove || !MayAccept)
            return new("豁免由县监测员批准，说明由乡镇录入员认可。");
        foreach (var doubt in doubts)
        {
            Note(doubt, (doubt.State, yes) switch { (DoubtState.待认可, true) => "认可", (DoubtState.待批豁免, true) => "批准豁免", _ => "退回" }, string.IsNullOrWhiteSpace(words) ? "同意" : words.Trim(), doubt.ExemptUntil);
            doubt.Answer(yes);
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    private void Note(QualityDoubt doubt, string what, string words, DateOnly? until)
    {
        db.Act = user.Acts($"疑点{what}", words);
        db.Add(new DoubtAct { DoubtId = doubt.Id, Division = doubt.Division, What = what, Words = words.Trim(), Until = until, By = db.Act.By, ById = user.Id, At = clock.Now });
    }

    private static Refusal? Amiss(IReadOnlyCollection<Guid> ids, string? words) =>
        ids.Count is 0 or > 500 ? new(ids.Count == 0 ? "请先勾选疑点。" : "一次最多 500 条。")
        : string.IsNullOrWhiteSpace(words) || words.Trim().Length < 4 ? new("请写明实际情况和依据（不少于 4 个字）。", "Words")
        : words.Length > 400 ? new("最多 400 个字。", "Words") : null;
}
