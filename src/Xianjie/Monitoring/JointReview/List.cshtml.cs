using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.JointReview;

/// <summary>会商研判: the sessions of the county with what became of their matters.</summary>
[Requires(Permissions.JointRead)]
internal sealed class ListPage(XianjieDb db, ParametersInForce inForce, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Row(JointSession Session, int All, int Done, int Late);

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public int AutoDay { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool MayHold => user.May(Permissions.JointHold);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = clock.Today;
        AutoDay = (await inForce.LoadAsync(ct)).Whole(SessionSchedule.DayParameter, user.Division);
        Total = await JointSessions.Of(db, user).CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var page = await JointSessions.Of(db, user).AsNoTracking().OrderByDescending(s => s.HeldOn).ThenByDescending(s => s.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        var ids = page.ConvertAll(s => s.Id);
        var counts = await db.Set<JointMatter>().Where(m => ids.Contains(m.SessionId)).GroupBy(m => m.SessionId)
            .Select(g => new { g.Key, All = g.Count(), Done = g.Count(m => m.Step == MatterStep.已办结), Late = g.Count(m => m.Step == MatterStep.待处置 && m.Due < today) }).ToDictionaryAsync(g => g.Key, ct);
        Rows = [.. page.Select(s => counts.TryGetValue(s.Id, out var c) ? new Row(s, c.All, c.Done, c.Late) : new Row(s, 0, 0, 0))];
    }
}
