using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Reveals;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Fields;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Record;

/// <summary>
/// 查看原文: shows one masked value for a stated purpose, and writes down who looked and why. For some minutes other values of the same record come without
/// asking again, each on record; then everything masks itself.
/// </summary>
[Requires(Permissions.Reveal), FreshProof, Limited(LimitKind.Reveal)]
internal sealed class RevealPage(XianjieDb db, CurrentUser user, RegistryFields fields, RevealWindow window, Clock clock) : PageModel
{
    private long division;
    private object? entity;

    public Field Field { get; private set; } = null!;
    public Guid Id { get; private set; }
    public string Whose { get; private set; } = string.Empty;
    public string? Value { get; private set; }
    public string Masked { get; private set; } = string.Empty;
    public int Seconds { get; private set; }
    public bool IsPart => Request.Headers.ContainsKey("HX-Request");
    [BindProperty]
    public string? Purpose { get; set; }
    [BindProperty]
    public string? Words { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string kind, Guid row, string column, CancellationToken ct) =>
        !await LoadAsync(id, kind, row, column, ct) ? NotFound() : await window.OpenAsync(row, ct) is { } open ? await ShowAsync(kind, row, open, ct) : Page();

    public async Task<IActionResult> OnPostAsync(Guid id, string kind, Guid row, string column, CancellationToken ct)
    {
        if (!await LoadAsync(id, kind, row, column, ct) || entity is null)
            return NotFound();
        if (RevealWindow.Purpose(Purpose, Words) is not { } purpose)
        {
            ModelState.AddModelError(nameof(Purpose), "请选择查看用途；选“其他”的写明用途（100 字以内）。");
            return Page();
        }
        return await ShowAsync(kind, row, await window.GrantAsync(row, division, purpose, ct), ct);
    }

    private async Task<IActionResult> ShowAsync(string kind, Guid row, RevealGrant grant, CancellationToken ct)
    {
        var act = user.Acts("查看原文");
        db.Add(new Change
        {
            At = clock.Now, By = act.By, What = act.What, Why = grant.Purpose, Evidence = Field.Name, Object = kind == "member" ? nameof(Person) : nameof(Household), ObjectId = row, Division = division,
        });
        await db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        (Value, Masked, Seconds) = (Field.Text(entity!, masked: false), Field.Text(entity!), window.SecondsLeft(grant));
        if (!IsPart)
            Response.Headers["Refresh"] = $"{Seconds}; url={Request.PathBase}/households/{Id}";
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
