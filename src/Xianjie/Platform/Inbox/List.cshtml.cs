using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Inbox;

[Requires(Permissions.SignedIn)]
internal sealed class ListPage(XianjieDb db, CurrentUser user, Clock clock, WorkingDays calendar, Places places) : PageModel
{
    private const int Most = 200;

    public sealed record Row(string Title, string Link, string Area, string Kind, string CreatedBy, string Created, string When, string Left, string Tone);

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public string View => Show is "done" or "started" ? Show : "open";

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public string EmptyTitle => View switch { "done" => "还没有办结的事项", "started" => "还没有您发起的事项", _ => "没有待办" };
    public string EmptyWords => View == "open" ? "新的线索核查、审核等工作会出现在这里，并按期限排序。" : "办过的事项会留在这里，随时可查。";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = user.Acts(string.Empty).By;
        var query = View switch
        {
            "done" => InboxQuery.DoneBy(db, me).OrderByDescending(w => w.ClosedAt),
            "started" => InboxQuery.StartedBy(db, me).OrderByDescending(w => w.CreatedAt),
            _ => InboxQuery.Mine(db, user).OrderBy(w => w.Due),
        };
        Total = await query.CountAsync(ct);
        Rows = [.. (await query.Take(Most).ToListAsync(ct)).Select(RowOf)];
    }

    private Row RowOf(WorkItem item)
    {
        var (left, tone) = item.State == WorkState.Open ? Left(item.Due) : (item.Outcome ?? "已办", "tag-green");
        return new(item.Title, item.Link, places.Path(item.Division), item.Kind, item.CreatedBy, $"{Clock.Local(item.CreatedAt):MM-dd HH:mm}",
            item.State == WorkState.Open ? $"{item.Due:yyyy-MM-dd}" : $"{Clock.Local(item.ClosedAt ?? item.CreatedAt):yyyy-MM-dd HH:mm}", left, tone);
    }

    private (string Words, string Tone) Left(DateOnly due)
    {
        var days = calendar.Between(clock.Today, due);
        return days switch
        {
            < 0 => ($"超期 {-days} 个工作日", "tag-red"),
            0 when due < clock.Today => ("已超期", "tag-red"),
            <= 1 => (days == 0 ? "今天到期" : "剩 1 个工作日", "tag-amber"),
            _ => ($"剩 {days} 个工作日", "tag-green"),
        };
    }
}
