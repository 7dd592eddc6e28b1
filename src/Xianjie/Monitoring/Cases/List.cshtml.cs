using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Cases;

[Requires(Permissions.CasesRead)]
internal sealed class ListPage(XianjieDb db, CaseDesk desk, Places places, CurrentUser user, Clock clock) : PageModel
{
    private const int LastSkipped = 100, MostTicked = 200;

    [BindProperty(SupportsGet = true, Name = "")]
    public CaseQuery Query { get; set; } = new();
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public int Size { get; set; } = 20;
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public IReadOnlyList<(IdentificationCase Case, string Words, string Tone)> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public string? NextKey => Rows.Count == 0 ? null : Rows[^1].Case.Id.ToString();
    public bool MayOpen => user.May(Permissions.CasesVisit) || user.May(Permissions.CasesAccept);
    public bool MayServe => user.May(Permissions.CasesReview);
    public bool MayDecide => user.May(Permissions.CasesDecide);
    public bool MayTick => MayServe || MayDecide;
    public DateOnly Today => clock.Today;
    public IReadOnlyList<Places.Place> Areas => [.. places.Children(user.Area).SelectMany(c => c.Level == DivisionLevel.Township ? places.Children(c.Code).Prepend(c) : [c])];
    public string PlaceOf(IdentificationCase row) => places.Path(row.Division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        (Size, P) = (Size is 10 or 50 or 100 ? Size : 20, Math.Max(1, P));
        var query = Query.Over(db.Set<IdentificationCase>().AsNoTracking(), clock.Today);
        Total = await query.CountAsync(ct);
        IQueryable<IdentificationCase> ordered = query.OrderByDescending(c => c.Id);
        ordered = P > LastSkipped && After is { } key ? ordered.Where(c => c.Id.CompareTo(key) < 0) : ordered.Skip((Math.Min(P, LastSkipped) - 1) * Size);
        var rows = new List<(IdentificationCase, string, string)>();
        foreach (var row in await ordered.Take(Size).ToListAsync(ct))
            rows.Add(await ShowAsync(row, ct));
        Rows = rows;
    }

    private async Task<(IdentificationCase, string, string)> ShowAsync(IdentificationCase row, CancellationToken ct)
    {
        var due = row.TotalDue is { } total && (row.StepDue is null || total < row.StepDue) ? total : row.StepDue;
        if (!row.IsOpen)
            return (row, $"{row.ClosedOn:yyyy-MM-dd} 办结", "tag-blue");
        if (due is not { } day)
            return (row, "计时暂停", "tag-blue");
        var (words, tone) = (await desk.DeadlinesAsync(row.Division, ct)).Alert(clock.Today, day);
        return (row, words, tone);
    }

    public Task<IActionResult> OnPostServeAsync(List<Guid> ids, Guid formKey, CancellationToken ct) => BatchAsync(ids, formKey, CaseTrigger.公示期满, ct);

    /// <summary>County decision for ticked rows: category and risks as the township put them forward; anything else is decided one by one.</summary>
    public Task<IActionResult> OnPostDecideAsync(List<Guid> ids, Guid formKey, CancellationToken ct) => BatchAsync(ids, formKey, CaseTrigger.县级同意, ct);

    private async Task<IActionResult> BatchAsync(List<Guid> ids, Guid formKey, CaseTrigger trigger, CancellationToken ct)
    {
        if (ids.Count is 0 or > MostTicked)
        {
            ModelState.AddModelError(string.Empty, ids.Count == 0 ? "请先勾选案件。" : $"一次最多办理 {MostTicked} 件。");
            await OnGetAsync(ct);
            return Page();
        }
        var (made, refused) = (0, new List<string>());
        foreach (var id in ids.Distinct())
        {
            if (await desk.LoadAsync(id, ct) is not { } file)
                continue;
            var wish = new MoveRequest(KeyOf(formKey, id), file.Subject.Version, trigger, trigger == CaseTrigger.县级同意 ? "同意（批量审定）" : null, file.Subject.Category, file.Subject.Risks?.Split(';'));
            var answer = await desk.MoveAsync(file, wish, ct);
            if (answer.Outcome == MoveOutcome.Stale)
                return StatusCode(StatusCodes.Status409Conflict);
            if (answer.Refusal is { } refusal)
                refused.Add($"{file.Subject.HeadName}：{refusal.Words}");
            else
                made++;
        }
        TempData["Notice"] = $"已办理 {made} 件。";
        if (refused.Count > 0)
            TempData["Warning"] = $"{refused.Count} 件没有办理：{string.Join("；", refused.Take(5))}{(refused.Count > 5 ? "……" : "")}";
        return new SeeOtherResult(Address.With(Request, ("handler", null)));
    }

    /// <summary>One form, many cases: a key for each that is the same when the form is sent twice.</summary>
    private static Guid KeyOf(Guid form, Guid id) => new(System.Security.Cryptography.SHA256.HashData([.. form.ToByteArray(), .. id.ToByteArray()])[..16]);

    public static string Months(int? month) => month?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
