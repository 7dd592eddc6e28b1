using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases;

[Requires(Permissions.CasesRead)]
internal sealed class ShowPage(XianjieDb db, CaseDesk desk, CaseSheets sheets, CurrentUser user, Clock clock, Places places) : CasePage(desk, user, clock, places)
{
    public static readonly IReadOnlyList<(string Key, string Title)> Tabs =
        [("sheet", "工作底稿"), ("visit", "入户核查"), ("authorisation", "授权"), ("comparison", "比对"), ("review", "评议"), ("notice", "公示"), ("opinions", "意见"), ("history", "轨迹")];

    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    public Worksheet Sheet { get; private set; } = null!;
    public CategorySuggestion? Suggestion { get; private set; }
    public IReadOnlyList<StepRecord> History { get; private set; } = [];
    public IReadOnlyList<Step> Bar { get; private set; } = [];
    public NextStep? Next { get; private set; }
    public IReadOnlyList<Move<CaseStep, CaseTrigger>> Moves { get; private set; } = [];
    public IReadOnlyList<PublicNotice> Notices { get; private set; } = [];
    public IReadOnlyList<FirstHelp> Helps { get; private set; } = [];
    public IReadOnlyList<RefusedQuery> RefusedQueries { get; private set; } = [];
    public bool MayClock => Subject.IsOpen && (May(Permissions.CasesAccept) || May(Permissions.CasesDecide));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!Tabs.Any(t => t.Key == Tab))
            Tab = "sheet";
        (Sheet, Suggestion) = await sheets.WorksheetAsync(Case, ct);
        History = await sheets.HistoryAsync(Id, ct);
        (Bar, Next) = (sheets.Bar(Case, History, Terms), sheets.Next(Case));
        Moves = [.. sheets.Ready(Case, Terms).Where(m => Next is null || !Next.Href.EndsWith("trigger=" + m.Trigger, StringComparison.Ordinal))];
        Notices = await db.Set<PublicNotice>().AsNoTracking().Where(n => n.Subject == Id).OrderBy(n => n.Id).ToListAsync(ct);
        Helps = await db.Set<FirstHelp>().AsNoTracking().Where(h => h.CaseId == Id).OrderBy(h => h.Id).ToListAsync(ct);
        RefusedQueries = await db.Set<RefusedQuery>().AsNoTracking().Where(r => r.CaseId == Id).OrderBy(r => r.Id).ToListAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostPauseAsync(string? words, CancellationToken ct) => ClockAsync(words, resume: false, ct);

    public Task<IActionResult> OnPostResumeAsync(CancellationToken ct) => ClockAsync(null, resume: true, ct);

    private async Task<IActionResult> ClockAsync(string? words, bool resume, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!MayClock)
            return Forbid();
        if (await Desk.PauseAsync(Case, words, resume, ct) is not { } refusal)
            return Done(resume ? "已恢复计时。" : "已暂停计时。", "history");
        Say([new Refusal(refusal.Words)], string.Empty);
        Tab = "history";
        return await OnGetAsync(ct);
    }
}
