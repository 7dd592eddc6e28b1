using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Grid;

/// <summary>表格录入: many rows of a period as a table; all that changed is saved, or nothing.</summary>
[Requires(Permissions.LedgersWrite), ByFieldClass]
internal sealed class EditPage(LedgerServices services, NameChoices named) : LedgerPage(services)
{
    public const int Most = 300;
    private const int PlainRows = 8, PlainInputs = 700;

    [BindProperty(SupportsGet = true)]
    public long? Place { get; set; }

    public IReadOnlyList<SheetColumn> Columns { get; private set; } = [];
    public IReadOnlyList<SheetRow> Rows { get; private set; } = [];
    public bool IsCut { get; private set; }
    public IReadOnlyList<Places.Place> Areas => Services.Places.Children(Me.Area);
    public string DraftName => $"grid-{Ledger.Key}-{Span.Number}-{Place}";
    public string Data => System.Text.Json.JsonSerializer.Serialize(new { Draft = DraftName, Columns, Rows }, SheetJson.Options);
    /// <summary>Without script a form has so many rows as the server takes fields.</summary>
    public int PlainCount => Math.Clamp(PlainInputs / (Columns.Count + 2), 1, Rows.Count + PlainRows);
    public IReadOnlyDictionary<(int Row, string Key), string> Words { get; private set; } = new Dictionary<(int, string), string>();

