using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Exports;

/// <summary>导出记录: what left the system, by whom, what for; found by the number that stands in a file.</summary>
[Requires(Permissions.AuditRead)]
internal sealed class ListPage(XianjieDb db) : PageModel
{
    private const int Most = 200;

    [BindProperty(SupportsGet = true)]
    public int? Number { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }
    public int Total { get; private set; }
    public IReadOnlyList<ExportRecord> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = db.Set<ExportRecord>().AsNoTracking();
        if (Number is { } number)
            rows = rows.Where(r => r.Number == number);
        if (!string.IsNullOrWhiteSpace(Who))
            rows = rows.Where(r => r.By.Contains(Who.Trim()));
        if (From is { } from)
            rows = ExportFigures.Since(rows, from);
        Total = await rows.CountAsync(ct);
        Rows = await rows.OrderByDescending(r => r.Number).Take(Most).ToListAsync(ct);
    }
}
