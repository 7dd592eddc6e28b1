using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.JointReview.Agenda;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;

namespace Xianjie.Monitoring.JointReview;

/// <summary>选研判对象: what the system proposes and why; chosen one by one or all that a filter finds.</summary>
[Requires(Permissions.JointHold)]
internal sealed class AgendaPage(XianjieDb db, AgendaBook agenda, JointDesk desk, Places places, CurrentUser user) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public AgendaFilter Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public JointSession Session { get; private set; } = null!;
    public IReadOnlyList<(IAgendaSource Source, int Count)> Sources { get; private set; } = [];
    public IReadOnlyList<Proposal> Rows { get; private set; } = [];
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public IReadOnlyList<string> Risks => Traits.Risks;
    public bool HasRisks => Filter.Source is MatterSource.风险线索 or MatterSource.逾期案件;
    public string PlaceOf(Proposal row) => row.Household is null ? "—" : places.Path(row.Division);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        var counts = new List<(IAgendaSource, int)>();
        foreach (var source in agenda.Sources)
            counts.Add((source, await agenda.CountAsync(id, new AgendaFilter { Source = source.Source, Place = Filter.Place, Risk = Filter.Risk, Days = Filter.Days }, ct)));
        Sources = counts;
        Total = counts.First(c => c.Item1.Source == Filter.Source).Item2;
        Number = Paging.Page(Number, Total, Size);
        Rows = await agenda.ReadAsync(id, Filter, null, (Number - 1) * Size, Size, ct);
        return Page();
    }

    public Task<IActionResult> OnPostChosenAsync(Guid id, List<Guid> ids, CancellationToken ct) => AddAsync(id, ids, ct);

    public Task<IActionResult> OnPostAllAsync(Guid id, CancellationToken ct) => AddAsync(id, null, ct);

    private async Task<IActionResult> AddAsync(Guid id, List<Guid>? ids, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (!Session.IsOpen)
            return StatusCode(StatusCodes.Status409Conflict);
        if (ids is { Count: 0 })
        {
            ModelState.AddModelError(string.Empty, "请先勾选，或按“全部列入”。");
            return await OnGetAsync(id, ct);
        }
        var added = await desk.AddAsync(Session, Filter, ids, ct);
        TempData["Notice"] = $"已列入 {added:N0} 个研判对象。";
        return new SeeOtherResult(ids is null ? $"/joint/{id}" : Address.With(Request, ("handler", null)));
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await JointSessions.Of(db, user).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session)
            return false;
        Session = session;
        return true;
    }
}
