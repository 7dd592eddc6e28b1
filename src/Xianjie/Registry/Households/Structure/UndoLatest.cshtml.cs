using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Registry.Households.Structure;

/// <summary>撤销 the latest structural change of a household.</summary>
[Requires(Permissions.HouseholdsRestructure)]
internal sealed class UndoLatestPage(Undo undo, XianjieDb db, CurrentUser user, SecondPersonDesk second, UndoAct act) : PageModel
{
    public Change? Latest { get; private set; }
    public string? Head { get; private set; }
    public Guid Id { get; private set; }
    [BindProperty]
    public string? Why { get; set; }
    [BindProperty]
    public Guid Change { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Latest is null)
            return NotFound();
        if (Change != Latest.Id)
            ModelState.AddModelError(string.Empty, "打开本页之后又有新的变动，请重新查看轨迹后再决定。");
        if (string.IsNullOrWhiteSpace(Why) || Why.Length > 200)
            ModelState.AddModelError(nameof(Why), "请填写撤销原因（200 字以内）。");
        if (ModelState.IsValid && UndoAct.Of.Contains(Latest.What))
        {
            var asked = await second.AskAsync(act, new(id, Latest.Id), Why!, ct);
            if (asked.Refusal is null)
                return asked.Go(this);
            ModelState.AddModelError(string.Empty, asked.Refusal);
        }
        if (ModelState.IsValid && await undo.TakeBackAsync(Latest, user.Acts("撤销：" + Latest.What, Why, Latest.Id.ToString()), ct) is { } refusal)
            ModelState.AddModelError(string.Empty, refusal.Words);
        if (!ModelState.IsValid)
            return Page();
        TempData["Notice"] = $"已撤销“{Latest.What}”。";
        return new SeeOtherResult($"/households/{id}?tab=trail");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        Id = id;
        if (await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } household)
            return false;
        Head = household.HeadName ?? household.HouseholdNo;
        Latest = await undo.LatestAsync(id, ct);
        return Latest is not null;
    }
}
