using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;
using Xianjie.Registry.People;
using Xianjie.Screening;

namespace Xianjie.Registry.Households.Structure;

/// <summary>销户 (全户自然减少).</summary>
[Requires(Permissions.HouseholdsRestructure)]
internal sealed class DissolvePage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db, SecondPersonDesk second, DissolveAct act)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public override IReadOnlyList<string> Reasons => ["全户死亡", "全户迁出", "重复建档"];
    public string Reason { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await OpenAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null)
            return NotFound();
        Reason = Sent("reason");
        if (IsStale)
            return await ConflictAsync([], Family.Household.Id, Family.Household.Version, ct);
        if (!Leaves.Contains(Reason))
            ModelState.AddModelError("f.reason", "请选择减少原因。");
        if (!ReadCommon() || Refused(Book.Dissolve(Family, Reason, Day ?? Clock.Today)))
            return Page();
        return await AskAsync(second, act, new(id, Reason, Day ?? Clock.Today), ct);
    }
}
