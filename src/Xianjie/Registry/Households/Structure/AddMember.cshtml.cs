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

/// <summary>新增成员: birth, marriage in, moved in …</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class AddMemberPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db, RegistryFields fields)
    : StructurePage(book, user, checks, clock, catalogue, db)
{
    public CatalogueForm Form { get; } = new(fields, RegistryFields.Member);
    public override IReadOnlyList<string> Reasons => ["户主申报", "公安户籍变更", "入户核实", "漏登补录"];
    public string Reason { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await OpenAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Family is null)
            return NotFound();
        Reason = Sent("reason");
        Form.Read(Request.Form, ModelState, Clock.Today);
        if (IsStale)
            return await ConflictAsync([], Family.Household.Id, Family.Household.Version, ct);
        if (!Joins.Contains(Reason))
            ModelState.AddModelError("f.reason", "请选择增加原因。");
        if (!ReadCommon())
            return Page();
        var person = new Person { Name = string.Empty, Division = Family.Household.Division, Relation = string.Empty };
        Form.Write(person);
        fields.Learn(person);
        if (Refused(await Book.AddMemberAsync(Family, person, Reason, Day ?? Clock.Today, ct)) || !await PassesAsync(Form.Doubts, ct))
            return Page();
        return await SaveAsync("新增成员", $"{person.Name}已加入本户。", ct, "members");
    }
}
