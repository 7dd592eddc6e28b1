using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;
using Xianjie.Screening;

namespace Xianjie.Registry.Households.Parts;

/// <summary>Adds a tag to a household (<c>/tags/new</c>) or ends one.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class TagPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db) : EditingPage(book, user, checks, clock)
{
    private const int LongestValue = 20, LongestSource = 100;

    [BindProperty]
    public string? Kind { get; set; }
    [BindProperty]
    public string? Value { get; set; }
    [BindProperty]
    public string? Source { get; set; }
    public HouseholdTag? Tag { get; private set; }
    public bool IsNew => Tag is null;
    public IReadOnlyList<string> Risks => catalogue.Codes["风险"].Values;
    public IReadOnlyList<string> Labels => catalogue.Codes["标签"].Values;

    public async Task<IActionResult> OnGetAsync(Guid id, string tag, CancellationToken ct)
    {
        Day = Clock.Today;
        return await OpenAsync(id, tag, ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string tag, CancellationToken ct)
    {
        if (!await OpenAsync(id, tag, ct) || Family is null)
            return NotFound();
        NeedWhy();
        var day = Day ?? Clock.Today;
        if (day > Clock.Today || day < Tag?.From)
            ModelState.AddModelError(nameof(Day), day > Clock.Today ? "日期不能晚于今天。" : $"结束日期不能早于开始日期 {Tag!.From:yyyy-MM-dd}。");
        if (IsNew)
            await CheckAsync(id, ct);
        if (!ModelState.IsValid)
            return Page();
        if (Tag is not null)
            Tag.End(day);
        else
            db.Add(new HouseholdTag { HouseholdId = id, Division = Family.Household.Division, Kind = Kind!, Value = Value!, From = day, Source = Source });
        return await SaveAsync(IsNew ? "加标签" : "结束标签", IsNew ? $"已加标签“{Value}”。" : $"标签“{Tag!.Value}”已结束。", ct, "tags");
    }

    private async Task CheckAsync(Guid id, CancellationToken ct)
    {
        (Kind, Value, Source) = (Kind == HouseholdTag.Risk ? HouseholdTag.Risk : HouseholdTag.Label, Value?.Trim() ?? string.Empty, string.IsNullOrWhiteSpace(Source) ? null : Source.Trim());
        if (Value.Length == 0 || Value.Length > LongestValue)
            ModelState.AddModelError(nameof(Value), Value.Length == 0 ? "请填写标签内容。" : $"标签最多 {LongestValue} 个字。");
        else if (Kind == HouseholdTag.Risk && !Risks.Contains(Value))
            ModelState.AddModelError(nameof(Value), $"风险请从列表里选：{string.Join('、', Risks)}。");
        else if (await db.Set<HouseholdTag>().AnyAsync(t => t.HouseholdId == id && t.Value == Value && t.To == null, ct))
            ModelState.AddModelError(nameof(Value), $"这户已有标签“{Value}”。");
        if (Source?.Length > LongestSource)
            ModelState.AddModelError(nameof(Source), $"来源最多 {LongestSource} 个字。");
    }

    private async Task<bool> OpenAsync(Guid id, string tag, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is not { Household.State: HouseholdState.Active })
            return false;
        if (tag == "new")
            return true;
        Tag = Guid.TryParse(tag, out var own) ? await db.Set<HouseholdTag>().SingleOrDefaultAsync(t => t.Id == own && t.HouseholdId == id && t.To == null, ct) : null;
        return Tag is not null;
    }
}
