using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Overview.Supervision;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Overview.Leader;

/// <summary>主要指标: the 25 figures of the county's leader, nine to a screen, of any past day and any place of the area; all of them as a table for paper.</summary>
[Requires(Permissions.Overview)]
internal sealed class ListPage(LeaderDesk desk, XianjieDb db, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    /// <summary>Number of the screen; “all”: the table.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Part { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Place { get; set; }
    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    public long Here { get; private set; }
    public DateOnly On { get; private set; }
    public DateOnly Today => clock.Today;
    public bool IsTable => Part == "all";
    public IReadOnlyList<LeaderPart> Parts { get; private set; } = [];
    public LeaderPart Now { get; private set; } = null!;
    public IReadOnlyList<TileView> Tiles { get; private set; } = [];
    public int LateTownships { get; private set; }
    public int OpenOrders { get; private set; }
    public TileRights Rights { get; private set; } = null!;
    public IReadOnlyList<Places.Place> Children => places.Children(Here);
    public IReadOnlyList<Places.Place> Trail => PlaceTrail.Of(places, scope, Here);
    public string PlaceName => places.Find(Here)?.Short ?? places.Name(Here);
    public string AsOf => FigureWords.AsOf(Tiles.Min(t => t.DataAt), On, LateTownships);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Here = Place ?? user.Area;
        if (!scope.Covers(Here))
            return NotFound();
        On = Day is { } day && day < Today ? day : Today;
        Parts = desk.Parts();
        Now = Parts.FirstOrDefault(p => $"{p.Number}" == Part) ?? Parts[0];
        Rights = new(user.Opens(Permissions.HouseholdsRead), user.May(Permissions.SupervisionIssue), Here, On);
        Tiles = await desk.ReadAsync(IsTable ? desk.Tiles : Now.Tiles, Here, On, pictures: !IsTable, ct);
        LateTownships = await desk.LateTownshipsAsync(Tiles, Here, On, ct);
        if (user.May(Permissions.SupervisionRead))
            OpenOrders = await new SupervisionQuery().Over(db.Set<SupervisionOrder>().AsNoTracking(), user, Today).CountAsync(ct);
        return Page();
    }
}

/// <summary>What the person may do with a tile, and for which place and day it is.</summary>
internal sealed record TileRights(bool Opens, bool MayIssue, long Place, DateOnly Day);
