using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.SecondPerson;

/// <summary>双人复核: what waits for this person, what they asked for, and what was decided in their area.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class ListPage(XianjieDb db, CurrentUser user, Confirmation confirmation, Places places, Clock clock) : PageModel
{
    public sealed record Row(ActRequest Request, string Act, string Area, string Tone, bool MayConfirm);

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Show is "mine" or "settled" ? Show : "open";
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public DateOnly Today => clock.Today;
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var seen = RequestQuery.Seen(db, user);
        var query = View switch
        {
            "mine" => seen.Where(r => r.AskedById == user.Id).OrderBy(r => r.State == RequestState.待复核 ? 0 : 1).ThenByDescending(r => r.AskedAt),
            "settled" => seen.Where(r => r.State != RequestState.待复核).OrderByDescending(r => r.DecidedAt).ThenBy(r => r.Id),
            _ => RequestQuery.Waiting(db, user).OrderBy(r => r.Due).ThenBy(r => r.Id),
        };
        Total = await query.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = [.. (await query.Skip((Number - 1) * Size).Take(Size).ToListAsync(ct))
            .Select(r => new Row(r, confirmation.ActTitle(r), places.Path(r.Division), RequestQuery.Tone(r.State), confirmation.Bar(r) is null))];
    }
}

internal static class RequestQuery
{
    /// <summary>Requests in the area that this person asked for or could confirm; the audit administrator sees that all of them are.</summary>
    public static IQueryable<ActRequest> Seen(XianjieDb db, CurrentUser user)
    {
        var (all, me, may, department) = (user.May(Permissions.AuditRead), user.Id, user.Role.Permissions.ToList(), user.Department);
        return db.Set<ActRequest>().AsNoTracking().Where(r => all || r.AskedById == me || (may.Contains(r.Permission) && (r.Department == null || department == null || r.Department == department)));
    }

    /// <summary>Of these, what is open and was not asked for or touched by this person.</summary>
    public static IQueryable<ActRequest> Waiting(XianjieDb db, CurrentUser user)
    {
        var (me, principal) = (user.Id.ToString(), (user.ActsForId ?? user.Id).ToString());
        return Seen(db, user).Where(r => r.State == RequestState.待复核 && !r.Barred.Contains(me) && !r.Barred.Contains(principal));
    }

    public static string Tone(RequestState state) => state switch
    {
        RequestState.待复核 => "tag-blue",
        RequestState.已同意 => "tag-green",
        RequestState.不同意 or RequestState.数据已变 => "tag-red",
        _ => "tag-grey",
    };
}
