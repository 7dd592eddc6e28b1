using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Files;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Entry;

/// <summary>One row as a form; new ones come prefilled with what the system knows already.</summary>
[Requires(Permissions.LedgersWrite), ByFieldClass]
internal sealed class EditPage(LedgerServices services, Prefill prefill, RowFiles files, NameChoices named) : LedgerPage(services)
{
    public const string Prefix = "f.", PrefilledPrefix = "pre.", FilePrefix = "file.", GonePrefix = "gone.";
    private readonly List<Guid> kept = [];

    [BindProperty(SupportsGet = true)]
    public long? Place { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Household { get; set; }
    [BindProperty]
    public int Version { get; set; }
    [BindProperty]
    public bool Another { get; set; }

    public LedgerRow? Row { get; private set; }
    public IReadOnlyDictionary<string, string> Values { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, Prefill.Given> Given { get; private set; } = new Dictionary<string, Prefill.Given>();
    public IReadOnlyList<Places.Place> Units { get; private set; } = [];
    public IReadOnlyList<string> Warnings { get; private set; } = [];
    /// <summary>Names that references may choose from, by English name of the field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();
    public bool HasFiles => Ledger.Entered.Any(f => f.Type == FieldType.Attachment);

    public bool IsHidden(LedgerField field) => Row is not null && Services.View.IsHidden(field) && Values.GetValueOrDefault(field.English) is { Length: > 0 };

    /// <summary>Files that the field has already.</summary>
    public string? Kept(LedgerField field) => Row is null ? null : Services.View.Values(Row, Ledger).GetValueOrDefault(field.English);

    public string Masked(LedgerField field) => Services.View.Text(field, Services.View.Values(Row!, Ledger));

    /// <summary>What a field of places offers: the area of the account down to its villages, and what the row has already.</summary>
    public IReadOnlyList<Places.Place> DivisionsFor(string value) =>
        [.. Within(Services.Places.Find(Me.Area)).Concat(long.TryParse(value, out var code) && !Within(Services.Places.Find(Me.Area)).Any(p => p.Code == code) && Services.Places.Find(code) is { } kept ? [kept] : [])];

    private IEnumerable<Places.Place> Within(Places.Place? place) => place is null ? [] : Services.Places.Children(place.Code).SelectMany(Within).Prepend(place);

    public string PlaceOf(long code) => Services.Places.Path(code);

    /// <summary>Fields that are asked in this period; a retired one that holds something stays to be seen.</summary>
    public IEnumerable<LedgerField> Asked => Ledger.Entered.Where(f => f.IsInForce(Ledger.Period == PeriodKind.None ? Services.Clock.Today : Span.First) || Values.GetValueOrDefault(f.English) is { Length: > 0 });

    public IReadOnlyList<string> Faults(string english) => ModelState.TryGetValue(Prefix + english, out var entry) ? [.. entry.Errors.Select(e => e.ErrorMessage)] : [];

    public async Task<IActionResult> OnGetAsync(string key, Guid? id, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct))
            return NotFound();
        if (!MayEnter)
            return Forbid();
        if (Row is not null)
        {
            var values = Services.View.Values(Row, Ledger);
            Given = Prefill.Inherited(Ledger, values);
            foreach (var (english, given) in Given)
                values[english] = given.Text;
            (Values, Version) = (values, Row.Version);
            return Page();
        }
        Given = await prefill.OfAsync(Ledger, Place ?? (Units.Count == 1 ? Units[0].Code : 0), Span, Household, ct);
        Values = Given.ToDictionary(g => g.Key, g => g.Value.Text);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, Guid? id, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct))
            return NotFound();
        if (!MayEnter)
            return Forbid();
        if (Row is not null && Row.Version != Version)
            return StatusCode(StatusCodes.Status409Conflict);
        try
        {
            return await TakeAsync(ct);
        }
        catch
        {
            // without their rows nobody would ever find the files again
            files.Forget(kept);
            throw;
        }
    }

    private async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        var typed = Typed();
        var uploads = await FilesAsync(typed, ct);
        var input = new RowInput(Row?.Division ?? Place ?? 0, Span, typed)
        {
            Existing = Row, Fresh = kept.ToHashSet(), Prefilled = Request.Form.Where(f => f.Key.StartsWith(PrefilledPrefix, StringComparison.Ordinal) && typed.GetValueOrDefault(f.Key[PrefilledPrefix.Length..]) == f.Value.ToString()).Select(f => f.Key[PrefilledPrefix.Length..]).ToHashSet(),
        };
        var draft = (await Services.Desk.LookAsync(Ledger, [input], ct))[0];
        draft.Faults.AddRange(uploads);
        foreach (var fault in draft.Faults)
            ModelState.AddModelError(fault.Field is { } field ? Prefix + field : Row is null && Place is null ? "Place" : string.Empty, fault.Field is { } name ? $"{Ledger[name]!.Name}：{fault.Words}" : fault.Words);
        if (!draft.IsGood)
        {
            (Values, Warnings) = (typed, draft.Warnings);
            files.Forget(kept);
            Db.ChangeTracker.Clear();
            return Page();
        }
        var row = (await Services.Desk.WriteAsync(Ledger, [draft], Row is null ? $"登记{Ledger.Title}" : $"修改{Ledger.Title}", null, ct))[0];
        TempData["Notice"] = "已保存。";
        TempData["DraftDone"] = DraftName;
        if (draft.Warnings.Count > 0)
            TempData["Warning"] = $"请核对：{string.Join("；", draft.Warnings)}";
        return new SeeOtherResult(Another ? InPeriod($"{Home}/edit?place={row.Division}") : $"{Home}/rows/{row.Id}");
    }

    public string DraftName => $"ledger-{Ledger.Key}-{Row?.Id.ToString() ?? $"new-{Span.Number}"}";

    /// <summary>What the form brought; a field that is not shown is left alone when its box stays empty.</summary>
    private Dictionary<string, string> Typed()
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = Row is null ? null : Services.View.Values(Row, Ledger);
        foreach (var field in Ledger.Entered)
        {
            if (field.Type == FieldType.Attachment || !Request.Form.TryGetValue(Prefix + field.English, out var given))
                continue;
            var text = string.Join('、', given.Where(g => !string.IsNullOrWhiteSpace(g))).Trim();
            if (text.Length == 0 && kept?.GetValueOrDefault(field.English) is { Length: > 0 } && Services.View.IsHidden(field))
                continue;
            typed[field.English] = text;
        }
        return typed;
    }

    /// <summary>What stays of the files of each field and what comes; faults where something can't be kept.</summary>
    private async Task<List<RowFault>> FilesAsync(Dictionary<string, string> typed, CancellationToken ct)
    {
        var (faults, before) = (new List<RowFault>(), Row is null ? null : Services.View.Values(Row, Ledger));
        foreach (var field in Ledger.Entered.Where(f => f.Type == FieldType.Attachment))
        {
            var lines = FileLine.Of(before?.GetValueOrDefault(field.English)).Where(l => !Request.Form[GonePrefix + field.English].Contains(l.Id?.ToString() ?? l.Name)).ToList();
            var (fresh, refusal) = await files.TakeAsync(Request.Form.Files.GetFiles(FilePrefix + field.English).Where(f => f.FileName.Length > 0).ToList(), lines.Count, Row?.Division ?? Place ?? Me.Area, kept, ct);
            if (refusal is not null)
                faults.Add(new(field.English, refusal));
            // what is typed beside is told as a fault: an id alone opens no file
            typed[field.English] = FileLine.Value([.. lines, .. fresh, .. FileLine.Of(Request.Form[Prefix + field.English])]);
        }
        return faults;
    }

    private async Task<bool> FindAsync(string key, Guid? id, CancellationToken ct)
    {
        if (id is { } known)
        {
            Row = await Db.Set<LedgerRow>().FirstOrDefaultAsync(r => r.Id == known && r.Ledger == key, ct);
            if (Row is null)
                return false;
        }
        if (!await OpenAsync(key, ct, Row?.Period))
            return false;
        Choices = await named.OfAsync(Ledger, ct);
        Units = Row is null ? Services.Periods.Units(Ledger, Me.Area) : [];
        return true;
    }
}
