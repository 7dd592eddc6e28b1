using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Fields;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Record;

/// <summary>查看原文: shows one masked value for a stated purpose, in this one answer, and writes down who looked and why.</summary>
[Requires(Permissions.Reveal), FreshProof, Limited(LimitKind.Reveal)]
internal sealed class RevealPage(XianjieDb db, CurrentUser user, RegistryFields fields, Clock clock) : PageModel
{
    public static readonly IReadOnlyList<string> Purposes = ["入户核实", "部门比对核查", "政策办理", "更正信息", "督查核对"];

    private long division;
    private object? entity;

    public Field Field { get; private set; } = null!;
    public Guid Id { get; private set; }
    public string Whose { get; private set; } = string.Empty;
    public string? Value { get; private set; }
    public bool IsPart => Request.Headers.ContainsKey("HX-Request");
    [BindProperty]
    public string? Purpose { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string kind, Guid row, string column, CancellationToken ct) =>
        await LoadAsync(id, kind, row, column, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string kind, Guid row, string column, CancellationToken ct)
    {
        if (!await LoadAsync(id, kind, row, column, ct) || entity is null)
            return NotFound();
        if (string.IsNullOrWhiteSpace(Purpose) || Purpose.Length > 100)
        {
            ModelState.AddModelError(nameof(Purpose), "请选择或填写查看用途（100 字以内）。");
            return Page();
        }
        var act = user.Acts("查看原文");
        db.Add(new Change
        {
            At = clock.Now, By = act.By, What = act.What, Why = Purpose.Trim(), Evidence = Field.Name, Object = kind == "member" ? nameof(Person) : nameof(Household), ObjectId = row, Division = division,
        });
        await db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        Value = Field.Text(entity, masked: false);
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, string kind, Guid row, string column, CancellationToken ct)
    {
        Id = id;
        var household = await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct);
        var person = kind == "member" ? await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == row && p.HouseholdId == id, ct) : null;
        entity = kind == "member" ? person : kind == "household" && row == id ? household : null;
        if (household is null || entity is null)
            return false;
        (division, Whose) = (household.Division, person?.Name ?? household.HeadName ?? household.HouseholdNo);
        var found = fields.Of(kind == "member" ? RegistryFields.Member : RegistryFields.Household).FirstOrDefault(f => f.Column.English == column && f.IsSealed);
        if (found is null || found.Get(entity) is null)
            return false;
        Field = found;
        return true;
    }
}
