using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>One table: its periods with all versions, and the button that draws one up.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class PeriodsPage(TemplateBook book, TableLife life, XianjieDb db, CurrentUser user, Places places, Clock clock) : PageModel
{
    internal sealed record Version(Guid Id, int Period, int Number, TableState State, string DrawnBy, DateTimeOffset DrawnAt, DateTimeOffset? ReportedAt, string? Words);

    [BindProperty(SupportsGet = true)]
    public int? Period { get; set; }

    public TableDefinition Table { get; private set; } = null!;
    public TableSpan Span { get; private set; }
    public IReadOnlyList<TableSpan> Spans { get; private set; } = [];
    public IReadOnlyList<Version> Versions { get; private set; } = [];
    public bool MayWrite => user.May(Permissions.ReportsWrite);
    public string Place => places.Name(user.Area);
    public bool HasDraft => Versions.Any(v => v.Period == Span.Number && v.State == TableState.草稿);
    public bool HasReported => Versions.Any(v => v.Period == Span.Number && v.State == TableState.已上报);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct) => await OpenAsync(key, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        var (address, refusal) = await life.StartAsync(key, Span, ct);
        if (address is not null)
            return new SeeOtherResult(address);
        ModelState.AddModelError(string.Empty, refusal!);
        return Page();
    }

    private async Task<bool> OpenAsync(string key, CancellationToken ct)
    {
        if (await book.FindAsync(key, clock.Today, ct) is not { } table)
            return false;
        Table = table;
        var now = TableSpan.Holding(table.Kind, clock.Today);
        if (Period is { } asked && TableSpan.Of(table.Kind, asked) is null)
            return false;
        Span = Period is { } number ? TableSpan.Of(table.Kind, number)!.Value : now.Before;
        var spans = new List<TableSpan>();
        for (var at = now; spans.Count < 13; at = at.Before)
            spans.Add(at);
        Spans = spans.Contains(Span) ? spans : [.. spans, Span];
        var area = user.Area;
        Versions = await db.Set<ReportTable>().AsNoTracking().Where(t => t.Key == key && t.Division == area).OrderByDescending(t => t.Period).ThenByDescending(t => t.Number).Take(100)
            .Select(t => new Version(t.Id, t.Period, t.Number, t.State, t.DrawnBy, t.DrawnAt, t.ReportedAt, t.Words)).ToListAsync(ct);
        return true;
    }

    public string SpanOf(Version version) => TableSpan.Of(Table.Kind, version.Period)?.Title ?? $"{version.Period}";
}
