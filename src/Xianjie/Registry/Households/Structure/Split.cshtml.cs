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

/// <summary>分户.</summary>
[Requires(Permissions.HouseholdsRestructure)]
internal sealed class SplitPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public override IReadOnlyList<string> Reasons => ["子女成家分户", "户籍分户", "更正错误"];
    public IReadOnlyList<Guid> Chosen { get; private set; } = [];
    public Guid Head { get; private set; }
    public string Number { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await OpenAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null)
            return NotFound();
        Chosen = [.. Request.Form["f.members"].Select(m => Guid.TryParse(m, out var member) ? member : Guid.Empty)];
        (Head, Number) = (SentId("head"), Sent("number"));
        if (IsStale)
            return await ConflictAsync([], Family.Household.Id, Family.Household.Version, ct);
        if (!ReadCommon())
            return Page();
        var (fresh, refusal) = await Book.SplitAsync(Family, Chosen, Head, Number, Relations, Day ?? Clock.Today, ct);
        if (Refused(refusal) || !await PassesAsync([], ct))
            return Page();
        return await SaveAsync("分户", $"已分户，新户编号 {Number}。", ct, "members", fresh?.Household.Id);
    }
}
