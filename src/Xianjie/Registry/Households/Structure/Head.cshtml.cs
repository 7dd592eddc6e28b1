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

/// <summary>变更户主.</summary>
[Requires(Permissions.HouseholdsRestructure)]
internal sealed class HeadPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public override IReadOnlyList<string> Reasons => ["原户主去世", "原户主外出", "家庭协商", "更正错误"];
    public Guid Chosen { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await OpenAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null)
            return NotFound();
        Chosen = SentId("head");
        if (IsStale)
            return await ConflictAsync([], Family.Household.Id, Family.Household.Version, ct);
        if (!ReadCommon() || Refused(Book.ChangeHead(Family, Chosen, Relations)) || !await PassesAsync([], ct))
            return Page();
        return await SaveAsync("变更户主", "户主已变更。", ct, "members");
    }
}
