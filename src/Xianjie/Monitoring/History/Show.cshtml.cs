using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.History;

/// <summary>One person of the register with every correction, and the form of the next one.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(XianjieDb db, HistoryDesk desk, Places places, CurrentUser user) : PageModel
{
    public sealed class Form
    {
        public string? Name { get; set; }
        public int? IdentifiedYear { get; set; }
        public int? ExitedYear { get; set; }
        public bool LeftOut { get; set; }
        public int? LeftYear { get; set; }
        public string? LeftWhy { get; set; }
        public string? Why { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public HistoryEntry Entry { get; private set; } = null!;
    /// <summary>The row itself and what came before and after it, latest first.</summary>
    public IReadOnlyList<HistoryEntry> Versions { get; private set; } = [];
    public string Place => places.Path(Entry.Division);
    public bool MayCorrect => user.May(Permissions.HouseholdsImport) && Versions[0].Id == Entry.Id;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        Input = new Form { Name = Entry.Name, IdentifiedYear = Entry.IdentifiedYear, ExitedYear = Entry.ExitedYear, LeftOut = Entry.LeftOut, LeftYear = Entry.LeftYear, LeftWhy = Entry.LeftWhy };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.HouseholdsImport))
            return Forbid();
        if (Input.Name?.Trim() is not { Length: >= 2 and <= 60 } name)
            ModelState.AddModelError("Input.Name", "请填写姓名。");
        else if (Input.LeftWhy?.Length > 200 || Input.Why?.Length > 400)
            ModelState.AddModelError("Input.Why", "原因写得太长：调出原因最多 200 个字，更正原因最多 400 个字。");
        else if (await desk.CorrectAsync(Entry, new Correction(name, Input.IdentifiedYear, Input.ExitedYear, Input.LeftOut, Input.LeftYear, string.IsNullOrWhiteSpace(Input.LeftWhy) ? null : Input.LeftWhy.Trim(), Input.Why ?? string.Empty), ct) is { } refusal)
            ModelState.AddModelError("Input.Why", refusal);
        if (!ModelState.IsValid)
            return Page();
        TempData["Notice"] = "更正已登记，原记录保留。";
        return new SeeOtherResult($"/history/{await db.Set<HistoryEntry>().Where(e => e.Replaces == id).Select(e => e.Id).SingleAsync(ct)}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<HistoryEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is not { } entry)
            return false;
        var (before, after) = (new List<HistoryEntry>(), new List<HistoryEntry>());
        for (var at = entry; at.Replaces is { } old && await db.Set<HistoryEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == old, ct) is { } found; at = found)
            before.Add(found);
        for (var at = entry; await db.Set<HistoryEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.Replaces == at.Id, ct) is { } found; at = found)
            after.Insert(0, found);
        (Entry, Versions) = (entry, [.. after, entry, .. before]);
        return true;
    }
}
