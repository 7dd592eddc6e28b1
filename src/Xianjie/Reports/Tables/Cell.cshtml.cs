using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Web;
using Xianjie.Reports.Sources;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>The rows behind one figure of a table, as they were when it was drawn up; of a formula, the cells that it names.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class CellPage(XianjieDb db, FigureRows rows, TableLife life, IndicatorBook indicators, CurrentUser user, Places places) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public string? Sheet { get; set; }

    public int Size => Paging.Size(Request);
    public ReportTable Table { get; private set; } = null!;
    public PlacedCell Cell { get; private set; } = null!;
    public ReportEntry? Entry { get; private set; }
    public int Total { get; private set; }
    /// <summary>The figure that the rows add up to; null where it is neither a number of rows nor a sum.</summary>
    public decimal? Sum { get; private set; }
    public bool IsCount { get; private set; }
    /// <summary>False where the person may not open rows of this kind.</summary>
    public bool MayOpen { get; private set; } = true;
    public IReadOnlyList<(ShownRow? Row, RowShare Share)> Rows { get; private set; } = [];
    public IReadOnlyList<PlacedCell> Parts { get; private set; } = [];
    public bool MayNote => Table.State == TableState.草稿 && user.May(Permissions.ReportsWrite) && Table.Division == user.Area;
    /// <summary>What was asked, with an indicator by its title instead of its key.</summary>
    public string Meaning => Cell.Ask!.Split(' ') is ["指标", var key, ..] && indicators.Find(key) is { } indicator ? Cell.Ask.Replace(key, $"“{indicator.Title}”", StringComparison.Ordinal) : Cell.Ask;

    public string PlaceOf(long division) => division < 0 ? $"{places.Name(-division)}本级" : places.Path(division);

    public async Task<IActionResult> OnGetAsync(Guid id, string at, CancellationToken ct) => await OpenAsync(id, at, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostNoteAsync(Guid id, string at, string? note, CancellationToken ct)
    {
        if (!await OpenAsync(id, at, ct))
            return NotFound();
        if (!MayNote)
            return Forbid();
        var refusal = note?.Length > 200 ? "批注最多 200 个字。" : await life.EnterAsync(Table, [(Cell, null, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), true)], ct);
        TempData[refusal is null ? "Notice" : "Warning"] = refusal ?? "批注已保存。";
        return new SeeOtherResult($"/reports/tables/{id}");
    }

    private async Task<bool> OpenAsync(Guid id, string at, CancellationToken ct)
    {
        if (await db.Set<ReportTable>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } table)
            return false;
        var placed = table.Placed();
        if (placed.FirstOrDefault(c => c.At == at && (Sheet is null || c.Sheet == Sheet) && c.Ask is not null) is not { } cell)
            return false;
        (Table, Cell) = (table, cell);
        Entry = await db.Set<ReportEntry>().AsNoTracking().FirstOrDefaultAsync(e => e.TableId == id && e.Sheet == cell.Sheet && e.Origin == cell.Origin && e.Place == cell.Place, ct);
        if (cell.Ask!.StartsWith('='))
        {
            Parts = FormulaParts.Of(cell, placed);
            if (!FormulaParts.IsSum(cell.Ask))
                return true;
        }
        await RowsAsync(Parts.Count > 0 ? Parts : [cell], ct);
        return true;
    }

    private async Task RowsAsync(IReadOnlyList<PlacedCell> cells, CancellationToken ct)
    {
        var figures = await rows.OfAsync(Table, cells, ct);
        MayOpen = figures.TrueForAll(f => rows.IsOpen(f));
        var shares = figures.SelectMany(f => rows.Shares(f).Select(s => (Figure: f, Share: s))).ToList();
        Total = shares.Count;
        Sum = shares.TrueForAll(s => s.Share.Value is not null) && shares.Count > 0 ? shares.Sum(s => s.Share.Value) : null;
        IsCount = Sum is not null && shares.TrueForAll(s => s.Share.Value == 1);
        Number = Paging.Page(Number, Total, Size);
        if (MayOpen)
            Rows = await rows.ShowAsync([.. shares.Skip((Number - 1) * Size).Take(Size)], ct);
    }
}
