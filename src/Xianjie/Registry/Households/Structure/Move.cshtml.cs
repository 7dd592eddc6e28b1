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

/// <summary>转入他户: one member goes to another household.</summary>
[Requires(Permissions.HouseholdsRestructure)]
internal sealed class MovePage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public override IReadOnlyList<string> Reasons => ["婚嫁", "投靠亲属", "更正错误"];
    public Person? Member { get; private set; }
    public string Target { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid person, CancellationToken ct) =>
        await OpenAsync(id, ct) && (Member = Family?.Find(person)) is not null ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid person, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null || (Member = Family.Find(person)) is null)
            return NotFound();
        Target = Sent("target");
        if (IsStale)
            return await ConflictAsync([], Family.Household.Id, Family.Household.Version, ct);
        if (!ReadCommon() || await OtherAsync(Target, ct) is not { } other)
            return Page();
        if (Refused(Book.Move(Family, other, person, Relations.GetValueOrDefault(person, string.Empty), "转户", Day ?? Clock.Today)))
            return Page();
        Family = other;
        return await PassesAsync([], ct) ? await SaveAsync("转入他户", $"{Member.Name}已转入户 {Target}。", ct, "members") : Page();
    }
}
