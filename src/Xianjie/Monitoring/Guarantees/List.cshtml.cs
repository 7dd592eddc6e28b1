using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>Gaps of 三保障及饮水 by kind and by village, and the orders for children out of school.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(XianjieDb db, JobBoard board, CurrentUser user, Clock clock, Places places) : PageModel
{
    public int Size => Paging.Size(Request);

    public sealed record PlaceCount(long Division, string Name, int Count);

    [BindProperty(SupportsGet = true)]
    public GuaranteeKind? Kind { get; set; }
    /// <summary>gaps, unproved, closed, orders.</summary>
    [BindProperty(SupportsGet = true, Name = "view")]
    public string? Asked { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Division { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Asked is "unproved" or "closed" or "orders" ? Asked : "gaps";
    public IReadOnlyList<(GuaranteeKind Kind, int Count)> Counts { get; private set; } = [];
    public IReadOnlyList<PlaceCount> ByPlace { get; private set; } = [];
    public int Total { get; private set; }
    public IReadOnlyList<Gap> Rows { get; private set; } = [];
    public IReadOnlyList<DropoutOrder> Orders { get; private set; } = [];
    public int OpenOrders { get; private set; }
    public bool MayRun => user.May(Permissions.ScreeningRun);
    public DateOnly Today => clock.Today;

    public string Place(long division) => places.Path(division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var area = Within(View switch
        {
            "unproved" => db.Set<Gap>().AsNoTracking().Where(g => g.ClosedOn == null && g.State == GapState.缺证明),
            "closed" => db.Set<Gap>().AsNoTracking().Where(g => g.ClosedOn != null),
            _ => db.Set<Gap>().AsNoTracking().Where(g => g.ClosedOn == null && g.State == GapState.缺口),
        });
        OpenOrders = await db.Set<DropoutOrder>().CountAsync(o => o.ClosedOn == null, ct);
        if (View == "orders")
        {
            await ReadOrdersAsync(ct);
            return;
        }
        var counts = await area.GroupBy(g => g.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Counts = [.. Enum.GetValues<GuaranteeKind>().Select(k => (k, counts.Find(c => c.Key == k)?.Count ?? 0))];
        var query = Kind is { } kind ? area.Where(g => g.Kind == kind) : area;
        ByPlace = [.. (await query.GroupBy(g => g.Division).Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Key).Take(12).ToListAsync(ct))
            .Select(g => new PlaceCount(g.Key, places.Path(g.Key), g.Count))];
        Total = await query.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await query.OrderBy(g => g.Division).ThenBy(g => g.OpenedOn).ThenBy(g => g.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.ScreeningRun))
            return Forbid();
        var job = board.Draft(RefreshJob.JobKind, "核对三保障及饮水", new RefreshOrder(user.Area), user.Area, user.Acts(string.Empty).By);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }

    private IQueryable<Gap> Within(IQueryable<Gap> gaps)
    {
        if (Division is not { } division)
            return gaps;
        var (from, below) = Scope.Range(division);
        return gaps.Where(g => g.Division >= from && g.Division < below);
    }

    private async Task ReadOrdersAsync(CancellationToken ct)
    {
        var orders = db.Set<DropoutOrder>().AsNoTracking();
        Total = await orders.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Orders = await orders.OrderBy(o => o.ClosedOn != null).ThenBy(o => o.SettleBy).ThenBy(o => o.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
    }
}
