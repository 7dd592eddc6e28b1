using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;

namespace Xianjie.Registry.Households.Parts;

/// <summary>生产生活条件.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class LivingEditPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, RegistryFields fields, XianjieDb db)
    : EditingPage(book, user, checks, clock)
{
    public CatalogueForm Form { get; } = new(fields, RegistryFields.Living);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is not { Household.State: HouseholdState.Active })
            return NotFound();
        if (await FindAsync(id, ct) is { } living)
        {
            Form.Fill(living);
            Version = living.Version;
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is not { Household.State: HouseholdState.Active })
            return NotFound();
        var living = await FindAsync(id, ct);
        Form.Read(Request.Form, ModelState, Clock.Today);
        if (Version != (living?.Version ?? 0))
            return await ConflictAsync(living is null ? [] : Form.Differences(living), living?.Id, living?.Version ?? 0, ct);
        NeedWhy();
        if (!ModelState.IsValid)
            return Page();
        var target = living ?? new Living { HouseholdId = id, Division = Family.Household.Division };
        Form.Write(target);
        if (!await PassesAsync(Form.Doubts, ct))
            return Page();
        target.Version++;
        if (living is null)
            db.Add(target);
        return await SaveAsync("修改生产生活条件", "生产生活条件已保存。", ct, "living");
    }

    private Task<Living?> FindAsync(Guid id, CancellationToken ct) => db.Set<Living>().SingleOrDefaultAsync(l => l.HouseholdId == id, ct);
}
