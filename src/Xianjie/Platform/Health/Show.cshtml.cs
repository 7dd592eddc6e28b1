using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;

namespace Xianjie.Platform.Health;

/// <summary>运行状况: what the readiness answer says, in words; the processes on this database; how long requests take here.</summary>
[Requires(Permissions.SystemManage)]
internal sealed class ShowPage(XianjieDb db, Readiness readiness, RequestFigures figures, TimeProvider time) : PageModel
{
    private const int Routes = 20;

    public IReadOnlyList<Finding> Findings { get; private set; } = [];
    public IReadOnlyList<NodeBeat> Nodes { get; private set; } = [];
    public IReadOnlyList<RouteFigure> Requests { get; private set; } = [];
    public (int Waiting, int Running, int Failed) Jobs { get; private set; }
    public RouteFigure? Gate => figures.Of(Meters.GateWait);
    public RouteFigure? Commands => figures.Of(Meters.Database);
    public DateTimeOffset Now => time.GetUtcNow();
    public double Memory => Environment.WorkingSet / 1048576.0;
    public int Threads => ThreadPool.ThreadCount;

    public bool IsAlive(NodeBeat node) => Now - node.SeenAt < Heartbeat.Dead;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Findings = await readiness.ReadAsync(ct);
        Nodes = await db.Set<NodeBeat>().AsNoTracking().OrderByDescending(n => n.SeenAt).Take(Routes).ToListAsync(ct);
        Requests = [.. figures.Routes().Take(Routes)];
        var since = Now.AddDays(-1);
        var jobs = db.Set<Job>().IgnoreQueryFilters();
        Jobs = (await jobs.CountAsync(j => j.State == JobState.Waiting, ct), await jobs.CountAsync(j => j.State == JobState.Running, ct),
            await jobs.CountAsync(j => j.State == JobState.Failed && j.CreatedAt > since, ct));
    }

    public static string Tone(Condition condition) => condition switch
    {
        Condition.Good => "tag-green",
        Condition.Attention => "tag-amber",
        _ => "tag-red",
    };

    public static string Words(Condition condition) => condition switch
    {
        Condition.Good => "正常",
        Condition.Attention => "请处理",
        _ => "不能用",
    };
}
