using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Income;

/// <summary>The households behind a number of 人均纯收入.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class RowsPage(IncomeBook book, SheetDownload download, Places places, Scope scope, CurrentUser user) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    [BindProperty(SupportsGet = true, Name = "group")]
    public string? Asked { get; set; }
    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public long Here => Area ?? user.Area;
    public string Group => IncomeBook.Groups.Any(g => g.Key == Asked) ? Asked! : IncomeBook.Exited;
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public IncomeSum Sum { get; private set; }
    public IReadOnlyList<IncomeRow> Rows { get; private set; } = [];
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public string Place(long division) => places.Path(division);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!scope.Covers(Here))
            return NotFound();
        var cells = (await book.CellsAsync(Here, ct)).Where(c => c.Group == Group && c.Year == Year);
        Sum = cells.Aggregate(default(IncomeSum), (sum, cell) => sum + cell.Sum);
        var rows = book.Households(Here, Group, Year);
        Total = await rows.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await rows.Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        if (!MayExport || !scope.Covers(Here))
            return Forbid();
        FileColumn<IncomeRow>[] columns =
        [
            new("户主", 12, r => r.HeadName ?? string.Empty), new("户编号", 20, r => r.HouseholdNo), new("乡镇 · 村", 26, r => places.Path(r.Division)), new("户属性", 16, r => r.RiskState), new("人口", 8, r => $"{r.People}"),
            new("纯收入（元）", 14, r => $"{r.Net / 100m:0.00}"), new("人均（元）", 14, r => $"{r.PerHead / 100m:0.00}"),
        ];
        return await download.OfAsync(this, $"人均纯收入明细{Year}", columns, book.Households(Here, Group, Year).AsAsyncEnumerable(), csv: false, ct, Here);
    }
}
