using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>住房饮水台账.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class LedgerListPage(XianjieDb db, Places places, CurrentUser user, SheetDownload download) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Show is Ledger.NoGrade or Ledger.NoWater or Ledger.Whole ? Show : Ledger.All;
    public IReadOnlyList<(string Key, string Title, int Count)> Tabs { get; private set; } = [];
    public IReadOnlyList<LedgerRow> Rows { get; private set; } = [];
    public int Total => Tabs.First(t => t.Key == View).Count;
    public int Size => Paging.Size(Request);
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public string Place(long division) => places.Path(division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var tabs = new List<(string, string, int)>();
        foreach (var (key, title) in new[] { (Ledger.All, "全部"), (Ledger.Whole, "五项齐全"), (Ledger.NoGrade, "缺住房等级证明"), (Ledger.NoWater, "饮水四项不齐") })
            tabs.Add((key, title, await Ledger.Homes(db, key).CountAsync(ct)));
        Tabs = tabs;
        Number = Paging.Page(Number, Total, Size);
        Rows = await Ledger.RowsAsync(db, await Ordered().Skip((Number - 1) * Size).Take(Size).ToListAsync(ct), ct);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct) =>
        MayExport ? await download.OfAsync(this, "住房饮水台账", Columns, Ledger.AllAsync(db, Ordered(), ct), csv: false, ct) : Forbid();

    private IQueryable<Household> Ordered() => Ledger.Homes(db, View).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo);

    private IReadOnlyList<FileColumn<LedgerRow>> Columns =>
    [
        new("户主", 12, r => r.Home.HeadName ?? string.Empty), new("户编号", 20, r => r.Home.HouseholdNo), new("乡镇 · 村", 26, r => places.Path(r.Home.Division)), new("户属性", 16, r => r.Home.RiskState), new("住房等级", 10, r => r.Grade ?? string.Empty),
        new("等级证明", 22, r => r.On(GuaranteeKind.住房安全)), new("供水方式", 10, r => r.Living?.WaterSupply ?? string.Empty),
        .. LedgerRow.Tests.SelectMany(t => new FileColumn<LedgerRow>[] { new(t.ToString(), 14, r => r.Words(t)), new(t + "证明", 22, r => r.On(t)) }),
    ];
}
