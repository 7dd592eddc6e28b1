using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

/// <summary>Households under monitoring with what their help lacks.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(XianjieDb db, HelpGaps gaps, Places places) : PageModel
{
    public int Size => Paging.Size(Request);

    public sealed record Row(Guid Id, string HouseholdNo, string? HeadName, long Division, string? Risks, int? Members, int? Identified, string? Helper, int Measures, DateOnly? LastVisit)
    {
        public string[] RiskWords => Risks?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    [BindProperty(SupportsGet = true)]
    public HelpGap? Gap { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    public IReadOnlyList<(HelpGap Gap, int Count)> Counts { get; private set; } = [];
    public int Everyone { get; private set; }
    public int Total { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string Place(long division) => places.Path(division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var counts = new List<(HelpGap, int)>();
        foreach (var gap in HelpGaps.All)
            counts.Add((gap, await (await gaps.OfAsync(gap, ct)).CountAsync(ct)));
        (Counts, Everyone) = (counts, await gaps.UnderMonitoring.CountAsync(ct));
        var query = Gap is { } chosen ? await gaps.OfAsync(chosen, ct) : gaps.UnderMonitoring;
        if (!string.IsNullOrWhiteSpace(Name))
            query = query.Where(h => h.HeadName != null && h.HeadName.StartsWith(Name.Trim()));
        Total = await query.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await query.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Skip((Number - 1) * Size).Take(Size)
            .Select(h => new Row(h.Id, h.HouseholdNo, h.HeadName, h.Division, h.Risks, h.MemberCount, h.IdentifiedMonth, h.HelperName,
                db.Set<Measure>().Count(m => m.HouseholdId == h.Id && (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成)),
                db.Set<HelpVisit>().Where(v => v.HouseholdId == h.Id && v.Result != VisitResult.无法联系).Max(v => (DateOnly?)v.VisitedOn))).ToListAsync(ct);
    }
}