    private long Area => Place is { } place && Db.Scope.Covers(place) ? place : Me.Area;
    private UnitNames names = null!, anywhere = null!;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if (!await FindAsync(key, ct))
            return NotFound();
        if (!MayEnter)
            return Forbid();
        await ReadAsync(ct);
        return Page();
    }

    private IReadOnlyList<LedgerField> Fields => [.. Ledger.Entered.Where(f => f.Type != FieldType.Attachment && f.IsInForce(Ledger.Period == PeriodKind.None ? Services.Clock.Today : Span.First))];

    private async Task<bool> FindAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return false;
        names = new(Services.Periods.Units(Ledger, Me.Area), Services.Places);
        anywhere = new([.. Within(Services.Places.Find(Me.Area))], Services.Places);
        var choices = await named.OfAsync(Ledger, ct);
        var single = names.Shown.Count == 1 ? names.Shown.Values.First() : null;
        Columns = [new(SheetJson.Place, LedgerWords.Level(Ledger.Level), "Place", false, false, true) { Choices = [.. names.Shown.Values], IsPlace = true, IsFixed = true, Usual = single },
            .. Fields.Select(f => SheetJson.Column(f, f.Type == FieldType.Division ? [.. anywhere.Shown.Values] : null)).Select(c => choices.TryGetValue(c.Key, out var list) && list.Count > 0 ? c with { Choices = list, IsOpen = true } : c)];
        return true;
    }

    private IEnumerable<Places.Place> Within(Places.Place? place) => place is null ? [] : Services.Places.Children(place.Code).SelectMany(Within).Prepend(place);

    private async Task ReadAsync(CancellationToken ct)
    {
        var rows = await RowQuery.InOrder(RowQuery.Of(Db, new(Ledger, Span, Area))).AsNoTracking().Take(Most + 1).ToListAsync(ct);
        IsCut = rows.Count > Most;
        Rows = [.. rows.Take(Most).Select(row =>
        {
            var values = Services.View.Values(row, Ledger);
            return new SheetRow(row.Id, row.Version, row.State == RowState.待审核 ? "审核中" : null, [names.Shown.GetValueOrDefault(row.Division) ?? Services.Places.Name(row.Division), .. Fields.Select(f => SheetJson.Text(f, values, Services.View, anywhere))]);
        })];
    }

    /// <summary>What the script sends: JSON in, JSON out.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string key, CancellationToken ct)
    {
        if (!await FindAsync(key, ct))
            return NotFound();
        if (!MayEnter)
            return Forbid();
        if (TypedRow.Read(Request.Form["rows"]) is not { Count: > 0 } typed)
            return Answer([], $"没有可以保存的行，或一次超过 {TypedRow.MostRows} 行。");
        var (faults, count, warnings) = await TakeAsync(typed, ct);
        if (faults.Count > 0)
            return Answer(faults, $"没有保存：{faults.Count} 处要改，已在表格里标出。");
        Say(count, warnings);
        return new JsonResult(new SheetAnswer(null, [], Request.PathBase + InPeriod(Home)), SheetJson.Options);
    }

    /// <summary>The same without script: a form of inputs.</summary>
    public async Task<IActionResult> OnPostPlainAsync(string key, CancellationToken ct)
    {
        if (!await FindAsync(key, ct))
            return NotFound();
        if (!MayEnter)
            return Forbid();
        await ReadAsync(ct);
        var typed = Plain();
        var (faults, count, warnings) = typed.Count == 0 ? ([new(0, null, "没有填写任何一行。")], 0, []) : await TakeAsync(typed, ct);
        if (faults.Count == 0)
        {
            Say(count, warnings);
            return new SeeOtherResult(InPeriod(Home));
        }
        Words = faults.GroupBy(f => (f.N, f.Field ?? SheetJson.Place)).ToDictionary(g => g.Key, g => string.Join('；', g.Select(f => f.Words)));
        ModelState.AddModelError(string.Empty, $"没有保存：{faults.Count} 处要改，已在表格里标出。");
        return Page();
    }

    /// <summary>What a plain form holds, or last held, in a cell.</summary>
    public string PlainText(int row, int column) => Request.HasFormContentType && Request.Form.TryGetValue($"r{row}.{Columns[column].Key}", out var typed) ? typed.ToString() : row < Rows.Count ? Rows[row].Cells[column] : Columns[column].Usual ?? string.Empty;

    private List<TypedRow> Plain()
    {
        var typed = new List<TypedRow>();
        for (var row = 0; row < PlainCount; row++)
        {
            var known = Guid.TryParse(Request.Form[$"r{row}.id"], out var id) ? Rows.FirstOrDefault(r => r.Id == id) : null;
            var cells = Columns.Index().Where(c => Request.Form.ContainsKey($"r{row}.{c.Item.Key}")).ToDictionary(c => c.Item.Key, c => PlainText(row, c.Index));
            foreach (var (at, column) in Columns.Index())
                if (cells.GetValueOrDefault(column.Key) == (known?.Cells[at] ?? column.Usual ?? string.Empty))
                    cells.Remove(column.Key);
            if (cells.Count > 0 && (known is not null || cells.Keys.Any(k => k != SheetJson.Place)))
                typed.Add(new(row, known?.Id, int.TryParse(Request.Form[$"r{row}.version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0, cells));
        }
        return typed;
    }

    private async Task<(List<SheetFault> Faults, int Count, IReadOnlyList<string> Warnings)> TakeAsync(List<TypedRow> typed, CancellationToken ct)
    {
        var ids = typed.Select(t => t.Id).OfType<Guid>().ToList();
        var (number, known) = (Span.Number, new Dictionary<Guid, LedgerRow>());
        foreach (var row in await Db.Set<LedgerRow>().Where(r => r.Ledger == Ledger.Key && r.Period == number && ids.Contains(r.Id)).ToListAsync(ct))
            known[row.Id] = row;
        var faults = typed.Where(t => t.Id is { } id && known.GetValueOrDefault(id)?.Version != t.Version).Select(t => new SheetFault(t.N, null, "这一行刚被别人改过或删除，请重新打开本页再改。")).ToList();
        if (faults.Count > 0)
            return (faults, 0, []);
        var drafts = await Services.Desk.LookAsync(Ledger, [.. typed.Select(t => Input(t, t.Id is { } id ? known[id] : null))], ct);
        foreach (var draft in drafts)
            faults.AddRange(draft.Faults.Select(f => draft.Input.Division == 0 && f.Field is null ? new(draft.Input.Number, SheetJson.Place, $"请选择{LedgerWords.Level(Ledger.Level)}") : new SheetFault(draft.Input.Number, f.Field, f.Words)));
        if (faults.Count > 0)
            return (faults, 0, []);
        await Services.Desk.WriteAsync(Ledger, drafts, $"表格录入{Ledger.Title}", null, ct);
        return (faults, drafts.Count, [.. drafts.SelectMany(d => d.Warnings).Distinct().Take(5)]);
    }

    private RowInput Input(TypedRow typed, LedgerRow? row)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            if (!typed.Cells.TryGetValue(field.English, out var text))
                continue;
            // what is starred out was not typed
            if (row is not null && Services.View.IsHidden(field) && (text.Length == 0 || text.Contains('*', StringComparison.Ordinal) || text == RowView.Closed))
                continue;
            texts[field.English] = field.Type == FieldType.Division && anywhere.Find(text.Trim()) is > 0 and var code ? code.ToString(CultureInfo.InvariantCulture) : text;
        }
        var place = row?.Division ?? names.Find((typed.Cells.GetValueOrDefault(SheetJson.Place) ?? (names.Shown.Count == 1 ? string.Empty : "?")).Trim());
        return new(place, Span, texts) { Existing = row, Number = typed.N };
    }

    private void Say(int count, IReadOnlyList<string> warnings)
    {
        TempData["Notice"] = $"已保存 {count:N0} 行。";
        TempData["DraftDone"] = DraftName;
        if (warnings.Count > 0)
            TempData["Warning"] = $"请核对：{string.Join("；", warnings)}";
    }

    private static JsonResult Answer(IReadOnlyList<SheetFault> faults, string words) => new(new SheetAnswer(words, faults, null), SheetJson.Options) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}
