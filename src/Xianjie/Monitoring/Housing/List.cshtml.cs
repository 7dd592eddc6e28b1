using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>住房安全: rounds, hazards by state, and households whose house nobody has looked at for too long.</summary>
[Requires(Permissions.HouseholdsRead), Captured]
internal sealed class ListPage(XianjieDb db, HouseSights sights, Places places, CurrentUser user, Clock clock, SheetDownload download) : PageModel
{
    private const int MostRounds = 200;

    public sealed record Tab(string Key, string Title, int Count);

    [BindProperty(SupportsGet = true, Name = "view")]
    public string? Asked { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Asked is HouseSights.Open or HouseSights.Overdue or HouseSights.Waiting or HouseSights.Done or "unseen" ? Asked : "rounds";
    public IReadOnlyList<Tab> Tabs { get; private set; } = [];
    public IReadOnlyList<HouseRound> Rounds { get; private set; } = [];
    public IReadOnlyDictionary<Guid, int> Seen { get; private set; } = new Dictionary<Guid, int>();
    public IReadOnlyList<HouseHazard> Hazards { get; private set; } = [];
    public IReadOnlyList<Household> Homes { get; private set; } = [];
    public int Total => Tabs.First(t => t.Key == View).Count;
    public int Size => Paging.Size(Request);
    public bool MayOpen => user.May(Permissions.CluesDispatch);
    public bool MayExport => user.May(Permissions.HouseholdsExport) && View is not ("rounds" or "unseen");
    public string Place(long division) => places.Path(division);
    public bool IsLate(HouseHazard hazard) => hazard.State == HazardState.整改中 && hazard.Due < clock.Today;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var unseen = await sights.NotLookedAtAsync(ct);
        var rounds = Reach.Of<HouseRound>(db, user);
        Tabs =
        [
            new("rounds", "巡查排查批次", Math.Min(MostRounds, await rounds.CountAsync(ct))), new(HouseSights.Open, "整改中", await sights.Hazards(HouseSights.Open).CountAsync(ct)), new(HouseSights.Overdue, "其中超期", await sights.Hazards(HouseSights.Overdue).CountAsync(ct)),
            new(HouseSights.Waiting, "待验收", await sights.Hazards(HouseSights.Waiting).CountAsync(ct)), new(HouseSights.Done, "已销号", await sights.Hazards(HouseSights.Done).CountAsync(ct)), new("unseen", "到期未巡查", await unseen.CountAsync(ct)),
        ];
        Number = Paging.Page(Number, Total, Size);
        var skip = (Number - 1) * Size;
        if (View == "rounds")
        {
            Rounds = await rounds.AsNoTracking().OrderByDescending(r => r.From).ThenByDescending(r => r.Id).Take(MostRounds).Skip(skip).Take(Size).ToListAsync(ct);
            Seen = await db.Set<HouseFinding>().AsNoTracking().GroupBy(f => f.RoundId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        }
        else if (View == "unseen")
            Homes = await unseen.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Skip(skip).Take(Size).ToListAsync(ct);
        else
            Hazards = await Ordered().Skip(skip).Take(Size).ToListAsync(ct);
    }

    private IQueryable<HouseHazard> Ordered() => View == HouseSights.Done ? sights.Hazards(View).OrderByDescending(h => h.AcceptedOn).ThenBy(h => h.Id) : sights.Hazards(View).OrderBy(h => h.Due).ThenBy(h => h.Id);

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct) =>
        MayExport ? await download.OfAsync(this, "住房隐患", Columns, Ordered().AsAsyncEnumerable(), csv: false, ct) : Forbid();

    private IReadOnlyList<FileColumn<HouseHazard>> Columns =>
    [
        new("户主", 12, h => h.HeadName), new("户编号", 20, h => h.HouseholdNo), new("乡镇 · 村", 26, h => places.Path(h.Division)), new("住房等级", 10, h => h.Grade), new("隐患", 30, h => h.Seen.Replace(';', '、')), new("自建房", 8, h => h.SelfBuilt ? "是" : "否"),
        new("整改措施", 16, h => h.Measure), new("责任人", 12, h => h.Responsible), new("发现", 12, h => HouseholdWords.Day(h.FoundOn)), new("期限", 12, h => HouseholdWords.Day(h.Due)), new("状态", 10, h => h.State.ToString()),
        new("整改完成", 12, h => HouseholdWords.Day(h.MendedOn)), new("验收", 12, h => HouseholdWords.Day(h.AcceptedOn)), new("验收人", 20, h => h.AcceptedBy ?? string.Empty), new("验收后等级", 12, h => h.GradeAfter ?? string.Empty),
    ];
}
