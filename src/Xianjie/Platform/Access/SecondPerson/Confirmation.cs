using Microsoft.EntityFrameworkCore;
using System.Text.Json;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.SecondPerson;

/// <summary>What became of a confirmation: done (or settled otherwise) with a notice, or refused with nothing changed.</summary>
internal sealed record Settled(string? Refusal, string Notice, bool IsWarning = false);

/// <summary>The second half of 双人复核: confirm, refuse, take back, run out.</summary>
internal sealed class Confirmation(XianjieDb db, CurrentUser user, Seal seal, IEnumerable<IDangerousAct> acts, Clock clock)
{
    public const int MostWords = 200;

    /// <summary>Why this person can't confirm; null where they can.</summary>
    public string? Bar(ActRequest request) =>
        request.State != RequestState.待复核 ? "这件事已经办结。"
        : request.IsBarred(user.Id) ? "申请人本人和被办理的账号不能复核，请另一位同事办理。"
        : user.ActsForId is { } principal && request.IsBarred(principal) ? "您正代申请人（或被办理人）办理，不能替他复核，请另一位同事办理。"
        : !user.May(request.Permission) ? "您没有复核这件事的权限。"
        : request.Department is not null && user.Department is not null && request.Department != user.Department ? "这是其他部门的事项，请该部门的同事复核。"
        : null;

    /// <summary>Who asked for it and who may confirm it see what it is about in detail.</summary>
    public bool MaySee(ActRequest request) => request.AskedById == user.Id || user.May(request.Permission) || user.May(Permissions.AuditRead);

    public IReadOnlyList<string> Lines(ActRequest request) =>
        request.AskedById == user.Id || user.May(request.Permission) ? JsonSerializer.Deserialize<List<string>>(seal.Open(request.PreviewSealed, Sealed.Form), ChangeJson.Options) ?? [] : [];

    public string ActTitle(ActRequest request) => acts.FirstOrDefault(a => a.Key == request.Key)?.Title ?? request.Key;

    /// <summary>Does the act and settles the request, both in the page's transaction or neither.</summary>
    public async Task<Settled> ConfirmAsync(ActRequest request, string? words, CancellationToken ct)
    {
        if (Bar(request) is { } bar)
            return new(bar, string.Empty);
        if (!await ClaimAsync(request, ct))
            return new("刚刚已有人办结这件事，请刷新。", string.Empty);
        if (request.Due < clock.Today)
            return await CloseAsync(request, RequestState.已过期, null, "过了复核期限，没有执行", WorkState.Withdrawn, "已经过了复核期限，没有执行；仍要办理请重新申请。", ct);
        if (acts.FirstOrDefault(a => a.Key == request.Key) is not { } act)
            return new("这一类操作在当前版本里已不存在，请不同意后用新的办法办理。", string.Empty);
        var payload = seal.Open(request.PayloadSealed, Sealed.Form);
        var preview = await act.PreviewAsync(payload, ct);
        if (preview.Refusal is not null || !SecondPersonDesk.Digest(act.Key, payload, preview.Basis).AsSpan().SequenceEqual(request.Digest))
            return await CloseAsync(request, RequestState.数据已变, null, preview.Refusal ?? "申请之后相关数据有了改动，没有执行", WorkState.Withdrawn,
                $"没有执行：{preview.Refusal ?? "申请之后相关数据有了改动。"}请申请人核对后重新申请。", ct);
        var me = user.Acts("复核同意：" + act.Title, Blank(words));
        var done = await act.ExecuteAsync(payload, new ActRun(request.AskedById, request.AskedBy, me.By, request.Why), ct);
        if (done.Refusal is { } refusal)
            return new(refusal, string.Empty);
        request.Settle(RequestState.已同意, user.Id, me.By, clock.Now, Blank(words), done.Notice, done.Link);
        await FinishAsync(request, WorkState.Done, me, "已同意", ct);
        return new(null, $"已同意并执行：{done.Notice}");
    }

    public async Task<Settled> RefuseAsync(ActRequest request, string? words, CancellationToken ct)
    {
        if (Bar(request) is { } bar)
            return new(bar, string.Empty);
        if (Blank(words) is not { } reason || reason.Length > MostWords)
            return new($"请写明不同意的理由（{MostWords} 字以内）。", string.Empty);
        return await ClaimAsync(request, ct) ? await CloseAsync(request, RequestState.不同意, reason, "没有执行", WorkState.Done, "已记为不同意，没有执行。", ct) : new("刚刚已有人办结这件事，请刷新。", string.Empty);
    }

    /// <summary>The one who asked thinks better of it.</summary>
    public async Task<Settled> WithdrawAsync(ActRequest request, CancellationToken ct)
    {
        if (request.State != RequestState.待复核 || request.AskedById != user.Id)
            return new("只有申请人可以撤回，而且要在复核之前。", string.Empty);
        return await ClaimAsync(request, ct) ? await CloseAsync(request, RequestState.已撤回, null, "申请人撤回，没有执行", WorkState.Withdrawn, "已撤回。", ct) : new("刚刚已有人办结这件事，请刷新。", string.Empty);
    }

    /// <summary>Holds the row until the end of the transaction: of two who confirm at once, on two servers too, the second finds it settled.</summary>
    private async Task<bool> ClaimAsync(ActRequest request, CancellationToken ct) =>
        await db.Set<ActRequest>().Where(r => r.Id == request.Id && r.State == RequestState.待复核 && r.Version == request.Version).ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version), ct) == 1;

    private async Task<Settled> CloseAsync(ActRequest request, RequestState state, string? decision, string outcome, WorkState work, string notice, CancellationToken ct)
    {
        var act = user.Acts("双人复核：" + state, decision ?? outcome);
        request.Settle(state, user.Id, act.By, clock.Now, decision, outcome);
        await FinishAsync(request, work, act, state.ToString(), ct);
        return new(null, notice, state is RequestState.已过期 or RequestState.数据已变);
    }

    private async Task FinishAsync(ActRequest request, WorkState state, Act act, string outcome, CancellationToken ct)
    {
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == request.Id && w.State == WorkState.Open).ToListAsync(ct))
        {
            if (state == WorkState.Done)
                work.Finish(act.By, clock.Now, outcome);
            else
                work.Withdraw(act.By, clock.Now, outcome);
        }
        db.Act = act;
        await db.SaveChangesAsync(ct);
    }

    private static string? Blank(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();
}
