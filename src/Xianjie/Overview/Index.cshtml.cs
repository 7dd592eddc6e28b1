using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Indicators;

namespace Xianjie.Overview;

/// <summary>A dozen figures, charts and the map of the area, each opening to its rows. Administrators, who have no overview of the area, see what waits for them.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class IndexPage(IEnumerable<IFigures> sources, IEnumerable<IOfficeFigures> offices, XianjieDb db, CurrentUser user, Places places) : PageModel
{
    // By the twenties of the orders of the figures: to 19, to 39, to 79, from 80.
    private static readonly string[] Titles = ["农户", "线索与认定", "帮扶与消除", "帮扶与消除", "部门数据"];

    private const int MostWaiting = 8;

    public List<Figure> Figures { get; } = [];
    public IEnumerable<IGrouping<string, Figure>> Groups => Figures.GroupBy(f => Titles[Math.Min(f.Order / 20, Titles.Length - 1)]);
    public List<Chart> Charts { get; } = [];
    public List<AreaFigure> Areas { get; } = [];
    /// <summary>Of the work that waits for an office without an overview, what is due first.</summary>
    public IReadOnlyList<WorkItem> Waiting { get; private set; } = [];
    public bool IsOffice => !user.May(Permissions.Overview);
    public IReadOnlyList<Places.Place> Children { get; private set; } = [];
    public long Area => user.Area;

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.Overview))
        {
            await OfficeAsync(ct);
            return;
        }
        Children = places.Children(user.Area);
        var codes = Children.Select(c => c.Code).ToList();
        foreach (var source in sources)
        {
            Figures.AddRange(await source.FiguresAsync(ct));
            Charts.AddRange(await source.ChartsAsync(ct));
            if (codes.Count > 0)
                Areas.AddRange(await source.AreasAsync(codes, ct));
        }
        Figures.Sort((a, b) => a.Order.CompareTo(b.Order));
        Charts.Sort((a, b) => a.Order.CompareTo(b.Order));
        Areas.Sort((a, b) => a.Order.CompareTo(b.Order));
    }

    private async Task OfficeAsync(CancellationToken ct)
    {
        foreach (var source in offices)
            Figures.AddRange(await source.FiguresAsync(ct));
        Figures.Sort((a, b) => a.Order.CompareTo(b.Order));
        Waiting = await InboxQuery.Mine(db, user).OrderBy(w => w.Due).ThenBy(w => w.Id).Take(MostWaiting).ToListAsync(ct);
    }
}
