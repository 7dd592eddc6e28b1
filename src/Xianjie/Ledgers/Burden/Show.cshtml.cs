using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;

namespace Xianjie.Ledgers.Burden;

/// <summary>填报负担: what each place typed in a month and what came by itself; how many forms each village had in the year, and what is asked more than once.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class ShowPage(LedgerServices services, VillageForms forms) : PageModel
{
    public sealed record Line(string Place, int Ledgers, int Rows, int Typed, int Prefilled)
    {
        public string Saved => Typed + Prefilled == 0 ? "—" : $"{Prefilled * 100m / (Typed + Prefilled):0.0}%";
    }

    /// <summary>yyyyMM.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Month { get; set; }

    public int Chosen { get; private set; }
    public IReadOnlyList<int> Months { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Line Whole { get; private set; } = null!;
    public IReadOnlyList<AskedVillage> Villages { get; private set; } = [];
    public IReadOnlyList<(string Field, IReadOnlyList<string> Places)> Repeated { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = services.Clock.Today;
        Months = [.. Enumerable.Range(0, 12).Select(back => today.AddMonths(-back)).Select(d => (d.Year * 100) + d.Month)];
        Chosen = Month is { } asked && Months.Contains(asked) ? asked : Months[0];
        var ((from, below), month) = (Scope.Range(services.User.Area), Chosen);
        var counts = await services.Db.Set<BurdenCount>().AsNoTracking().Where(b => b.Month == month && b.Division >= from && b.Division < below).GroupBy(b => new { b.Division, b.Ledger })
            .Select(g => new { g.Key.Division, Typed = g.Sum(b => b.Typed), Prefilled = g.Sum(b => b.Prefilled), Rows = g.Sum(b => b.Rows) }).ToListAsync(ct);
        Lines = [.. counts.GroupBy(c => c.Division).OrderBy(g => g.Key).Select(g => new Line(services.Places.Path(g.Key), g.Count(), g.Sum(c => c.Rows), g.Sum(c => c.Typed), g.Sum(c => c.Prefilled)))];
        (Villages, Repeated) = await forms.OfAsync(services.User.Area, Chosen / 100, ct);
        Whole = new("合计", 0, Lines.Sum(l => l.Rows), Lines.Sum(l => l.Typed), Lines.Sum(l => l.Prefilled));
    }
}
