using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Own;

/// <summary>自定义报表: one's own, and those that the unit shares.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class ListPage(OwnDesk desk, SourceBook sources, CurrentUser user) : PageModel
{
    public IReadOnlyList<(OwnReport Report, RowSource? Source)> Rows { get; private set; } = [];
    public bool IsMine(OwnReport report) => report.OwnerId == user.Id;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var all = await sources.AllAsync(ct);
        Rows = [.. (await desk.Mine().AsNoTracking().OrderBy(r => r.Title).Take(500).ToListAsync(ct)).Select(r => (r, all.FirstOrDefault(s => s.Key == OwnQuery.Of(r.Query).Source)))];
    }
}
