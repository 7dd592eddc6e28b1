using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Overview.Supervision;

/// <summary>督办批示: what leaders ordered about figures, in one's area or to one's department. A red light becomes an order from here too.</summary>
[Requires(Permissions.SupervisionRead)]
internal sealed class ListPage(XianjieDb db, SupervisionDesk desk, Places places, CurrentUser user, Clock clock, SheetDownload download) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public SupervisionQuery Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<SupervisionOrder> Rows { get; private set; } = [];
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public DateOnly Today => clock.Today;
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public string PlaceOf(SupervisionOrder order) => places.Path(order.Place);

    private IQueryable<SupervisionOrder> Found => Filter.Over(db.Set<SupervisionOrder>().AsNoTracking(), user, clock.Today);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Total = await Found.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await InOrder(Found).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
    }

    /// <summary>一键督办: the order is there at once; who has it open already is led to it.</summary>
    public async Task<IActionResult> OnPostIssueAsync(string key, string? by, long place, DateOnly? day, string? unit, string? words, bool note, CancellationToken ct)
    {
        if (!user.May(Permissions.SupervisionIssue))
            return Forbid();
        if (!ModelState.IsValid)
        {
            await OnGetAsync(ct);
            return Page();
        }
        var on = day is { } asked && asked < clock.Today ? asked : clock.Today;
        var done = await desk.IssueAsync(new(note ? SupervisionKind.批示 : SupervisionKind.督办, key, by, place, on, string.IsNullOrEmpty(unit) ? null : unit, words), ct);
        if (!done.TryGet(out var order, out var refusal))
        {
            ModelState.AddModelError("words", refusal);
            await OnGetAsync(ct);
            return Page();
        }
        TempData["Notice"] = $"已交{order.Unit}办理，{order.Due:yyyy-MM-dd} 前答复；答复会进您的待办。";
        return new SeeOtherResult($"/supervision/{order.Id}");
    }

    public Task<IActionResult> OnPostExportAsync(CancellationToken ct) => download.OfAsync(this, "督办批示", Columns, InOrder(Found).AsAsyncEnumerable(), csv: false, ct, Filter.Place);

    private IReadOnlyList<FileColumn<SupervisionOrder>> Columns =>
    [
        new("类别", 8, o => o.Kind.ToString()), new("指标", 26, o => o.Title), new("地区", 20, PlaceOf), new("数据日期", 12, o => Day(o.On)), new("当时的数", 14, o => o.ValueThen), new("当时的线", 14, o => o.LineThen ?? ""),
        new("要求", 40, o => o.Words), new("责任单位", 18, o => o.Unit), new("交办人", 20, o => o.IssuedBy), new("交办时间", 16, o => Clock.Local(o.IssuedAt).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)), new("期限", 12, o => Day(o.Due)),
        new("状态", 10, o => o.Step.ToString()), new("答复", 40, o => o.Answer ?? ""), new("答复人", 20, o => o.AnsweredBy ?? ""), new("答复日期", 12, o => Day(o.AnsweredOn)), new("意见", 30, o => o.Verdict ?? ""), new("办结日期", 12, o => Day(o.EndedOn)),
    ];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;

    private static IOrderedQueryable<SupervisionOrder> InOrder(IQueryable<SupervisionOrder> rows) => rows.OrderBy(o => o.EndedOn == null ? 0 : 1).ThenBy(o => o.Due).ThenBy(o => o.Id);
}
