using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Registry.Households.Forms;

/// <summary>What pages that change a household share: reason, version, checks with 忽略并说明, refusals next to their field.</summary>
internal abstract class EditingPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock) : PageModel
{
    protected HouseholdBook Book => book;
    protected Clock Clock => clock;
    protected CurrentUser Me => user;

    public Family? Family { get; protected set; }
    [BindProperty]
    public string? Why { get; set; }
    [BindProperty]
    public string? Ignore { get; set; }
    [BindProperty]
    public int Version { get; set; }
    [BindProperty]
    public DateOnly? Day { get; set; }

    /// <summary>Doubts that need a word of explanation before the form is saved.</summary>
    public IReadOnlyList<SaveFinding> Doubts { get; private set; } = [];
    /// <summary>Where someone else saved in between: field, what was typed, what is stored now.</summary>
    public IReadOnlyList<(string Name, string Typed, string Stored)> Conflicts { get; private set; } = [];
    public bool IsConflict { get; private set; }
    /// <summary>Who saved in between, when and why.</summary>
    public IReadOnlyList<string> Meanwhile { get; private set; } = [];
    public virtual IReadOnlyList<string> Reasons => ["日常更新", "入户核实", "户主申报", "更正错误", "部门数据反馈"];
    public DateOnly Today => clock.Today;

    protected async Task<bool> LoadAsync(Guid household, CancellationToken ct)
    {
        Family = await book.OpenAsync(household, ct);
        return Family is not null;
    }

    protected bool Refused(Refusal? refusal)
    {
        if (refusal is null)
            return false;
        ModelState.AddModelError(refusal.Field.Length == 0 || refusal.Field.Contains('.', StringComparison.Ordinal) ? refusal.Field
            : FormField.Prefix + refusal.Field, refusal.Words);
        return true;
    }

    protected void NeedWhy()
    {
        if (string.IsNullOrWhiteSpace(Why))
            ModelState.AddModelError(nameof(Why), "请填写变动原因，会记入轨迹。");
        else if (Why.Length > 200)
            ModelState.AddModelError(nameof(Why), "原因最多 200 个字。");
    }

    /// <summary>409 with both versions and who saved the other; a second save by someone who has seen them goes through.</summary>
    /// <param name="record">The record that was changed meanwhile; null where it is gone or new.</param>
    protected async Task<IActionResult> ConflictAsync(IReadOnlyList<(string Name, string Typed, string Stored)> differences, Guid? record, int version, CancellationToken ct)
    {
        if (record is { } id)
            Meanwhile = [.. (await book.MeanwhileAsync(id, version - Version, ct)).Select(c => $"{Clock.Local(c.At):MM-dd HH:mm} {c.By} {c.What}{(c.Why is null ? string.Empty : "：" + c.Why)}")];
        (IsConflict, Conflicts, Version) = (true, differences, version);
        ModelState.Remove(nameof(Version));
        var page = Page();
        page.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    /// <summary>Runs the checks; false where errors refuse or doubts still lack a word.</summary>
    protected async Task<bool> PassesAsync(IEnumerable<SaveFinding> ownDoubts, CancellationToken ct)
    {
        if (Family is null || !ModelState.IsValid)
            return false;
        Family.Tally();
        var findings = new List<SaveFinding>(ownDoubts);
        foreach (var check in checks)
            findings.AddRange(await check.CheckAsync(Family, ct));
        foreach (var error in findings.Where(f => !f.IsDoubt))
            ModelState.AddModelError(error.Field.Length == 0 ? string.Empty : FormField.Prefix + error.Field, error.Words);
        Doubts = [.. findings.Where(f => f.IsDoubt)];
        if (Doubts.Count > 0 && string.IsNullOrWhiteSpace(Ignore))
            ModelState.AddModelError(nameof(Ignore), $"有 {Doubts.Count} 处疑点：请改正，或在下方写明情况后忽略。");
        return ModelState.IsValid;
    }

    /// <summary>The reason, with the doubts that were looked into and left standing.</summary>
    protected string? FullWhy => Doubts.Count == 0 ? Why : $"{Why}；忽略疑点（{string.Join('；', Doubts.Select(d => d.Words))}）：{Ignore}";

    /// <summary>Saves all of it as one recorded act and goes to the record page.</summary>
    protected async Task<IActionResult> SaveAsync(string what, string notice, CancellationToken ct, string tab = "basic", Guid? show = null)
    {
        await book.SaveAsync(user.Acts(what, FullWhy), ct);
        TempData["Notice"] = notice;
        return new SeeOtherResult($"/households/{show ?? Family?.Household.Id}?tab={tab}");
    }
}
