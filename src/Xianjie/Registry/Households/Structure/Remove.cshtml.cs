using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;
using Xianjie.Registry.People;
using Xianjie.Screening;

namespace Xianjie.Registry.Households.Structure;

/// <summary>减员: one member leaves by death, marriage, moving out …</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class RemovePage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public override IReadOnlyList<string> Reasons => ["户主申报", "公安户籍变更", "入户核实"];
    public Person? Member { get; private set; }
    public string Reason { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid person, CancellationToken ct) =>
        await OpenAsync(id, ct) && (Member = Family?.Find(person)) is not null ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid person, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null || (Member = Family.Find(person)) is null)
            return NotFound();
        Reason = Sent("reason");
        if (IsStale)
            return await ConflictAsync([], Family.Household.Id, Family.Household.Version, ct);
        if (!Leaves.Contains(Reason))
            ModelState.AddModelError("f.reason", "请选择减少原因。");
        if (!ReadCommon() || Refused(Book.RemoveMember(Family, person, Reason, Day ?? Clock.Today)))
            return Page();
        return await SaveAsync("减员", $"{Member.Name}已减员。", ct, "members");
    }
}
