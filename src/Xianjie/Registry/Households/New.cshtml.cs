using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households;

/// <summary>新建户: the household and its head.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class NewPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, RegistryFields fields, Places places, Scope scope)
    : EditingPage(book, user, checks, clock)
{
    public CatalogueForm Form { get; } = new(fields, RegistryFields.Household, "head_name", "member_count", "eliminated_month", "elimination_kind");
    public CatalogueForm HeadForm { get; } = new(fields, RegistryFields.Member, "relation", "phone", "is_relocated");
    public override IReadOnlyList<string> Reasons => ["新识别", "户籍迁入", "漏登补录"];

    public void OnGet()
    {
        Prepare();
        Form.Set("household_type", "普通农户");
        Form.Set("risk_state", "普通户");
        Day = Clock.Today;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Prepare();
        Form.Read(Request.Form, ModelState, Clock.Today);
        HeadForm.Read(Request.Form, ModelState, Clock.Today);
        NeedWhy();
        if (Form.Value("division") is long village && !scope.Covers(village))
            ModelState.AddModelError("f.division", "只能选择您负责地区内的村。");
        if (!ModelState.IsValid)
            return Page();
        var division = (long)Form.Value("division")!;
        var household = new Household { HouseholdNo = (string)Form.Value("household_no")!, Division = division, HouseholdType = string.Empty, RiskState = string.Empty };
        Form.Write(household);
        var head = new Person { Name = string.Empty, Division = division, Relation = "户主" };
        HeadForm.Write(head);
        fields.Learn(head);
        (Family, var refusal) = await Book.CreateAsync(household, head, Day ?? Clock.Today, ct);
        if (Refused(refusal) || !await PassesAsync(Form.Doubts.Concat(HeadForm.Doubts), ct))
            return Page();
        return await SaveAsync("新建户", $"户 {household.HouseholdNo} 已建档。", ct, "members");
    }

    private void Prepare() => Form.Choices["division"] = VillageChoices.Of(places, Me.Area);
}
