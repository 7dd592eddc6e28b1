using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Inbox;

/// <summary>How work of one kind goes back to who sent it; the module of the kind registers it and puts its own subject right.</summary>
internal interface IWorkReturn
{
    string Kind { get; }

    /// <summary>Closes the work, sets its subject back and makes the work that follows; the caller saves. Words where it can't.</summary>
    Task<string?> ReturnAsync(WorkItem work, string reason, CancellationToken ct);
}

/// <summary>转交、退回、催办. Every answer is words for a refusal, or null; the caller's transaction is saved here.</summary>
internal sealed class WorkDesk(XianjieDb db, IEnumerable<IWorkReturn> returns, IEnumerable<FinishedByWords> byWords, CurrentUser user, Clock clock)
{
    public bool IsMine(WorkItem work) => work.State == WorkState.Open
        && ((IsOfMyOffice(work) && (work.Assignee is null || work.Assignee == user.Id)) || work.EscalatedTo == user.Role.Office);

    private bool IsOfMyOffice(WorkItem work) => (work.Role == user.Role.Office || user.Role.Permissions.Any(p => work.Role == WorkItem.ForPermission(p)))
        && (work.Department is null || work.Department == user.Department) && !work.IsBarred(user.Id) && !(user.ActsForId is { } principal && work.IsBarred(principal));

    public bool IsStarted(WorkItem work) => work.CreatedBy == user.Acts(string.Empty).By || work.HandedBy == user.Id;

    public bool MaySee(WorkItem work) => IsOfMyOffice(work) || IsMine(work) || IsStarted(work) || work.ClosedBy == user.Acts(string.Empty).By || Levels.IsAbove(user.Role.Office, work.Role);

    public bool MayHandOver(WorkItem work) => IsMine(work) && work.Role == user.Role.Office;

    public bool MayReturn(WorkItem work) => MayHandOver(work) && (work.HandedBy is not null || returns.Any(r => r.Kind == work.Kind));

    public bool MayFinish(WorkItem work) => IsMine(work) && byWords.Any(k => k.Kind == work.Kind);

    public bool MayRemind(WorkItem work) => work.State == WorkState.Open && (IsStarted(work) || Levels.IsAbove(user.Role.Office, work.Role)) && !(work.Role == user.Role.Office && work.Assignee == user.Id);

    /// <summary>People of the same role whose area holds the work.</summary>
    public async Task<IReadOnlyList<User>> ColleaguesAsync(WorkItem work, CancellationToken ct)
    {
        long[] places = [work.Division, .. ((long[])[1_000, 1_000_000, 100_000_000, 10_000_000_000]).Select(w => work.Division / w * w)];
        return await db.Set<User>().AsNoTracking().Where(u => u.Role == work.Role && (work.Department == null || u.Department == work.Department) && !u.Disabled && u.Id != user.Id && u.Id != work.Assignee && places.Contains(u.Division)).OrderBy(u => u.Name).Take(200).ToListAsync(ct);
    }

    public async Task<string?> HandOverAsync(WorkItem work, Guid to, string? reason, CancellationToken ct)
    {
        if (!MayHandOver(work))
            return "这件待办不在您手里，不能转交。";
        if (string.IsNullOrWhiteSpace(reason))
            return "请写明转交的原因。";
        if ((await ColleaguesAsync(work, ct)).FirstOrDefault(u => u.Id == to) is not { } colleague)
            return "请选择本地区同岗位的同事。";
        db.Act = user.Acts("转交待办", $"转给{colleague.Name}：{reason.Trim()}");
        work.HandOver((colleague.Id, colleague.Name), (user.Id, user.Name));
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<string?> ReturnAsync(WorkItem work, string? reason, CancellationToken ct)
    {
        if (!MayReturn(work))
            return "这件待办不能在这里退回，请打开办理页面退回。";
        if (string.IsNullOrWhiteSpace(reason))
            return "请写明退回的原因。";
        db.Act = user.Acts("退回待办", reason.Trim());
        if (work.HandedBy is not null)
            work.GiveBack();
        else if (await returns.First(r => r.Kind == work.Kind).ReturnAsync(work, reason.Trim(), ct) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<string?> FinishAsync(WorkItem work, string? words, CancellationToken ct)
    {
        if (!MayFinish(work))
            return "这件待办不能在这里办结，请打开办理页面。";
        if (string.IsNullOrWhiteSpace(words) || words.Length > 200)
            return "请写明核查情况和处理结果（200 字以内）。";
        var act = user.Acts("办结待办", words.Trim());
        db.Act = act;
        work.Finish(act.By, clock.Now, words.Trim());
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Once a day at most, whoever asks.</summary>
    public async Task<string?> RemindAsync(WorkItem work, CancellationToken ct)
    {
        if (!MayRemind(work))
            return "只有发起人和上一级可以催办。";
        if (work.RemindedOn == clock.Today)
            return "今天已经催办过，明天仍未办结可以再催。";
        db.Act = user.Acts("催办");
        work.Remind(clock.Today);
        await db.SaveChangesAsync(ct);
        return null;
    }
}
