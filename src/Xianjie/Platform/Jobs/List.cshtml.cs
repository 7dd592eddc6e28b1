using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Jobs;

/// <summary>The user's own jobs, newest first.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class ListPage(XianjieDb db, CurrentUser user) : PageModel
{
    public IReadOnlyList<Job> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = user.Acts(string.Empty).By;
        Rows = await db.Set<Job>().AsNoTracking().Where(j => j.CreatedBy == me).OrderByDescending(j => j.CreatedAt).Take(100).ToListAsync(ct);
    }
}
