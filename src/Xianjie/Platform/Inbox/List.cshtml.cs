using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Inbox;

/// <summary>待办、已办、我发起的.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class ListPage(XianjieDb db, WorkDesk desk, CurrentUser user, Clock clock, WorkingDays calendar, Places places, ParametersInForce parameters, IEnumerable<WorkTerm> terms) : PageModel
{
    public sealed record Row(WorkItem Item, string Area, string When, string Left, string Tone, bool MayRemind);

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Show is "done" or "started" ? Show : "open";
    public int Size => Paging.Size(Request);
    public DateOnly Today => clock.Today;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public string EmptyTitle => View switch { "done" => "还没有办结的事项", "started" => "还没有您发起的事项", _ => "没有待办" };
    public string EmptyWords => View == "open" ? "新的线索核查、审核等工作会出现在这里，并按期限排序。" : View == "done" ? "办过的事项会留在这里，随时可查。" : "您派发、登记和转交给同事的事项会出现在这里，可以催办。";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = clock.Today;
        var query = View switch
        {
            "done" => InboxQuery.DoneBy(db, user.Acts(string.Empty).By).OrderByDescending(w => w.ClosedAt).ThenBy(w => w.Id),
            "started" => InboxQuery.StartedBy(db, user).OrderBy(w => w.State == WorkState.Open ? 0 : 1).ThenByDescending(w => w.CreatedAt).ThenBy(w => w.Id),
            _ => InboxQuery.Mine(db, user).OrderBy(w => w.RemindedOn == today ? 0 : 1).ThenBy(w => w.Due).ThenBy(w => w.Id),
        };
        Total = await query.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var values = await parameters.LoadAsync(ct);
        Rows = [.. (await query.Skip((Number - 1) * Size).Take(Size).ToListAsync(ct)).Select(item => RowOf(item, values))];
    }

    public async Task<IActionResult> OnPostRemindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<WorkItem>().FirstOrDefaultAsync(w => w.Id == id, ct) is not { } work)
            return NotFound();
        var refusal = await desk.RemindAsync(work, ct);
        TempData[refusal is null ? "Notice" : "Warning"] = refusal ?? $"已催办：{work.Title}。对方待办里会排在最前并标出。";
        return new SeeOtherResult(Address.With(Request, ("handler", null), ("id", null)));
    }

    private Row RowOf(WorkItem item, ParameterValues values)
    {
        var working = terms.FirstOrDefault(t => t.Kind == item.Kind) is not { } term || term.InWorkingDays(values, item.Division);
        var (left, tone) = item.State == WorkState.Open ? TermLeft.Of(calendar, clock.Today, item.Due, working).Shown(values, item.Division) : (item.Outcome ?? "已办", item.State == WorkState.Done ? "tag-green" : "tag-grey");
        return new(item, places.Path(item.Division), item.State == WorkState.Open ? $"{item.Due:yyyy-MM-dd}" : $"{Clock.Local(item.ClosedAt ?? item.CreatedAt):yyyy-MM-dd HH:mm}", left, tone, desk.MayRemind(item));
    }
}
