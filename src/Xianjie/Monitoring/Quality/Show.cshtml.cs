using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Quality;

/// <summary>One doubt: the words, the rows behind it, where it is mended, what was said about it.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(XianjieDb db, DoubtDesk desk, QualityCheck check, Evidence evidence, RuleBook book, Catalogue catalogue, Places places) : PageModel
{
    public QualityDoubt Doubt { get; private set; } = null!;
    public HitContent Found { get; private set; } = null!;
    public string? Fix { get; private set; }
    public string FixPlace => DoubtFix.Place(Doubt, Found, catalogue);
    public IReadOnlyList<DoubtAct> Acts { get; private set; } = [];
    public DoubtDesk Desk => desk;
    public string Place => places.Path(Doubt.Division);
    public string? Basis => book.Rules[Doubt.RuleId]?.Basis;
    public bool MayAnswer => desk.MayAnswer(Doubt);
    [BindProperty]
    public string? Words { get; set; }
    /// <summary>Whether it was said on the household's record, which is then shown again.</summary>
    [BindProperty(SupportsGet = true)]
    public bool OnRecord { get; set; }
    [BindProperty]
    public DateOnly? Until { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostExplainAsync(Guid id, CancellationToken ct) => EndAsync(id, () => desk.ExplainAsync([id], Words, ct), "说明已提交，等乡镇认可。", ct);

    public Task<IActionResult> OnPostExemptAsync(Guid id, CancellationToken ct) => EndAsync(id, () => desk.ExemptAsync([id], Words, Until, ct), "豁免已申请，等县监测员批准。", ct);

    public Task<IActionResult> OnPostAcceptAsync(Guid id, CancellationToken ct) => EndAsync(id, () => desk.AnswerAsync([id], yes: true, Words, ct), "已办理。", ct);

    public Task<IActionResult> OnPostReturnAsync(Guid id, CancellationToken ct) => EndAsync(id, () => desk.AnswerAsync([id], yes: false, Words, ct), "已退回。", ct);

    /// <summary>Looks at the household again now; a doubt whose data are right closes.</summary>
    public async Task<IActionResult> OnPostCheckAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || !desk.MayExplain)
            return NotFound();
        await check.HouseholdsAsync(db, Doubt.Division / 1_000_000 * 1_000_000, [Doubt.HouseholdId], ct);
        var still = await db.Set<QualityDoubt>().AsNoTracking().AnyAsync(d => d.Id == id && d.OpenKey != null, ct);
        TempData[still ? "Warning" : "Notice"] = !still ? "数据已改正，疑点已消除。" : book.Rules[Doubt.RuleId] is { } rule && book.IsLocal(rule) ? "数据还没有改对，疑点仍在。" : "这条规则要用部门数据，下一次全县核对时再看。";
        return new SeeOtherResult($"/doubts/{id}");
    }

    private async Task<IActionResult> EndAsync(Guid id, Func<Task<Refusal?>> act, string done, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (await act() is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }
        TempData["Notice"] = done;
        return new SeeOtherResult(OnRecord ? $"/households/{Doubt.HouseholdId}?tab={DoubtTab.TabKey}" : $"/doubts/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<QualityDoubt>().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } doubt)
            return false;
        (Doubt, Found) = (doubt, evidence.Open(doubt.ContentSealed));
        Fix = DoubtFix.Link(Doubt, Found, catalogue);
        Acts = await db.Set<DoubtAct>().AsNoTracking().Where(a => a.DoubtId == id).OrderBy(a => a.Id).ToListAsync(ct);
        return true;
    }
}
