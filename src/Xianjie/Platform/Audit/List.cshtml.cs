using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Audit;

/// <summary>审计记录: who did what, latest first.</summary>
[Requires(Permissions.AuditRead)]
internal sealed class ListPage(XianjieDb db, CurrentUser user, IEnumerable<IRecordFinder> finders) : PageModel
{
    private const int Size = 20;

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }
    [BindProperty(SupportsGet = true)]
    public AuditKind? Kind { get; set; }
    /// <summary>The number of a household, or the id of any record.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Record { get; set; }
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }
    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    public IReadOnlyList<SelectListItem> Kinds { get; } = [new("全部", string.Empty), .. Enum.GetNames<AuditKind>().Select(k => new SelectListItem(k, k))];
    public IReadOnlyList<AuditEvent> Rows { get; private set; } = [];
    public Guid? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var record = await RecordAsync(ct);
        if (!ModelState.IsValid)
            return;
        var rows = await AuditQuery.PageAsync(db, user, new(Who, Kind, record, From, To), after, Size + 1, ct);
        Rows = rows.Take(Size).ToList();
        Next = rows.Count > Size ? Rows[^1].Id : null;
    }

    private async Task<Guid?> RecordAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Record) || Guid.TryParse(Record, out _))
            return Guid.TryParse(Record, out var id) ? id : null;
        var number = Record.Trim();
        foreach (var finder in finders)
        {
            if (await finder.FindAsync(number, ct) is { } known)
                return known;
        }
        ModelState.AddModelError(nameof(Record), $"没有户编号为“{number}”的户。请核对户编号，或粘贴记录页地址里的编号。");
        return null;
    }
}
