using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>缺授权书: households whose delivered rows the last comparison left out.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class MissingPage(XianjieDb db, Places places, CurrentUser user, SheetDownload download) : PageModel
{
    public sealed record Row(ConsentGap Gap, string Number, string? Head);

    [BindProperty(SupportsGet = true, Name = "place")]
    public long? Division { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<Places.Place> Areas => places.Children(user.Area);
    public int Total { get; private set; }
    public int Size => Paging.Size(Request);
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public string Place(long division) => places.Path(division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Total = await Chosen().CountAsync(ct);
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await Chosen().Skip((PageNumber - 1) * Size).Take(Size).ToListAsync(ct);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        if (!MayExport)
            return Forbid();
        FileColumn<Row>[] columns = [new("户编号", 20, r => r.Number), new("户主", 12, r => r.Head ?? string.Empty), new("乡镇 · 村", 26, r => places.Path(r.Gap.Division)), new("没有比对的数据", 40, r => r.Gap.Facts), new("从哪天起", 12, r => $"{r.Gap.Since:yyyy-MM-dd}")];
        return await download.OfAsync(this, "缺授权书", columns, Chosen().AsAsyncEnumerable(), csv: false, ct);
    }

    private IQueryable<Row> Chosen()
    {
        var gaps = db.Set<ConsentGap>().AsNoTracking();
        if (Division is { } place)
        {
            var (from, below) = Scope.Range(place);
            gaps = gaps.Where(g => g.Division >= from && g.Division < below);
        }
        return gaps.Join(db.Set<Household>(), g => g.HouseholdId, h => h.Id, (g, h) => new { g, h }).OrderBy(x => x.g.Division).ThenBy(x => x.g.HouseholdId).Select(x => new Row(x.g, x.h.HouseholdNo, x.h.HeadName));
    }
}
