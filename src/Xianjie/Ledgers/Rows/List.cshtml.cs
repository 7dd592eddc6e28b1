using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Import;
using Xianjie.Ledgers.Rollup;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Rows;

/// <summary>The rows of a ledger in a period, with its filters; opened from a roll-up, just the rows behind that figure.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed partial class ListPage(LedgerServices services, SheetDownload download) : LedgerPage(services)
{
    public const int MostExported = 50_000, MostChanged = 2000;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Place { get; set; }
    [BindProperty(SupportsGet = true)]
    public RowState? State { get; set; }
    /// <summary>Level of consent that rows wait for, from 0.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Level { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    /// <summary>Number of the roll-up whose rows are asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Figure { get; set; }
    /// <summary>Field and value by which the roll-up was split.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Group { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Value { get; set; }
    [BindProperty(SupportsGet = true)]
    public bool Approved { get; set; }

    public int Size => Paging.Size(Request);
    public IReadOnlyList<LedgerRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public int Total { get; private set; }
    public string TotalWords => Total > RowQuery.MostCounted ? $"{RowQuery.MostCounted:N0} 以上" : $"{Total:N0}";
    public IReadOnlyList<Places.Place> Areas => Services.Places.Children(Me.Area);
    public IReadOnlyList<LedgerField> Filters => [.. Ledger.Entered.Where(Tokens.IsFilter).Take(8)];
    public IReadOnlyList<LedgerField> Changeable => [.. Ledger.Entered.Where(f => !f.Unique && !f.IsSealed && f.Type is not (FieldType.Household or FieldType.Person or FieldType.Attachment))];
    public bool MayDecide => Ledger.Approvals.Any(level => LedgerWords.MayApprove(Ledger, level, Me, Services.Places));
    public string? FigureTitle => Figure is { } at && at >= 0 && at < Ledger.Rollups.Count ? Ledger.Rollups[at].Title : null;

    public string Chosen(LedgerField field) => Request.Query["f." + field.English].ToString();

    /// <summary>Columns of the list; of a past period as its rows were written.</summary>
    public IReadOnlyList<LedgerField> Shown => (then ?? Ledger).Shown;
    private Ledger? then;

    public string Text(LedgerField field, IReadOnlyDictionary<string, string> values) => Services.View.Text(field, values);

    public Dictionary<string, string> ValuesOf(LedgerRow row) => Services.View.Values(row, Ledger, now);

    private IReadOnlyDictionary<Guid, Dictionary<string, string>> now = new Dictionary<Guid, Dictionary<string, string>>();

    /// <summary>Formulas that the list shows: what they come to now stands in no row, so that a text is searched for in what they came to then.</summary>
    public IReadOnlyList<LedgerField> Formulas => [.. Shown.Where(f => f.Type == FieldType.Formula)];

    public string PlaceOf(LedgerRow row) => Services.Places.Path(row.Division);

    private long Area => Place is { } place && Services.Db.Scope.Covers(place) ? place : Me.Area;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        await ReadAsync(ct);
        if (Ledger.Period != PeriodKind.None && Span.Last < Services.Clock.Today && Rows.Count > 0)
            then = await Services.Book.OfRowAsync(Ledger, Rows.Max(r => r.DefinitionVersion), ct);
        now = await Services.Formulas.OfAsync(Ledger, Shown, Rows, ct);
        return Page();
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        if (FigureTitle is not null)
        {
            await FigureAsync(Figure!.Value, ct);
            return;
        }
        Total = await RowQuery.CountAsync(Db, Ask(), ct);
        Number = Paging.Page(Number, Total, Size);
        (Rows, Next) = await RowQuery.PageAsync(Db, Ask(), After, After is null ? (Math.Min(Number, 100) - 1) * Size : 0, Size, ct);
    }

    private async Task FigureAsync(int figure, CancellationToken ct)
    {
        var ids = await Services.Rollup.BehindAsync(new RollupAsk(Ledger, Span, Area, Group is null ? null : Ledger[Group], Approved), figure, Value, ct);
        Total = ids.Count;
        Number = Paging.Page(Number, Total, Size);
        var shown = ids.Skip((Number - 1) * Size).Take(Size).ToList();
        Rows = [.. (await Db.Set<LedgerRow>().AsNoTracking().Where(r => shown.Contains(r.Id)).ToListAsync(ct)).OrderBy(r => shown.IndexOf(r.Id))];
    }

    private RowAsk Ask() => new(Ledger, Span, Area) { State = State, Level = Level, Text = Q, Chosen = Filters.Select(f => (f.English, Value: Chosen(f))).Where(f => f.Value.Length is > 0 and <= 200).ToDictionary(f => f.English, f => f.Value) };

    public async Task<IActionResult> OnPostExportAsync(string key, string? format, CancellationToken ct)
    {
        if (!MayExport)
            return Forbid();
        if (!await OpenAsync(key, ct))
            return NotFound();
        var rows = await WantedAsync(MostExported, ct);
        if (rows is null)
            return Say($"超过 {MostExported:N0} 行，请先按地区或条件筛选，再分次导出。", true);
        now = await Services.Formulas.OfAsync(Ledger, Ledger.Fields, rows, ct);
        IReadOnlyList<FileColumn<LedgerRow>> columns = [new(LedgerSheet.Place, 26, PlaceOf), .. Ledger.Fields.Select(f => new FileColumn<LedgerRow>(f.Name, Math.Clamp(f.Name.Length * 2 + 4, 10, 30), r => Exported(f, r))), new(LedgerSheet.State, 10, r => r.State.ToString()), new(LedgerSheet.RowId, 38, r => r.Id.ToString())];
        return await download.OfAsync(this, Ledger.Period == PeriodKind.None ? Ledger.Title : $"{Ledger.Title}{Span.Title}", columns, rows.ToAsyncEnumerable(), format == "csv", ct, Area);
    }

    /// <summary>As it stands in the row, so that the file can be read in again, formulas as they come to now; what is starred out on the screen is so in the file.</summary>
    private string Exported(LedgerField field, LedgerRow row)
    {
        var values = ValuesOf(row);
        return field.IsSealed ? Text(field, values) : values.GetValueOrDefault(field.English) ?? string.Empty;
    }

    /// <summary>The rows of the list, all of them; null where there are more than may be taken at once.</summary>
    private async Task<List<LedgerRow>?> WantedAsync(int most, CancellationToken ct)
    {
        List<LedgerRow> rows;
        if (FigureTitle is null)
        {
            rows = await RowQuery.InOrder(RowQuery.Of(Db, Ask())).Take(most + 1).ToListAsync(ct);
        }
        else
        {
            var ids = await Services.Rollup.BehindAsync(new RollupAsk(Ledger, Span, Area, Group is null ? null : Ledger[Group], Approved), Figure!.Value, Value, ct);
            rows = ids.Count > most ? [] : await RowQuery.InOrder(Db.Set<LedgerRow>().Where(r => ids.Contains(r.Id))).ToListAsync(ct);
            if (ids.Count > most)
                return null;
        }
        return rows.Count > most ? null : rows;
    }

    private SeeOtherResult Say(string words, bool isWarning = false)
    {
        TempData[isWarning ? "Warning" : "Notice"] = words;
        return new SeeOtherResult(Address.With(Request, ("handler", null)));
    }
}
