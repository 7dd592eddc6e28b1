using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Files;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Rows;

/// <summary>A row with everything that happened to it, in the words of the definition by which it was written.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class ShowPage(LedgerServices services) : LedgerPage(services)
{
    public sealed record Event(DateTimeOffset At, string By, string What, string? Why, IReadOnlyList<string> Changes);

    [BindProperty]
    public int Version { get; set; }
    [BindProperty]
    public string? Words { get; set; }

    public LedgerRow Row { get; private set; } = null!;
    /// <summary>As it was when the row was written.</summary>
    public Ledger Then { get; private set; } = null!;
    public IReadOnlyList<(LedgerField Field, string Text)> Fields { get; private set; } = [];
    public IReadOnlyList<string> Warnings { get; private set; } = [];
    public IReadOnlyList<Event> History { get; private set; } = [];
    public bool MayDecide => Services.Desk.Turn(Ledger, Row) is null;
    public bool MaySubmit => Ledger.Approvals.Count > 0 && Row.State is RowState.草稿 or RowState.已退回 && MayEnter;
    public bool MayChange => MayEnter && !IsFrozen && Row.State != RowState.待审核;
    public string Place => Services.Places.Path(Row.Division);
    public IReadOnlyList<Step> Steps => Ledger.Approvals.Count == 0 ? [] : [.. Ledger.Approvals.Index().Select(a => new Step(a.Item + "审核", a.Index < Row.Level || Row.State == RowState.已审核 ? StepState.Done : a.Index == Row.Level && Row.State == RowState.待审核 ? StepState.Now : StepState.Waiting))];

    public async Task<IActionResult> OnGetAsync(string key, Guid id, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct))
            return NotFound();
        await ReadAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostSubmitAsync(string key, Guid id, CancellationToken ct) => ActAsync(key, id, async () => (await Services.Desk.SubmitAsync(Ledger, [Row], ct)).Refusal, "已提交审核。", ct);

    public Task<IActionResult> OnPostApproveAsync(string key, Guid id, CancellationToken ct) => ActAsync(key, id, async () => (await Services.Desk.ApproveAsync(Ledger, [Row], Words, ct)).Refusal, "已审核通过。", ct);

    public Task<IActionResult> OnPostReturnAsync(string key, Guid id, CancellationToken ct) => ActAsync(key, id, async () => (await Services.Desk.ReturnAsync(Ledger, [Row], Words, ct)).Refusal, "已退回。", ct);

    public async Task<IActionResult> OnPostDeleteAsync(string key, Guid id, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct))
            return NotFound();
        if (Row.Version != Version)
            return StatusCode(StatusCodes.Status409Conflict);
        if (await Services.Desk.RemoveAsync(Ledger, Row, Words, ct) is { } refusal)
        {
            TempData["Warning"] = refusal;
            return new SeeOtherResult($"{Home}/rows/{id}");
        }
        TempData["Notice"] = "已删除，删除前的内容留在修改记录里。";
        return new SeeOtherResult(InPeriod(Home));
    }

    private async Task<IActionResult> ActAsync(string key, Guid id, Func<Task<string?>> act, string done, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct))
            return NotFound();
        if (Row.Version != Version)
            return StatusCode(StatusCodes.Status409Conflict);
        var refusal = await act();
        TempData[refusal is null ? "Notice" : "Warning"] = refusal ?? done;
        return new SeeOtherResult($"{Home}/rows/{id}");
    }

    private async Task<bool> FindAsync(string key, Guid id, CancellationToken ct)
    {
        if (await Db.Set<LedgerRow>().FirstOrDefaultAsync(r => r.Id == id && r.Ledger == key, ct) is not { } row)
            return false;
        Row = row;
        return await OpenAsync(key, ct, row.Period);
    }

    public IReadOnlyList<FileLine> FilesOf(LedgerField field) => field.IsSealed && !Me.Sees(field.Class) ? [] : FileLine.Of(Services.View.Values(Row, Then).GetValueOrDefault(field.English));

    private async Task ReadAsync(CancellationToken ct)
    {
        Then = await Services.Book.OfRowAsync(Ledger, Row.DefinitionVersion, ct);
        var look = Then == Ledger ? (await Services.Desk.LookAsync(Ledger, [new RowInput(Row.Division, Span, new Dictionary<string, string>()) { Existing = Row }], ct))[0] : null;
        var values = Services.View.Values(Row, Then, await Services.Formulas.OfAsync(Ledger, Then.Fields, [Row], ct));
        Fields = [.. Then.Fields.Select(f => (f, Services.View.Text(f, values)))];
        Warnings = look?.Warnings ?? [];
        var changes = await Db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == Row.Id).OrderByDescending(c => c.At).Take(100).ToListAsync(ct);
        History = [.. changes.Select(c => new Event(c.At, c.By, c.What, c.Why, Touched(c)))];
    }

    /// <summary>Which plain fields a change touched; of sealed ones only that they were.</summary>
    private List<string> Touched(Change change)
    {
        var (before, after) = (Values(change.Before), Values(change.After));
        return [.. before.Keys.Union(after.Keys).Where(k => !Identity.IsKey(k) && before.GetValueOrDefault(k) != after.GetValueOrDefault(k)).Select(k => $"{Then[k]?.Name ?? k}：{before.GetValueOrDefault(k) ?? "空"} → {after.GetValueOrDefault(k) ?? "空"}")];
    }

    private static Dictionary<string, string> Values(string? json)
    {
        if (json is null)
            return [];
        using var whole = JsonDocument.Parse(json);
        return whole.RootElement.TryGetProperty(nameof(LedgerRow.Values), out var values) && values.GetString() is { } text ? RowValues.Open(text) : [];
    }
}
