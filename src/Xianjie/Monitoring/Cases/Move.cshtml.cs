using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Cases;

/// <summary>Makes one move of a case. Who comes second sees both versions (409) and keeps what they wrote.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class MovePage(CaseDesk desk, CaseSheets sheets, CurrentUser user, Clock clock, Places places, Database database, Scope scope, TimeProvider time) : CasePage(desk, user, clock, places)
{
    internal sealed record Form
    {
        public Guid FormKey { get; init; } = Guid.CreateVersion7();
        public int Version { get; init; }
        public string? Phrase { get; init; }
        public string? Words { get; init; }
        public string? Category { get; init; }
        public List<string> Risks { get; init; } = [];
    }

    private static readonly Dictionary<CaseTrigger, string[]> Usual = new()
    {
        [CaseTrigger.退回补正] = ["申请书没有签字，请补签。", "家庭成员信息不全，请补充。", "请补充医疗、教育等支出凭证。"],
        [CaseTrigger.乡镇退回] = ["收入核算依据不足，请重新核实。", "入户照片、签字不全，请补齐。", "风险原因与实际不符，请重新核实。"],
        [CaseTrigger.县级退回] = ["比对疑点结论证据不足，请补充。", "类别与核实情况不一致，请复核。", "评议、公示材料不全，请补齐。"],
        [CaseTrigger.无风险] = ["家庭收入稳定，三保障和饮水均有保障，能自主应对困难。", "困难已由救助政策解决，现无返贫致贫风险。"],
        [CaseTrigger.县级不同意] = ["家庭有能力自主应对，不存在返贫致贫风险。"],
        [CaseTrigger.乡镇同意] = ["经审核，程序完整、情况属实，同意上报。"],
        [CaseTrigger.县级同意] = ["经审定，同意认定。"],
    };

    [BindProperty(SupportsGet = true)]
    public CaseTrigger Trigger { get; set; }
    [BindProperty]
    public Form Input { get; set; } = new();

    public Move<CaseStep, CaseTrigger>? Move => CaseProcess.Table.Find(Subject.Step, Trigger);
    public string Title => CaseProcess.Table.Moves.FirstOrDefault(m => m.Trigger == Trigger)?.Title ?? Trigger.ToString();
    public bool IsDecision => Trigger == CaseTrigger.县级同意;
    public bool IsRefusal => Move?.To == CaseStep.无需认定;
    public IReadOnlyList<string> Phrases => Usual.GetValueOrDefault(Trigger, []);
    /// <summary>The phrase picked and what was written besides.</summary>
    public string? Words => string.IsNullOrWhiteSpace(Input.Phrase) ? Input.Words : $"{Input.Phrase}{(string.IsNullOrWhiteSpace(Input.Words) ? "" : Input.Words.Trim())}";
    public Conflict? Conflict { get; private set; }
    public CategorySuggestion? Suggestion { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Move is null)
            return NotFound();
        Input = new() { Version = Subject.Version, Category = Subject.Category, Risks = [.. (Subject.Risks ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries)] };
        await SuggestAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var answer = await Desk.MoveAsync(Case, new(Input.FormKey, Input.Version, Trigger, Words, Input.Category, Input.Risks), ct);
        switch (answer.Outcome)
        {
            case MoveOutcome.Made or MoveOutcome.Repeated:
                return Done($"已办理：{Title}。");
            case MoveOutcome.Stale:
                Conflict = await Conflict.ReadAsync(database, scope, time, Id, Input.Version, ct);
                return new PageResult { StatusCode = StatusCodes.Status409Conflict };
            default:
                Say([answer.Refusal!], "Input.");
                await SuggestAsync(ct);
                return Page();
        }
    }

    private async Task SuggestAsync(CancellationToken ct)
    {
        if (IsDecision)
            Suggestion = (await sheets.WorksheetAsync(Case, ct)).Suggestion;
    }

}
