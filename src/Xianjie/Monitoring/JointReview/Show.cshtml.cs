using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.JointReview;

/// <summary>One session: its figures, the matters to conclude (many at once), topics and who came.</summary>
[Requires(Permissions.JointRead)]
internal sealed class ShowPage(XianjieDb db, JointDesk desk, JointUnits units, Places places, CurrentUser user, Clock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }
    [BindProperty]
    public Ruling Ruling { get; set; } = new(null, null, null, null);
    [BindProperty]
    public string? Summary { get; set; }

    public JointSession Session { get; private set; } = null!;
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();
    public IReadOnlyList<JointMatter> Matters { get; private set; } = [];
    public IReadOnlyList<JointTopic> Topics { get; private set; } = [];
    public IReadOnlyList<JointAttendee> Attendees { get; private set; } = [];
    public IReadOnlyList<string> Departments { get; private set; } = [];
    public int Total { get; private set; }
    public int Size => Paging.Size(Request);
    public bool IsPeople => View == "people";
    public bool MayWrite => user.May(Permissions.JointHold) && Session.IsOpen;
    /// <summary>What was typed into a small form that came back with an error.</summary>
    public string? Typed(string name) => Request.HasFormContentType && Request.Form.TryGetValue(name, out var typed) ? typed.ToString() : null;
    public string PlaceOf(JointMatter matter) => matter.HouseholdId is null ? "—" : places.Path(matter.Division);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostConcludeAsync(Guid id, List<Guid> ids, CancellationToken ct) =>
        DoAsync(id, () => desk.ConcludeAsync(Session, ids, Ruling, ct), $"已为 {ids.Count} 个对象定结论。", null, ct);

    public Task<IActionResult> OnPostRemoveAsync(Guid id, List<Guid> ids, CancellationToken ct) =>
        DoAsync(id, async () => await desk.RemoveAsync(Session, ids, ct) == 0 ? new Refusal("请勾选还没有结论的对象。") : null, "已移出议程。", null, ct);

    public Task<IActionResult> OnPostCloseAsync(Guid id, CancellationToken ct) => DoAsync(id, () => desk.CloseAsync(Session, Summary, ct), "会商已结束，可以打印纪要；交办事项继续由责任单位办理。", null, ct);

    public Task<IActionResult> OnPostArrangeAsync(Guid id, DateOnly? heldOn, string? place, string? chair, string? recorder, CancellationToken ct) => DoAsync(id, async () =>
    {
        if (heldOn is not { } day || place?.Length > 80 || chair?.Length > 60 || recorder?.Length > 60)
            return new Refusal("请填写会商日期；地点最多 80 个字，主持人和记录人最多 60 个字。");
        db.Act = user.Acts("更正会商信息");
        Session.Arrange(day, NewPage.Short(place), NewPage.Short(chair), NewPage.Short(recorder));
        await db.SaveChangesAsync(ct);
        return null;
    }, "已保存。", "people", ct);

    public Task<IActionResult> OnPostAttendAsync(Guid id, string? unit, string? names, CancellationToken ct) => DoAsync(id, async () =>
    {
        if (unit?.Trim() is not { Length: >= 2 and <= 60 } || NameList.Of(names ?? string.Empty) is not { Count: > 0 } people || names!.Length > 200)
            return new Refusal("请填写单位（60 字以内）和参会人姓名，多人用顿号分开。");
        return await AddAsync(new JointAttendee { SessionId = id, Division = Session.Division, Unit = unit.Trim(), Names = string.Join('、', people) }, "登记参会", ct);
    }, "已登记参会。", "people", ct);

    public Task<IActionResult> OnPostTopicAsync(Guid id, string? words, CancellationToken ct) => DoAsync(id, async () =>
        words?.Trim() is not { Length: >= 2 and <= 200 } ? new Refusal("请填写议题（2 到 200 字）。")
        : await AddAsync(new JointTopic { SessionId = id, Division = Session.Division, Number = Topics.Count + 1, Words = words.Trim() }, "登记议题", ct), "已登记议题。", "people", ct);

    public Task<IActionResult> OnPostOutcomesAsync(Guid id, Dictionary<Guid, string?> outcomes, CancellationToken ct) => DoAsync(id, async () =>
    {
        if (outcomes.Values.Any(o => o?.Length > 600))
            return new Refusal("议定事项最多 600 个字。");
        db.Act = user.Acts("登记议定事项");
        foreach (var topic in await JointSessions.Topics(db, Session).ToListAsync(ct))
            topic.Outcome = outcomes.TryGetValue(topic.Id, out var words) ? NewPage.Short(words) : topic.Outcome;
        await db.SaveChangesAsync(ct);
        return null;
    }, "已保存议定事项。", "people", ct);

    public Task<IActionResult> OnPostAbsentAsync(Guid id, Guid attendee, CancellationToken ct) => DoAsync(id, async () =>
    {
        db.Act = user.Acts("删除参会");
        db.RemoveRange(await JointSessions.Attendees(db, Session).Where(a => a.Id == attendee).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        return null;
    }, "已删除。", "people", ct);

    private async Task<Refusal?> AddAsync(object row, string what, CancellationToken ct)
    {
        db.Act = user.Acts(what);
        db.Add(row);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private async Task<IActionResult> DoAsync(Guid id, Func<Task<Refusal?>> act, string done, string? view, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        if (await act() is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            View = view;
            return Page();
        }
        TempData["Notice"] = done;
        return new SeeOtherResult($"/joint/{id}{(view is null ? "" : $"?view={view}")}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await JointSessions.Of(db, user).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session)
            return false;
        Session = session;
        var rows = db.Set<JointMatter>().AsNoTracking();
        var counts = new Dictionary<string, int>();
        foreach (var (key, _) in MatterQuery.States)
            counts[key] = await new MatterQuery { Session = id, State = key }.Over(rows, clock.Today).CountAsync(ct);
        Counts = counts;
        State = MatterQuery.States.Any(s => s.Key == State) ? State : "all";
        Total = counts[State!];
        Number = Paging.Page(Number, Total, Size);
        Matters = await new MatterQuery { Session = id, State = State }.Over(rows, clock.Today).OrderBy(m => m.Division).ThenBy(m => m.HouseholdNo).ThenBy(m => m.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        Topics = await JointSessions.Topics(db, session).AsNoTracking().OrderBy(t => t.Number).ToListAsync(ct);
        Attendees = await JointSessions.Attendees(db, session).AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct);
        Departments = MayWrite ? await units.DepartmentsAsync(ct) : [];
        return true;
    }
}
