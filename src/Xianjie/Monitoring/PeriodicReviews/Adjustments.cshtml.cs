using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>动态调整: what reviews propose for households, and what became of it.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class AdjustmentsPage(XianjieDb db, Places places) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public AdjustmentState? State { get; set; }
    [BindProperty(SupportsGet = true)]
    public Adjustment? Proposal { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<ReviewItem> Rows { get; private set; } = [];
    public IReadOnlyList<(AdjustmentState State, int Count)> Counts { get; private set; } = [];
    public AdjustmentState Shown => State ?? AdjustmentState.待处理;
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public string PlaceOf(ReviewItem item) => places.Path(item.Division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = db.Set<ReviewItem>().AsNoTracking().Where(i => i.ProposalState != null);
        if (Proposal is { } proposal)
            rows = rows.Where(i => i.Proposal == proposal);
        var counts = await rows.GroupBy(i => i.ProposalState).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Counts = [.. Enum.GetValues<AdjustmentState>().Select(s => (s, counts.Find(c => c.Key == s)?.Count ?? 0))];
        Total = Counts.First(c => c.State == Shown).Count;
        Number = Paging.Page(Number, Total, Size);
        Rows = await rows.Where(i => i.ProposalState == Shown).OrderByDescending(i => i.DoneOn).ThenBy(i => i.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
    }
}
