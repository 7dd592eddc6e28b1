using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>上报报表: every table with the period that is due now and how far it is in the area of the person.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class ListPage(TemplateBook book, XianjieDb db, ParametersInForce parameters, WorkingDays calendar, CurrentUser user, Places places, Clock clock) : PageModel
{
    internal sealed record Latest(Guid Id, string Key, int Period, TableState State);

    internal sealed record Line(TableDefinition Table, TableSpan Span, DateOnly Due, Latest? Latest)
    {
        public string State(DateOnly today) => Latest is { State: TableState.已上报 } ? "已上报" : Latest is not null ? today > Due ? "草稿，已逾期" : "草稿" : today > Due ? "未编制，已逾期" : "未编制";
    }

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public DateOnly Today => clock.Today;
    public string Place => places.Name(user.Area);
    public bool MayWrite => user.May(Permissions.ReportsWrite);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var values = await parameters.LoadAsync(ct);
        var area = user.Area;
        var all = (await book.AllAsync(clock.Today, ct)).Where(t => !t.IsRetired).Select(t => (Table: t, Span: TableSpan.Holding(t.Kind, clock.Today).Before)).ToList();
        var numbers = all.Select(a => a.Span.Number).Distinct().ToList();
        var known = (await db.Set<ReportTable>().AsNoTracking().Where(t => t.Division == area && numbers.Contains(t.Period)).OrderByDescending(t => t.Number)
            .Select(t => new Latest(t.Id, t.Key, t.Period, t.State)).ToListAsync(ct))
            .GroupBy(t => (t.Key, t.Period)).ToDictionary(g => g.Key, g => g.First());
        Lines = [.. all.Select(a => new Line(a.Table, a.Span, calendar.Add(a.Span.Last, values.WholeOr(TableReminders.Days, user.Area, a.Table.Key, "其他")), known.GetValueOrDefault((a.Table.Key, a.Span.Number))))];
    }
}
