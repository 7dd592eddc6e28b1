using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;

namespace Xianjie.Registry.Households.Parts;

/// <summary>One 帮扶措施, new or edited.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class MeasureEditPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, RegistryFields fields, XianjieDb db)
    : EditingPage(book, user, checks, clock)
{
    public CatalogueForm Form { get; } = new(fields, RegistryFields.Measure);
    public bool IsNew { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string measure, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is not { Household.State: HouseholdState.Active })
            return NotFound();
        IsNew = measure == "new";
        if (IsNew)
            return Page();
        if (await FindAsync(id, measure, ct) is not { } found)
            return NotFound();
        Form.Fill(found);
        Version = found.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string measure, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is not { Household.State: HouseholdState.Active })
            return NotFound();
        IsNew = measure == "new";
        var found = IsNew ? null : await FindAsync(id, measure, ct);
        if (found is null && !IsNew)
            return NotFound();
        Form.Read(Request.Form, ModelState, Clock.Today);
        if (Version != (found?.Version ?? 0))
            return await ConflictAsync(found is null ? [] : Form.Differences(found), found?.Id, found?.Version ?? 0, ct);
        NeedWhy();
        if (Form.Value("start_date") is DateOnly start && Form.Value("end_date") is DateOnly end && end < start)
            ModelState.AddModelError("f.end_date", "结束日期不能早于开始日期。");
        if (!ModelState.IsValid)
            return Page();
        var target = found ?? new Measure { HouseholdId = id, Division = Family.Household.Division, MeasureGroup = string.Empty, Name = string.Empty };
        Form.Write(target);
        if (!await PassesAsync(Form.Doubts, ct))
            return Page();
        target.Version++;
        if (found is null)
            db.Add(target);
        return await SaveAsync(IsNew ? "新增帮扶措施" : "修改帮扶措施", "帮扶措施已保存。", ct, "measures");
    }

    private async Task<Measure?> FindAsync(Guid id, string measure, CancellationToken ct) =>
        Guid.TryParse(measure, out var own) ? await db.Set<Measure>().SingleOrDefaultAsync(m => m.Id == own && m.HouseholdId == id, ct) : null;
}
