using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Jobs;

/// <summary>Progress and result of one job: for who started it, and for those who run the screening of the area it belongs to.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class ShowPage(XianjieDb db, CurrentUser user, JobBoard board) : PageModel
{
    public Job Job { get; private set; } = null!;
    public int Percent => board.Live(Job.Id)?.Percent ?? Job.Percent;
    public string? Step => board.Live(Job.Id)?.Step ?? Job.Step ?? JobWords.Of(Job.State);

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await Visible(db, user).SingleOrDefaultAsync(j => j.Id == id, ct);
        Job = found!;
        return found is not null;
    }

    private static IQueryable<Job> Visible(XianjieDb db, CurrentUser user)
    {
        var me = user.Acts(string.Empty).By;
        return user.May(Permissions.ScreeningRun) ? db.Set<Job>() : db.Set<Job>().Where(j => j.CreatedBy == me);
    }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (Job.State == JobState.Waiting)
            (Job.State, Job.Outcome) = (JobState.Cancelled, "开始前已取消。");
        Job.CancelAsked = true;
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{id}");
    }

    public static void MapState(WebApplication app) => app.MapGet("/jobs/{id:guid}/state", StateAsync).WithMetadata(new RequiresAttribute(Permissions.SignedIn));

    private static async Task<IResult> StateAsync(Guid id, XianjieDb db, CurrentUser user, JobBoard board, CancellationToken ct)
    {
        var job = await Visible(db, user).AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, ct);
        if (job is null)
            return Results.NotFound();
        var (percent, step) = board.Live(id) ?? (job.Percent, job.Step ?? JobWords.Of(job.State));
        return Results.Json(new { percent, words = step, state = job.State.ToString().ToLowerInvariant(), next = (string?)null });
    }
}
