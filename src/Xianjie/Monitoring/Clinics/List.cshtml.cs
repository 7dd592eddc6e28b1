using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Clinics;

/// <summary>村卫生室和村医: every village of the area, the blanks that are open, those that were filled, and how many there were month by month.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(XianjieDb db, ParametersInForce inForce, Places places, CurrentUser user, Clock clock) : PageModel
{
    private const int Months = 12;

    public sealed record Line(long Village, VillageClinic? Clinic, IReadOnlyList<string> Doctors, IReadOnlyList<ClinicBlank> Blanks);

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Show is "blank" or "filled" or "unknown" ? Show : "all";
    public IReadOnlyList<(string Key, string Title, int Count)> Tabs { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<ClinicBlank> Filled { get; private set; } = [];
    public IReadOnlyList<(DateOnly Month, int Open)> History { get; private set; } = [];
    public int Total => Tabs.First(t => t.Key == View).Count;
    public int Villages { get; private set; }
    public int Target { get; private set; }
    public string? Basis { get; private set; }
    public bool IsCounty => user.Area % 1_000_000 == 0;
    public int Size => Paging.Size(Request);
    public bool MayWrite => user.May(Permissions.HouseholdsWrite);
    public string Place(long village) => places.Path(village);

    public async Task OnGetAsync(CancellationToken ct)
    {
        List<long> villages = [.. Below(user.Area).Order()];
        var clinics = await db.Set<VillageClinic>().AsNoTracking().ToDictionaryAsync(c => c.Division, ct);
        var doctors = (await db.Set<VillageDoctor>().AsNoTracking().Where(d => d.To == null).OrderBy(d => d.From).ToListAsync(ct)).ToLookup(d => d.Division, d => $"{d.Name}（{d.Kind}）");
        var blanks = await db.Set<ClinicBlank>().AsNoTracking().OrderByDescending(b => b.ClosedOn).ThenBy(b => b.Division).ToListAsync(ct);
        var open = blanks.Where(b => b.ClosedOn is null).ToLookup(b => b.Division);
        var values = await inForce.LoadAsync(ct);
        (Villages, Target, Basis) = (villages.Count, values.Whole("村卫生室应有数", user.Area), values.Basis("村卫生室应有数", user.Area));
        Filled = [.. blanks.Where(b => b.ClosedOn is not null)];
        List<long> blank = [.. villages.Where(v => open[v].Any())], unknown = [.. villages.Where(v => !clinics.ContainsKey(v))];
        Tabs = [("all", "全部村", villages.Count), ("blank", "空白点", blank.Count), ("filled", "已清零", Filled.Count), ("unknown", "没有登记", unknown.Count)];
        Number = Paging.Page(Number, Total, Size);
        var skip = (Number - 1) * Size;
        Filled = View == "filled" ? [.. Filled.Skip(skip).Take(Size)] : [];
        Lines = View == "filled" ? [] : [.. (View switch { "blank" => blank, "unknown" => unknown, _ => villages }).Skip(skip).Take(Size).Select(v => new Line(v, clinics.GetValueOrDefault(v), [.. doctors[v]], [.. open[v]]))];
        History = [.. Enumerable.Range(0, Months).Select(i => new DateOnly(clock.Today.Year, clock.Today.Month, 1).AddMonths(i - Months + 1)).Select(m => (m, OpenAt(blanks, m.AddMonths(1).AddDays(-1))))];
    }

    /// <summary>Villages that were blank at the end of a day.</summary>
    private static int OpenAt(List<ClinicBlank> blanks, DateOnly day) => blanks.Where(b => b.OpenedOn <= day && (b.ClosedOn is null || b.ClosedOn > day)).Select(b => b.Division).Distinct().Count();

    private IEnumerable<long> Below(long area) => places.Find(area) is { Level: DivisionLevel.Village } ? [area] : places.Children(area).SelectMany(c => Below(c.Code));
}
