using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.JointReview.Agenda;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.JointReview;

/// <summary>What was concluded on some matters at once.</summary>
/// <param name="Unit">村, 乡镇 or a department; not asked where the matter is dismissed.</param>
/// <param name="Due">Null: by the parameter.</param>
internal sealed record Ruling(MatterConclusion? Conclusion, string? Words, string? Unit, DateOnly? Due);

/// <summary>Holds sessions: opens, fills the agenda, concludes, closes. Everything in the caller's transaction.</summary>
internal sealed class JointDesk(XianjieDb db, AgendaBook agenda, JointUnits units, ConclusionEffects effects, ParametersInForce inForce, WorkingDays calendar, CurrentUser user, Clock clock)
{
    public const string WorkKind = "研判处置", HoldKind = "集中研判", Days = "研判处置天数";

    /// <summary>Opens a session with its topics; the same form twice is one, and so is the session of a month.</summary>
    public async Task<JointSession> OpenAsync(JointSession session, IEnumerable<string> topics, CancellationToken ct)
    {
        if (await JointSessions.Of(db, user).FirstOrDefaultAsync(s => s.FormKey == session.FormKey || (s.RegularMonth != null && s.RegularMonth == session.RegularMonth && s.Division == session.Division), ct) is { } known)
            return known;
        db.Act = user.Acts("发起会商研判");
        db.Add(session);
        foreach (var (at, words) in topics.Index())
            db.Add(new JointTopic { SessionId = session.Id, Division = session.Division, Number = at + 1, Words = words });
        await db.SaveChangesAsync(ct);
        return session;
    }

    /// <summary>Puts proposals on the agenda. How many.</summary>
    /// <param name="only">These alone; null for all that the filter finds, up to <see cref="AgendaBook.MostAtOnce"/>.</param>
    public async Task<int> AddAsync(JointSession session, AgendaFilter filter, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var chosen = await agenda.ReadAsync(session.Id, filter, only, 0, AgendaBook.MostAtOnce, ct);
        db.Act = user.Acts("列入研判", session.Title);
        foreach (var p in chosen)
            db.Add(new JointMatter
            {
                SessionId = session.Id, SessionTitle = session.Title, Source = filter.Source, SourceId = p.SourceId, HouseholdId = p.Household, HouseholdNo = p.No, HeadName = p.Name, Division = p.Division,
                Risk = p.Risk, Title = p.Title.Length > 300 ? p.Title[..300] : p.Title, Reason = p.Reason, Link = p.Link,
            });
        await db.SaveChangesAsync(ct);
        return chosen.Count;
    }

    /// <summary>Takes matters off the agenda that were not concluded yet. How many.</summary>
    public async Task<int> RemoveAsync(JointSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var rows = await db.Set<JointMatter>().Where(m => m.SessionId == session.Id && ids.Contains(m.Id) && m.Step == MatterStep.待研判).ToListAsync(ct);
        db.Act = user.Acts("移出研判", session.Title);
        db.RemoveRange(rows);
        await db.SaveChangesAsync(ct);
        return rows.Count;
    }

