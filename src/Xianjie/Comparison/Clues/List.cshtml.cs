using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Comparison.Clues;

[Requires(Permissions.CluesRead)]
internal sealed class ListPage(XianjieDb db, ClueDesk desk, RuleBook book, Places places, CurrentUser user, Clock clock) : PageModel
{
    private const int LastSkipped = 100;

    [BindProperty(SupportsGet = true, Name = "")]
    public ClueFilter Filter { get; set; } = new();
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public int Size { get; set; } = 20;
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<Clue> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public int Households { get; private set; }
    /// <summary>How many of the rows came by each channel; a row that came by two counts under both.</summary>
    public IReadOnlyList<(ClueChannel Channel, int Count)> Channels { get; private set; } = [];
    public int AllChannels { get; private set; }
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public bool MayEnter => user.May(Permissions.CluesEnter);
    public string? NextKey => Rows.Count == 0 ? null : $"{Rows[^1].Priority}_{Rows[^1].Id:N}";
    public bool MayDispatch => user.May(Permissions.CluesDispatch);
    public IReadOnlyList<string> Risks => book.Catalogue.Codes["风险"].Values;
    public IReadOnlyList<string> Departments => [.. book.Rules.Rules.Select(r => r.Department).Distinct().Order(StringComparer.Ordinal)];
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public string PlaceOf(Clue clue) => places.Path(clue.Division);
    public string RuleTitle(string id) => book.Rules[id]?.Title ?? id;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Size = Size is 10 or 50 or 100 ? Size : 20;
        P = Math.Max(1, P);
        var query = Filter.Over(db.Set<Clue>().AsNoTracking(), clock.Today);
        await CountChannelsAsync(ct);
        Total = Filter.Channel is { } one ? Channels.First(c => c.Channel == one).Count : AllChannels;
        Households = await query.Select(c => c.HouseholdId).Distinct().CountAsync(ct);
        var ordered = query.OrderByDescending(c => c.Priority).ThenByDescending(c => c.Id).AsQueryable();
        if (P > LastSkipped && Key(After) is { } key)
            ordered = ordered.Where(c => c.Priority < key.Priority || (c.Priority == key.Priority && c.Id.CompareTo(key.Id) < 0));
        else
            ordered = ordered.Skip((Math.Min(P, LastSkipped) - 1) * Size);
        Rows = await ordered.Take(Size).ToListAsync(ct);
    }

    private async Task CountChannelsAsync(CancellationToken ct)
    {
        var sets = await Filter.InAnyChannel().Over(db.Set<Clue>().AsNoTracking(), clock.Today).GroupBy(c => c.Channels).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Channels = [.. Enum.GetValues<ClueChannel>().Select(c => (c, sets.Where(s => s.Key.Contains(ClueChannels.Of(c), StringComparison.Ordinal)).Sum(s => s.Count)))];
        AllChannels = sets.Sum(s => s.Count);
    }

    public async Task<IActionResult> OnPostDispatchAsync(List<Guid> ids, CancellationToken ct)
    {
        if (!MayDispatch)
            return Forbid();
        if (ids.Count is 0 or > 500)
        {
            ModelState.AddModelError(string.Empty, ids.Count == 0 ? "请先勾选要派发的线索。" : "一次最多派发 500 条。");
            await OnGetAsync(ct);
            return Page();
        }
        var sent = await desk.DispatchAsync(ids, ct);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = sent == ids.Count ? $"已派发 {sent} 条线索到村。" : $"已派发 {sent} 条；其余 {ids.Count - sent} 条已不在待核查状态。";
        return new SeeOtherResult(Address.With(Request, ("handler", null)));
    }

    private static (int Priority, Guid Id)? Key(string? after) =>
        after?.Split('_') is [var priority, var id] && int.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Guid.TryParse(id, out var guid) ? (number, guid) : null;
}
