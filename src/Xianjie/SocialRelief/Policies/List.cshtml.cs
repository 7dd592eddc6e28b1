using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.SocialRelief.Policies;

/// <summary>救助政策: the catalogue of both ways of help, with how many each applies to, who receives it and who does not.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(XianjieDb db, PolicyBook book, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Line(ReliefPolicy Policy, int Applies, int Receives);

    [BindProperty(SupportsGet = true)]
    public PolicyTrack? Track { get; set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public bool MayWrite => user.May(Permissions.ParametersWrite);
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var counts = await db.Set<PolicyMatch>().GroupBy(m => new { m.PolicyKey, m.Receives }).Select(g => new { g.Key.PolicyKey, g.Key.Receives, Count = g.Count() }).ToListAsync(ct);
        Lines = [.. (await book.AllAsync(ct)).Where(p => Track is null || p.Track == Track)
            .Select(p => new Line(p, counts.Where(c => c.PolicyKey == p.Key).Sum(c => c.Count), counts.Where(c => c.PolicyKey == p.Key && c.Receives).Sum(c => c.Count)))];
    }
}
