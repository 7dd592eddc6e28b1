using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Own;

/// <summary>What came of an own report for whoever opens it: groups whose figures open to their rows, or a list.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class ShowPage(OwnDesk desk, OwnSheet sheet, SheetDownload download, CurrentUser user, Places places) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    /// <summary>The group whose rows are asked for; empty: all of them.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    /// <summary>First day of the ledger's period as yyyyMMdd; left out: the present one.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Period { get; set; }

    public IReadOnlyList<Ledgers.Periods.Span> Spans => Result is null ? [] : desk.Spans(Result.Source.Shape);
    public int Size => Paging.Size(Request);
    public OwnReport Report { get; private set; } = null!;
    public OwnResult? Result { get; private set; }
    public string? Refusal { get; private set; }
    public IReadOnlyList<string> Titles { get; private set; } = [];
    public IReadOnlyList<FileColumn<ShownRow>> Columns { get; private set; } = [];
    public IReadOnlyList<ShownRow> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public bool IsList => Result is not null && (Result.Query.IsList || Request.Query.ContainsKey("key"));
    public bool IsMine => Report.OwnerId == user.Id;
    public bool MayExport => user.May(Permissions.LedgersExport) || user.May(Permissions.HouseholdsExport);
    public string Place => places.Name(user.Area);
    public string GroupTitle => Result?.Lines.FirstOrDefault(l => l.Key == Key)?.Title ?? "全部";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        if (Result is not null && IsList)
            await ReadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(Guid id, string? format, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        if (!MayExport || Result is null)
            return Forbid();
        if (Result.Query.IsList)
            return await download.OfAsync(this, Report.Title, Columns, OwnSheet.RowsAsync(Result, ct), format == "csv", ct);
        var (columns, lines) = OwnSheet.Groups(Result);
        return await download.OfAsync(this, Report.Title, columns, lines.ToAsyncEnumerable(), format == "csv", ct);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var ids = Result!.Behind.GetValueOrDefault(Key ?? string.Empty) ?? [];
        Total = ids.Count;
        Number = Paging.Page(Number, Total, Size);
        var wanted = ids.Skip((Number - 1) * Size).Take(Size).ToList();
        var shown = (await Result.Source.ShowAsync(wanted, Listed(Result).Query.Columns, ct)).ToDictionary(r => r.Id);
        Rows = [.. wanted.Where(shown.ContainsKey).Select(i => shown[i])];
    }

    private async Task<bool> OpenAsync(Guid id, CancellationToken ct)
    {
        if (await desk.Mine().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } report)
            return false;
        Report = report;
        (Result, Refusal) = await desk.RunAsync(OwnQuery.Of(report.Query) with { Period = Period }, ct);
        if (Result is not null)
            (Titles, Columns) = ([.. OwnDesk.Measures(Result.Query, Result.Source.Shape).Select(m => m.Words)], sheet.Columns(Listed(Result)));
        return true;
    }

    /// <summary>Behind a group the columns of the list, or, where none were chosen, the source's own.</summary>
    private static OwnResult Listed(OwnResult result) => result.Query.Columns.Count > 0 ? result : result with { Query = result.Query with { Columns = [.. result.Source.Shape.Shown.Select(f => f.English)] } };
}
