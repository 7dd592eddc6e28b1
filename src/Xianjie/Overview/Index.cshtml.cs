using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;

namespace Xianjie.Overview;

/// <summary>A dozen figures, charts and the map of the area, each opening to its rows. Roles without the overview see their menu.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class IndexPage(IEnumerable<IFigures> sources, CurrentUser user, Places places) : PageModel
{
    // By the twenties of the orders of the figures: to 19, to 39, to 79, from 80.
    private static readonly string[] Titles = ["农户", "线索与认定", "帮扶与消除", "帮扶与消除", "部门数据"];

    public List<Figure> Figures { get; } = [];
    public IEnumerable<IGrouping<string, Figure>> Groups => Figures.GroupBy(f => Titles[Math.Min(f.Order / 20, Titles.Length - 1)]);
    public List<Chart> Charts { get; } = [];
    public List<AreaFigure> Areas { get; } = [];
    public IReadOnlyList<Places.Place> Children { get; private set; } = [];
    public long Area => user.Area;
    public string Greeting => $"{user.Name}，您好";

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.Overview))
            return;
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
}
