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

/// <summary>编辑成员.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class EditMemberPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db, RegistryFields fields)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public CatalogueForm Form { get; } = new(fields, RegistryFields.Member);
    public Person? Member { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, Guid person, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || (Member = Family?.Find(person)) is null)
            return NotFound();
        Form.Fill(Member);
        Version = Member.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid person, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null || (Member = Family.Find(person)) is null)
            return NotFound();
        Form.Fill(Member);
        Form.Read(Request.Form, ModelState, Clock.Today);
        if (Version != Member.Version)
            return await ConflictAsync(Form.Differences(Member), Member.Id, Member.Version, ct);
        NeedWhy();
        if (!ModelState.IsValid)
            return Page();
        Form.Write(Member);
        fields.Learn(Member);
        if (Refused(await Book.ReviseAsync(Family, Member, ct)) || !await PassesAsync(Form.Doubts, ct))
            return Page();
        return await SaveAsync("修改成员信息", $"{Member.Name}的信息已保存。", ct, "members");
    }
}
