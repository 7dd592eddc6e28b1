using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>Asks for a comparison, writes its answer down, raises a doubt or concludes one; the address says which.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ComparePage(CaseDesk desk, ComparisonDesk comparison, XianjieDb db, WriteGate gate, CurrentUser user, Clock clock, Places places) : CasePage(desk, user, clock, places)
{
    [BindProperty]
    public Guid FormKey { get; set; }
    [BindProperty]
    public List<string> Items { get; set; } = [];
    [BindProperty]
    public string? Channel { get; set; }
    [BindProperty]
    public string? Result { get; set; }
    [BindProperty]
    public string? Kind { get; set; }
    [BindProperty]
    public string? Words { get; set; }
    [BindProperty]
    public DoubtConclusion? Conclusion { get; set; }
    [BindProperty]
    public string? Evidence { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Answer { get; set; }
    [BindProperty(SupportsGet = true)]
    public bool Raise { get; set; }
    [BindProperty(SupportsGet = true)]
    public Guid? Conclude { get; set; }

    public Doubt? Doubt => Case.Doubts.Find(d => d.Id == Conclude);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || (Conclude is not null && Doubt is null))
            return NotFound();
        (FormKey, Evidence, Conclusion) = (Guid.CreateVersion7(), Doubt?.Evidence, Doubt?.Conclusion);
        return Page();
    }

    /// <summary>Its own transaction: a refused attempt stays on record although the form comes back.</summary>
    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await LoadAsync(ct))
            return NotFound();
        if (!comparison.MayAsk)
            return Forbid();
        var refusal = await comparison.AskAsync(Case, FormKey, Items, Channel, ct);
        await transaction.CommitAsync(ct);
        return Answered(refusal, "已发起比对；本户未办结的排除疑点已带入，请逐条写明结论。");
    }

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct) => !await LoadAsync(ct) ? NotFound() : !comparison.MayAsk ? Forbid()
        : Answered(await comparison.AnswerAsync(Case, Answer ?? Guid.Empty, Result, ct), "比对结果已登记。");

    public async Task<IActionResult> OnPostRaiseAsync(CancellationToken ct) => !await LoadAsync(ct) ? NotFound() : !comparison.MayAsk && !May(Permissions.CasesVisit) ? Forbid()
        : Answered(await comparison.RaiseAsync(Case, FormKey, Kind, Words, ct), "疑点已登记。");

    public async Task<IActionResult> OnPostConcludeAsync(CancellationToken ct) => !await LoadAsync(ct) ? NotFound() : !comparison.MayAsk ? Forbid()
        : Answered(await comparison.ConcludeAsync(Case, Conclude ?? Guid.Empty, Conclusion, Evidence, ct), "疑点结论已保存。");

    private IActionResult Answered(Refusal? refusal, string words)
    {
        if (refusal is null)
            return Done(words, "comparison");
        Say([refusal with { Field = refusal.Field == "Answer" ? nameof(Result) : refusal.Field }], string.Empty);
        return Page();
    }
}
