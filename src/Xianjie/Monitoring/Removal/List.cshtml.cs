using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Removal;

/// <summary>风险消除: open cases, households whose time has come, removed ones, rechecks, relapse by measure.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ListPage(XianjieDb db, HelpGaps gaps, ParametersInForce inForce, CurrentUser user, Clock clock, Places places) : PageModel
{
    public int Size => Paging.Size(Request);

    public sealed record CaseRow(RemovalCase Case, DateOnly? Due);

    public sealed record HomeRow(Guid Id, string HouseholdNo, string? HeadName, long Division, string? Risks, int? Members, int? Identified, int? Eliminated, string? Kind);

    /// <summary>open, ready, removed, rechecks, relapse.</summary>
    [BindProperty(SupportsGet = true, Name = "view")]
    public string? Asked { get; set; }
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Asked is "ready" or "removed" or "rechecks" or "relapse" ? Asked : "open";
    public int Total { get; private set; }
    public int Months { get; private set; }
    public IReadOnlyList<CaseRow> Cases { get; private set; } = [];
    public IReadOnlyList<HomeRow> Homes { get; private set; } = [];
    public IReadOnlyList<Recheck> Rechecks { get; private set; } = [];
    public IReadOnlyList<RelapseRate> Rates { get; private set; } = [];
    public DateOnly Today => clock.Today;
    public bool MaySpotCheck => user.May(Permissions.CasesDecide);

    public string Place(long division) => places.Path(division);

    public static string TitleOf(RemovalStep step) => RemovalProcess.Table.Steps[step].Title;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var values = await inForce.LoadAsync(ct);
        Months = values.Whole("消除最短月数", user.Area);
        switch (View)
        {
            case "ready":
                var month = HelpGaps.Month(clock.Today.AddMonths(-Months));
                await HomesAsync(gaps.UnderMonitoring.Where(h => h.IdentifiedMonth <= month && h.IsSafetyNet != true && !db.Set<RemovalCase>().Any(c => c.OpenHousehold == h.Id)), ct);
                break;
            case "removed":
                var removed = db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.RiskState == HelpGaps.Removed);
                await HomesAsync(Year is { } year ? removed.Where(h => h.EliminatedMonth > year * 100 && h.EliminatedMonth < (year * 100) + 100) : removed, ct);
                break;
            case "rechecks":
                var rechecks = db.Set<Recheck>().AsNoTracking().Where(r => r.DoneOn == null);
                Total = await PageAsync(rechecks, ct);
                Rechecks = await rechecks.OrderBy(r => r.Due).ThenBy(r => r.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
                break;
            case "relapse":
                Rates = await Relapse.ByGroupAsync(db, ct);
                Total = Rates.Count - 1;
                break;
            default:
                var open = db.Set<RemovalCase>().AsNoTracking().Where(c => c.OpenHousehold != null);
                Total = await PageAsync(open, ct);
                Cases = await open.OrderBy(c => c.StartedOn).ThenBy(c => c.Id).Skip((Number - 1) * Size).Take(Size)
                    .Select(c => new CaseRow(c, db.Set<StepRecord>().Where(s => s.Subject == c.Id && s.LeftAt == null).Select(s => s.Due).FirstOrDefault())).ToListAsync(ct);
                break;
        }
    }

    /// <summary>抽查: a share of the removed households, drawn so that nobody chooses; each at most once a year.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.CasesDecide))
            return Forbid();
        var values = await inForce.LoadAsync(ct);
        var since = clock.Today.AddYears(-1);
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.RiskState == HelpGaps.Removed)
            .Where(h => !db.Set<Recheck>().Any(r => r.HouseholdId == h.Id && r.Kind == RecheckKind.抽查 && (r.DoneOn == null || r.DoneOn > since)))
            .Select(h => new { h.Id, h.Division, h.HeadName }).ToListAsync(ct);
        var share = values.Whole("消除后抽查比例", user.Area);
        var drawn = homes.OrderBy(_ => System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue)).Take((int)Math.Ceiling(homes.Count * share / 100.0)).ToList();
        var due = clock.Today.AddDays(values.Whole("抽查完成天数", user.Area));
        drawn.ForEach(h => db.Add(new Recheck { HouseholdId = h.Id, Division = h.Division, HeadName = h.HeadName ?? string.Empty, Kind = RecheckKind.抽查, Due = due }));
        db.Act = user.Acts("抽查已消除户", $"比例 {share}%", batch: Guid.CreateVersion7());
        await db.SaveChangesAsync(ct);
        TempData[drawn.Count > 0 ? "Notice" : "Warning"] = drawn.Count > 0 ? $"已从 {homes.Count} 户中随机抽出 {drawn.Count} 户（{share}%），{due:yyyy-MM-dd} 前完成复查。" : "没有可抽查的已消除户：一年内都已抽查过，或还没有已消除户。";
        return new SeeOtherResult("/removals?view=rechecks");
    }

    private async Task<int> PageAsync<T>(IQueryable<T> rows, CancellationToken ct)
    {
        var total = await rows.CountAsync(ct);
        Number = Paging.Page(Number, total, Size);
        return total;
    }

    private async Task HomesAsync(IQueryable<Household> homes, CancellationToken ct)
    {
        Total = await PageAsync(homes, ct);
        Homes = await homes.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Skip((Number - 1) * Size).Take(Size)
            .Select(h => new HomeRow(h.Id, h.HouseholdNo, h.HeadName, h.Division, h.Risks, h.MemberCount, h.IdentifiedMonth, h.EliminatedMonth, h.EliminationKind)).ToListAsync(ct);
    }
}
