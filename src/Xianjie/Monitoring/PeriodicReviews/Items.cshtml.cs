using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>The households under review, of one run or of all.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ItemsPage(XianjieDb db, Places places, CurrentUser user, Clock clock, SheetDownload download) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public ItemQuery Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<ReviewItem> Rows { get; private set; } = [];
    public ReviewRun? Run { get; private set; }
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public DateOnly Today => clock.Today;
    public bool MayRecord => user.May(Permissions.HelpWrite);
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public string PlaceOf(ReviewItem item) => places.Path(item.Division);
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);

    private IOrderedQueryable<ReviewItem> Found => Filter.Over(db.Set<ReviewItem>().AsNoTracking(), clock.Today).OrderBy(i => i.Due).ThenBy(i => i.Division).ThenBy(i => i.HouseholdNo).ThenBy(i => i.Id);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Total = await Found.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await Found.Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        Run = Filter.Run is { } run ? await Reach.Of<ReviewRun>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == run, ct) : null;
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken ct) =>
        MayExport ? await download.OfAsync(this, "定期核查", Columns, Found.AsAsyncEnumerable(), csv: false, ct) : Forbid();

    private IReadOnlyList<FileColumn<ReviewItem>> Columns =>
    [
        new("户主", 12, i => i.HeadName), new("户编号", 16, i => i.HouseholdNo), new("乡镇 · 村", 20, PlaceOf), new("户类型", 14, i => i.HouseholdType), new("户属性", 16, i => i.RiskState), new("期限", 12, i => HouseholdWords.Day(i.Due)),
        new("结果", 10, i => i.Result?.ToString() ?? "未核查"), new("情况", 40, i => i.Words ?? ""), new("核查人", 16, i => i.Visitors ?? ""), new("核查日期", 12, i => HouseholdWords.Day(i.DoneOn)), new("建议", 14, i => i.Proposal?.ToString() ?? ""),
        new("建议处理", 30, i => i.ProposalState is null ? "" : $"{i.ProposalState} {i.ProposalOutcome}".Trim()),
    ];
}
