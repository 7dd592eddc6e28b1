using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <param name="Table">The draft to be drawn up anew; null: a new one.</param>
internal sealed record DrawOrder(Guid? Table, string Key, TableKind Kind, int Period, long Division, int Number);

/// <summary>Draws up the table of a large area. Run again, it finds the draft that it made.</summary>
internal sealed class DrawJob(XianjieDb reading, Scope scope, CurrentUser user, TemplateBook book, TableDesk desk, TableLife life) : IJobHandler
{
    public const string JobKind = "report-table";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var (order, ct) = (run.Payload<DrawOrder>(), run.Cancelled);
        // Everything is read inside the area of the table
        scope.Narrow(order.Division);
        user.Area = order.Division;
        var made = await reading.Set<ReportTable>().AsNoTracking().FirstOrDefaultAsync(t => t.Key == order.Key && t.Division == order.Division && t.Period == order.Period && t.Number == order.Number, ct);
        if (order.Table is null && made is not null)
        {
            await run.CompleteAsync(_ => Task.FromResult(new JobResult($"{made.Title}已编制。", $"/reports/tables/{made.Id}")));
            return;
        }
        if (order.Table is not null && made is not { State: TableState.草稿 })
            throw new JobRefusedException("这张表已经上报，没有重新编制。");
        var definition = await DefinitionAsync(order, ct) ?? throw new JobRefusedException("这张表的模板已不在系统。");
        var (template, refusal) = await desk.ReadAsync(definition, ct);
        var span = TableSpan.Of(definition.Kind, order.Period) ?? throw new JobRefusedException("这张表不按这样的周期上报。");
        var table = life.New(definition, span, order.Division, order.Number, run.Job.CreatedBy);
        var shown = made ?? table;
        var entries = made is null ? [] : await reading.Set<ReportEntry>().AsNoTracking().Where(e => e.TableId == made.Id).ToListAsync(ct);
        var drawn = await desk.DrawAsync(template ?? throw new JobRefusedException(refusal!), shown, entries, run.Report, ct);
        await run.CompleteAsync(async db =>
        {
            db.Act = new Act(run.Job.CreatedBy, $"编制{definition.Title}", span.Title);
            if (made is null)
            {
                TableLife.Put(db, table, drawn);
                db.Add(table);
            }
            else
            {
                await ReplaceAsync(db, made.Id, definition, drawn, table, ct);
            }
            await db.SaveChangesAsync(ct);
            return new JobResult($"{definition.Title}（{span.Title}）已编制。", $"/reports/tables/{shown.Id}");
        });
    }

    /// <summary>A draft takes the newest template in force; a table that was reported never comes here.</summary>
    private Task<TableDefinition?> DefinitionAsync(DrawOrder order, CancellationToken ct) => book.FindAsync(order.Key, TableSpan.Of(order.Kind, order.Period)?.Last ?? throw new JobRefusedException("这张表不按这样的周期上报。"), ct);

    private static async Task ReplaceAsync(XianjieDb db, Guid id, TableDefinition definition, TableDesk.Drawn drawn, ReportTable fresh, CancellationToken ct)
    {
        var table = await db.Set<ReportTable>().SingleAsync(t => t.Id == id, ct);
        if (table.State != TableState.草稿)
            throw new JobRefusedException("这张表已经上报，没有重新编制。");
        await db.Set<ReportFigure>().Where(f => f.TableId == id).ExecuteDeleteAsync(ct);
        (table.TemplateVersion, table.Title, table.DrawnBy, table.DrawnAt, table.Version) = (definition.Version, definition.Title, fresh.DrawnBy, fresh.DrawnAt, table.Version + 1);
        TableLife.Put(db, table, drawn);
    }
}
