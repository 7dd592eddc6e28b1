using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>When a period has ended, its tables stand in the inbox of whoever draws them up, once, with the day by which they are due (a parameter, by table).</summary>
internal sealed class TableReminders(JobBoard board, WriteGate gate, ShippedTables shipped, ShippedParameters parameters, WorkingDays calendar, Clock clock) : IDueWork
{
    public const string Kind = "报表上报", Days = "报表上报天数";
    private DateOnly done;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (done == clock.Today)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var (today, fresh) = (clock.Today, 0);
        var values = await ParametersInForce.LoadAsync(parameters, db, today, ct);
        foreach (var county in await db.Set<Division>().AsNoTracking().Where(d => d.Level == DivisionLevel.County && d.ValidTo == null).Select(d => d.Code).ToListAsync(ct))
        {
            foreach (var table in (await TemplateBook.AllAsync(db, shipped, county, today, ct)).Where(t => !t.IsRetired))
                fresh += await AddAsync(db, county, table, TableSpan.Holding(table.Kind, today).Before, values, ct) ? 1 : 0;
        }
        db.Act = new Act("系统", Kind);
        await db.SaveChangesAsync(ct);
        done = today;
        return fresh;
    }

    private async Task<bool> AddAsync(XianjieDb db, long county, TableDefinition table, TableSpan span, ParameterValues values, CancellationToken ct)
    {
        var (subject, number) = (TableLife.WorkSubject(table.Key, county, span.Number), span.Number);
        if (await db.Set<WorkItem>().AnyAsync(w => w.Subject == subject, ct) || await db.Set<ReportTable>().AnyAsync(t => t.Key == table.Key && t.Division == county && t.Period == number && t.State != TableState.草稿, ct))
            return false;
        // Where the department has no account in the county, its monitors see to it
        var (from, below) = Scope.Range(county);
        var department = table.Department is { } named && await db.Set<User>().AnyAsync(u => u.Department == named && u.Role == Roles.Department && !u.Disabled && u.Division >= from && u.Division < below, ct) ? named : null;
        db.Add(new WorkItem
        {
            Kind = Kind, Title = $"上报{table.Title}（{span.Title}）", Link = $"/reports/{table.Key}?period={number}", Subject = subject, Division = county, Role = department is null ? Roles.Monitor : Roles.Department, Department = department,
            CreatedBy = "系统", CreatedAt = clock.Now, Due = calendar.Add(span.Last, values.WholeOr(Days, county, table.Key, "其他")),
        });
        return true;
    }
}
