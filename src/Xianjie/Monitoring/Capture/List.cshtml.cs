using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Capture;

/// <summary>我的采集: what is to be filled in at the door, kept on the phone; what was filled in and what became of it.</summary>
[Requires(Permissions.CasesVisit), Captured]
internal sealed class ListPage(XianjieDb db, IEnumerable<IFieldWork> sources, Places places, CurrentUser user, Clock clock) : PageModel
{
    private const int Most = 100, LastSent = 20;

    public sealed record Group(string Kind, string Link, int Total, IReadOnlyList<FieldTask> Tasks);

    public IReadOnlyList<Group> Groups { get; private set; } = [];
    public IReadOnlyList<Submission> Sent { get; private set; } = [];
    public int Total => Groups.Sum(g => g.Total);
    public string Place(long division) => places.Name(division);
    public bool IsLate(FieldTask task) => task.Due < clock.Today;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var groups = new List<Group>();
        foreach (var source in sources)
        {
            var (total, tasks) = await source.TasksAsync(Most, ct);
            groups.Add(new Group(source.Kind, source.Link, total, tasks));
        }
        Groups = groups;
        Sent = await db.Set<Submission>().AsNoTracking().Where(s => s.Login == user.Login).OrderByDescending(s => s.At).Take(LastSent).ToListAsync(ct);
    }
}
