using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.SocialRelief.Policies;

/// <summary>One policy: basis, dates, condition; how many it applies to, by place.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(XianjieDb db, PolicyBook book, CurrentUser user, Clock clock, Places places) : PageModel
{
    public sealed record Line(long Code, string Name, int Applies, int Receives);

    public ReliefPolicy Policy { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public int Applies { get; private set; }
    public int Receives { get; private set; }
    public bool MayWrite => user.May(Permissions.ParametersWrite);
    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if ((await book.AllAsync(ct)).FirstOrDefault(p => p.Key == key) is not { } policy)
            return NotFound();
        Policy = policy;
        var counts = await db.Set<PolicyMatch>().Where(m => m.PolicyKey == key).GroupBy(m => new { m.Division, m.Receives }).Select(g => new { g.Key.Division, g.Key.Receives, Count = g.Count() }).ToListAsync(ct);
        (Applies, Receives) = (counts.Sum(c => c.Count), counts.Where(c => c.Receives).Sum(c => c.Count));
        Lines = [.. places.Children(user.Area).Select(child =>
        {
            var (from, below) = Scope.Range(child.Code);
            var own = counts.Where(c => c.Division >= from && c.Division < below).ToList();
            return new Line(child.Code, child.Name, own.Sum(c => c.Count), own.Where(c => c.Receives).Sum(c => c.Count));
        })];
        return Page();
    }
}
