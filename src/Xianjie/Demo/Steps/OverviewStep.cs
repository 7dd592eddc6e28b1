using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Overview.Leader;
using Xianjie.Overview.Supervision;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Reports;
using Xianjie.Reports.Tables;
using Xianjie.Reports.Templates;

namespace Xianjie.Demo.Steps;

/// <summary>The county's leader has given orders about red figures, one of which is answered; the month's tables lie drawn up, one is reported.</summary>
internal sealed class OverviewStep(JobBoard board, Worker worker, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private const int Orders = 3, Tables = 3;

    public int Order => 420;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var actors = new Actors(context.Services, (DemoTime)time, gate);
        await using var db = board.Open();
        var users = await db.Set<User>().AsNoTracking().ToDictionaryAsync(u => u.Login, ct);
        var orders = await OrdersAsync(actors, users, context.County, ct);
        context.Say($"督办批示 {orders} 件，上报报表 {await TablesAsync(actors, users["jianceyuan"], ct)} 张");
    }

    private async Task<int> OrdersAsync(Actors actors, Dictionary<string, User> users, long county, CancellationToken ct)
    {
        var issued = await actors.DoAsync(users["lingdao"], clock.Today, async services =>
        {
            var (leader, desk) = (services.GetRequiredService<LeaderDesk>(), services.GetRequiredService<SupervisionDesk>());
            var red = (await leader.ReadAsync(leader.Tiles, county, clock.Today, pictures: false, ct)).SelectMany(t => t.Reds).DistinctBy(v => v.Definition.Key).Take(Orders).ToList();
            var made = new List<Guid>();
            foreach (var view in red)
                made.Add((await desk.IssueAsync(new(SupervisionKind.督办, view.Definition.Key, view.By, county, clock.Today, null, "请查明原因，拿出措施，限期见效。"), ct)).Value.Id);
            if (leader.Tiles.SelectMany(t => t.Keys).FirstOrDefault(k => red.TrueForAll(v => v.Definition.Key != k)) is { } other)
                made.Add((await desk.IssueAsync(new(SupervisionKind.批示, other, null, county, clock.Today, null, "这项工作进展较好，请总结做法，在各乡镇推开。"), ct)).Value.Id);
            return made;
        }, ct);
        if (issued.Count > 0)
            await actors.DoAsync(users["jianceyuan"], clock.Today, async services =>
            {
                var order = await services.GetRequiredService<XianjieDb>().Set<SupervisionOrder>().SingleAsync(o => o.Id == issued[0], ct);
                return await services.GetRequiredService<SupervisionDesk>().AnswerAsync(order, "已核对数据和原因，措施本周内报县，每旬报一次进展。", ct);
            }, ct);
        return issued.Count;
    }

    private async Task<int> TablesAsync(Actors actors, User monitor, CancellationToken ct)
    {
        var started = await actors.DoAsync(monitor, clock.Today, async services =>
        {
            var monthly = (await services.GetRequiredService<TemplateBook>().AllAsync(clock.Today, ct)).Where(t => t is { Kind: TableKind.月, IsRetired: false }).Take(Tables).ToList();
            foreach (var table in monthly)
                await services.GetRequiredService<TableLife>().StartAsync(table.Key, TableSpan.Holding(table.Kind, clock.Today).Before, ct);
            return monthly.Count;
        }, ct);
        await worker.RunAllAsync(ct);
        await actors.DoAsync(monitor, clock.Today, async services =>
        {
            var first = await services.GetRequiredService<XianjieDb>().Set<ReportTable>().OrderBy(t => t.Id).FirstOrDefaultAsync(ct);
            return first is null ? null : await services.GetRequiredService<TableLife>().ReportAsync(first, null, ct);
        }, ct);
        return started;
    }
}
