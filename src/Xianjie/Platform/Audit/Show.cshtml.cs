using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Audit;

/// <summary>One event with its changes; which fields changed is told, their values are not.</summary>
[Requires(Permissions.AuditRead)]
internal sealed class ShowPage(XianjieDb db, CurrentUser user, Seal seal, AuditNames names) : PageModel
{
    private const int MostChanges = 200;

    public sealed record Line(string Object, Guid ObjectId, string Fields);

    public AuditEvent Told { get; private set; } = null!;
    public string? Asked { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await AuditQuery.Visible(db, user).SingleOrDefaultAsync(e => e.Id == id, ct) is not { } told)
            return NotFound();
        Told = told;
        Asked = told.DetailSealed is { } box ? seal.Open(box, Sealed.Audit) : null;
        var changes = await db.Set<Change>().IgnoreQueryFilters().AsNoTracking().Where(c => c.SetId == id).OrderBy(c => c.Place).Take(MostChanges).ToListAsync(ct);
        Lines = [.. changes.Select(c => new Line(AuditNames.Thing(c.Object), c.ObjectId, Fields(c)))];
        return Page();
    }

    private string Fields(Change change)
    {
        var (before, after) = (Names(change.Before), Names(change.After));
        var act = change.Before is null ? "新建：" : change.After is null ? "删除：" : string.Empty;
        return act + string.Join('、', names.FieldsOf(change.Object, after.Union(before)));
    }

    private static IEnumerable<string> Names(string? json) =>
        json is null ? [] : System.Text.Json.JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name).ToList();
}
