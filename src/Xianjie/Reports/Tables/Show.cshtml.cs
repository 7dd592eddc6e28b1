using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;

namespace Xianjie.Reports.Tables;

/// <summary>A table on screen: each figure opens to its rows; differences from the period or version before; typed values; notes; reporting.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class ShowPage(XianjieDb db, TableLife life, ExportDesk exports, CurrentUser user, Places places) : PageModel
{
    private const string HandPrefix = "v.";

    /// <summary>period: with the period before; version: with the version before; else with nothing.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Against { get; set; }

    public ReportTable Table { get; private set; } = null!;
    public IReadOnlyList<ViewSheet> Sheets { get; private set; } = [];
    public IReadOnlyDictionary<(string, string), PlacedCell> Cells { get; private set; } = new Dictionary<(string, string), PlacedCell>();
    public IReadOnlyDictionary<(string, string, long), ReportEntry> Entries { get; private set; } = new Dictionary<(string, string, long), ReportEntry>();
    public ReportTable? Other { get; private set; }
    public string Place => places.Name(Table.Division);
    public bool IsOpen => Table.State == TableState.草稿 && MayWrite;
    public bool MayWrite => user.May(Permissions.ReportsWrite) && Table.Division == user.Area;
    public bool HasHands => Cells.Values.Any(IsHand);
    private Dictionary<(string, string, long), PlacedCell> before = [];

    public static bool IsHand(PlacedCell cell) => cell.Ask?.StartsWith("手填", StringComparison.Ordinal) == true;

    public static string HandName(PlacedCell cell) => string.Create(CultureInfo.InvariantCulture, $"{HandPrefix}{cell.At}.{cell.Place}");

    /// <summary>By how much a cell differs from the other table; null where it does not or there is nothing to compare.</summary>
    public string? Difference(PlacedCell cell)
    {
        if (Other is null || cell.Ask is null || !before.TryGetValue(cell.Key, out var old) || (cell.Value ?? 0) == (old.Value ?? 0))
            return null;
        var by = (cell.Value ?? 0) - (old.Value ?? 0);
        return (by > 0 ? "▲" : "▼") + Math.Abs(by).ToString("#,0.##", CultureInfo.InvariantCulture);
    }

    public int Differences => Cells.Values.Count(c => Difference(c) is not null);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await OpenAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRedrawAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        var (address, refusal) = await life.RedrawAsync(Table, ct);
        return address is null ? Say(refusal!, true) : new SeeOtherResult(address);
    }

    public async Task<IActionResult> OnPostEnterAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        var typed = new List<(PlacedCell, decimal?, string?, bool)>();
        foreach (var cell in Cells.Values.Where(c => IsHand(c) && Request.Form.ContainsKey(HandName(c))))
        {
            var text = Request.Form[HandName(cell)].ToString().Trim();
            if (text.Length == 0)
                typed.Add((cell, null, null, false));
            else if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1_000_000_000_000m && value == Math.Round(value, 4))
                typed.Add((cell, value, null, false));
            else
                return Say($"单元格 {cell.At} 填的“{(text.Length > 20 ? text[..20] + "…" : text)}”不是数。没有保存，请改好再保存。", true);
        }
        return await life.EnterAsync(Table, typed, ct) is { } refusal ? Say(refusal, true) : Say("已保存，公式已重算。");
    }

    public async Task<IActionResult> OnPostReportAsync(Guid id, string? words, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        return await life.ReportAsync(Table, words, ct) is { } refusal ? Say(refusal, true) : Say("已上报。这张表从现在起不再改变，以后数据变了可以另编更正表。");
    }

    public async Task<IActionResult> OnPostDownloadAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.LedgersExport))
            return Forbid();
        var title = $"{Table.Title}（{Table.Span.Title}）";
        if (PurposeAsk.Of(Request) is not { } purpose)
            return PurposeAsk.Page(this, title);
        var (record, mark) = await exports.BeginAsync(new(title, $"{Place}{Table.Title}-{Table.Span.Title}{(Table.State == TableState.草稿 ? "-草稿" : Table.Number > 1 ? $"-更正{Table.Number}" : "")}.xlsx", purpose, false, Table.Division, nameof(ReportTable), Table.Id.ToString()), ct);
        var content = WorkbookMark.Put(Table.Workbook, mark.Number);
        return await exports.SendAsync(this, record, mark, content, Sheets.Sum(s => s.Rows.Count), TableFile.XlsxType, ct);
    }

    private async Task<bool> OpenAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<ReportTable>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } table)
            return false;
        Table = table;
        Sheets = SheetView.Of(table.Workbook);
        Cells = table.Placed().ToDictionary(c => (c.Sheet, c.At));
        Entries = await db.Set<ReportEntry>().AsNoTracking().Where(e => e.TableId == id).ToDictionaryAsync(e => (e.Sheet, e.Origin, e.Place), ct);
        Other = await OtherAsync(table, ct);
        before = Other?.Placed().DistinctBy(c => c.Key).ToDictionary(c => c.Key) ?? [];
        return true;
    }

    private async Task<ReportTable?> OtherAsync(ReportTable table, CancellationToken ct)
    {
        var others = db.Set<ReportTable>().AsNoTracking().Where(t => t.Key == table.Key && t.Division == table.Division);
        var (period, number) = (table.Span.Before.Number, table.Number);
        return Against switch
        {
            "period" => await others.Where(t => t.Period == period).OrderByDescending(t => t.State == TableState.已上报).ThenByDescending(t => t.Number).FirstOrDefaultAsync(ct),
            "version" => await others.Where(t => t.Period == table.Period && t.Number < number).OrderByDescending(t => t.Number).FirstOrDefaultAsync(ct),
            _ => null,
        };
    }

    private SeeOtherResult Say(string words, bool isWarning = false)
    {
        TempData[isWarning ? "Warning" : "Notice"] = words;
        return new SeeOtherResult($"/reports/tables/{Table.Id}");
    }
}