    /// <summary>Concludes all of them or none.</summary>
    public async Task<Refusal?> ConcludeAsync(JointSession session, IReadOnlyCollection<Guid> ids, Ruling ruling, CancellationToken ct)
    {
        var rows = await db.Set<JointMatter>().Where(m => m.SessionId == session.Id && ids.Contains(m.Id)).ToListAsync(ct);
        if (await FaultAsync(session, rows, ruling, ct) is { } fault)
            return fault;
        var (values, act, words) = (await inForce.LoadAsync(ct), user.Acts("研判结论", ruling.Words), ruling.Words!.Trim());
        db.Act = act;
        foreach (var matter in rows)
        {
            db.Add(Note(matter, ruling.Conclusion.ToString()!, words));
            if (ruling.Conclusion == MatterConclusion.排除)
            {
                matter.Dismiss(words, clock.Today);
                await effects.ApplyAsync(matter, act.By, ct);
                continue;
            }
            var due = ruling.Due ?? calendar.Add(clock.Today, values.Whole(Days, matter.Division, ruling.Conclusion.ToString()));
            matter.Assign(ruling.Conclusion!.Value, words, units.Of(ruling.Unit!, matter.Division)!.Value, clock.Today, due);
            await effects.ApplyAsync(matter, act.By, ct);
            db.Add(MatterDesk.Work(matter, act.By, clock.Now));
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    private async Task<Refusal?> FaultAsync(JointSession session, List<JointMatter> rows, Ruling ruling, CancellationToken ct)
    {
        if (!session.IsOpen)
            return new("这次会商已结束，不能再改结论。");
        if (rows.Count == 0)
            return new("请先勾选研判对象。");
        if (rows.Find(m => m.Step != MatterStep.待研判) is { } done)
            return new($"{done.HeadName} 已有结论。要改结论，请打开它选“重新研判”。");
        if (ruling.Conclusion is not { } conclusion)
            return new("请选择结论。");
        if (ruling.Words?.Trim() is not { Length: >= 2 and <= 600 })
            return new(conclusion == MatterConclusion.排除 ? "请写明排除的理由（2 到 600 字）。" : "请写明处置意见（2 到 600 字）。");
        return conclusion == MatterConclusion.排除 ? null : await UnitFaultAsync(rows, conclusion, ruling, ct);
    }

    private async Task<Refusal?> UnitFaultAsync(List<JointMatter> rows, MatterConclusion conclusion, Ruling ruling, CancellationToken ct)
    {
        var isDepartment = ruling.Unit is { } unit && unit is not (JointUnits.Village or JointUnits.Township) && (await units.DepartmentsAsync(ct)).Contains(unit);
        if (!isDepartment && ruling.Unit is not (JointUnits.Village or JointUnits.Township))
            return new("请选择责任单位。没有联络员账号的部门不能选，请安全管理员先建账号。");
        if (conclusion == MatterConclusion.转入户核查 && isDepartment)
            return new("入户核查由村或乡镇办理，责任单位请选“村”或“乡镇”。");
        if (conclusion == MatterConclusion.转部门处置 && !isDepartment)
            return new("转部门处置请选择一个部门。");
        if (ruling.Due < clock.Today)
            return new("办理期限不能早于今天。");
        return rows.Find(m => units.Of(ruling.Unit!, m.Division) is null) is { } stray ? new($"{stray.HeadName} 不在村一级，责任单位请选“乡镇”或部门。") : null;
    }

    /// <summary>Undoes a conclusion that nobody has acted on, while the session is open.</summary>
    public async Task<Refusal?> ReconsiderAsync(JointSession session, JointMatter matter, string? reason, CancellationToken ct)
    {
        if (!session.IsOpen || matter.Step != MatterStep.待处置)
            return new(session.IsOpen ? "只有还没有反馈的对象可以重新研判。" : "这次会商已结束，请列入下一次会商。");
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 600)
            return new("请写明重新研判的理由（600 字以内）。");
        db.Act = user.Acts("重新研判", reason.Trim());
        db.Add(Note(matter, "重新研判", reason.Trim()));
        matter.Reconsider();
        foreach (var work in await OpenWork(matter.Id).ToListAsync(ct))
            work.Withdraw(db.Act.By, clock.Now, reason.Trim());
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Ends the session; the matters given to units go on.</summary>
    public async Task<Refusal?> CloseAsync(JointSession session, string? summary, CancellationToken ct)
    {
        var left = await JointSessions.Matters(db, session).CountAsync(m => m.Step == MatterStep.待研判, ct);
        if (left > 0)
            return new($"还有 {left:N0} 个对象没有结论，不能结束。请逐一定结论，或移出议程。");
        if (summary?.Trim() is not { Length: >= 4 and <= 2000 })
            return new("请填写会商小结（4 到 2000 字），它会写进会议纪要。", "Summary");
        db.Act = user.Acts("结束会商研判");
        session.Close(clock.Today, summary.Trim());
        foreach (var work in await OpenWork(session.Id).IgnoreQueryFilters().ToListAsync(ct))
            work.Finish(db.Act.By, clock.Now, "已研判");
        await db.SaveChangesAsync(ct);
        return null;
    }

    private IQueryable<WorkItem> OpenWork(Guid subject) => db.Set<WorkItem>().Where(w => w.Subject == subject && w.State == WorkState.Open);

    private MatterNote Note(JointMatter matter, string what, string words) => new() { MatterId = matter.Id, Division = matter.Division, What = what, Words = words, By = user.Acts(string.Empty).By, At = clock.Now };
}
