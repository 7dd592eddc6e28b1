using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Grants;

/// <summary>本职与代理: which office I hold, which I may hold, and which of mine somebody else holds while I am away.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class MyPage(XianjieDb db, GrantDesk desk, Capacity capacity, CurrentUser user, RoleBook book, Places places, ParametersInForce parameters, Clock clock) : PageModel
{
    public sealed record Row(Grant Grant, string Role, string Place, string State, bool MayRevoke);

    public IReadOnlyList<HeldOffice> Offices { get; private set; } = [];
    public IReadOnlyList<Row> Given { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Areas { get; private set; } = [];
    public string Role => user.Role.Title;
    public string Place => places.Path(user.Division);
    public bool IsOwn => user.Capacity is null;
    public DateOnly Today => clock.Today;
    public int MostDays { get; private set; }
    public string PlaceOf(long division) => places.Path(division);

    [BindProperty]
    public Guid To { get; set; }
    [BindProperty]
    public long Where { get; set; }
    [BindProperty]
    public DateOnly? From { get; set; }
    [BindProperty]
    public DateOnly? Until { get; set; }
    [BindProperty]
    public string? Reason { get; set; }

    public async Task OnGetAsync(string? over, CancellationToken ct)
    {
        if (over is not null)
            ModelState.AddModelError(string.Empty, "您代办的岗位已到期或被收回，已切回本职。刚才的操作没有执行。");
        (Where, From, Until) = (user.Division, clock.Today, clock.Today.AddDays(6));
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostHoldAsync([FromForm] Guid? id, CancellationToken ct)
    {
        if (id is { } asked && (await capacity.OfficesAsync(user, ct)).All(o => o.Grant != asked))
            return NotFound();
        Capacity.Choose(HttpContext, id);
        TempData["Notice"] = id is null ? "已切回本职。" : "已切换。现在看到和办理的都是这个岗位的事，每一步都会写明由您代办。";
        return new SeeOtherResult("/inbox");
    }

    public async Task<IActionResult> OnPostDelegateAsync(CancellationToken ct)
    {
        if (await desk.DelegateAsync(To, Where, From ?? default, Until ?? default, Reason, ct) is { } refusal)
        {
            ModelState.AddModelError(string.Empty, refusal);
            await ShowAsync(ct);
            return Page();
        }
        TempData["Notice"] = "已委托。到期自动结束，也可以随时收回。";
        return new SeeOtherResult("/capacities");
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromForm] Guid id, CancellationToken ct)
    {
        if (await desk.RevokeAsync(id, null, ct) is { } refusal)
        {
            ModelState.AddModelError(string.Empty, refusal);
            await ShowAsync(ct);
            return Page();
        }
        TempData["Notice"] = "已收回，对方立即不能再代办。";
        return new SeeOtherResult("/capacities");
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Offices = await capacity.OfficesAsync(user, ct);
        MostDays = (await parameters.LoadAsync(ct)).Whole(GrantRules.MostDelegated, user.Division);
        var given = await db.Set<Grant>().AsNoTracking().Where(g => g.ForId == user.Id).OrderByDescending(g => g.To).Take(50).ToListAsync(ct);
        var rows = new List<Row>();
        foreach (var grant in given)
            rows.Add(new(grant, (await book.FindAsync(grant.Role, grant.Division, ct)).Title, places.Path(grant.Division), grant.State(clock.Today), desk.MayRevoke(grant)));
        Given = rows;
        if (!IsOwn)
            return;
        var people = await desk.Colleagues().Select(u => new { u.Id, u.Name, u.Role, u.Division }).ToListAsync(ct);
        Colleagues = [.. people.Select(u => new SelectListItem($"{u.Name}（{Roles.All.GetValueOrDefault(u.Role)?.Title ?? "其他岗位"}，{places.Name(u.Division)}）", u.Id.ToString())).Prepend(new("请选择", string.Empty))];
        Areas = [.. places.Children(user.Division).Select(p => new SelectListItem(p.Name, $"{p.Code}")).Prepend(new(places.Name(user.Division) + "（全部）", $"{user.Division}"))];
    }
}
