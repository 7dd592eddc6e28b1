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

/// <summary>并户: this household goes into another.</summary>
[Requires(Permissions.HouseholdsRestructure)]
internal sealed class MergePage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db, SecondPersonDesk second, MergeAct act)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public override IReadOnlyList<string> Reasons => ["户籍合并", "投靠子女", "重复建档"];
    public string Target { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await OpenAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null)
            return NotFound();
        Target = Sent("target");
        if (IsStale)
            return await ConflictAsync([], Family.Household.Id, Family.Household.Version, ct);
        if (!ReadCommon() || await OtherAsync(Target, ct) is not { } other)
            return Page();
        if (Refused(Book.Merge(Family, other, Relations, Day ?? Clock.Today)))
            return Page();
        Family = other;
        return await PassesAsync([], ct) ? await AskAsync(second, act, new(id, other.Household.Id, Relations, Day ?? Clock.Today), ct) : Page();
    }
}
