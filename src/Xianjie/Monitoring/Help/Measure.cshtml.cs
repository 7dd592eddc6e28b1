using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

/// <summary>One measure: to the last level, for which risk and person, how far, with what effect.</summary>
[Requires(Permissions.HelpWrite)]
internal sealed class MeasurePage(XianjieDb db, CurrentUser user, Clock clock) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "请选择措施，必须选到末级。")]
        public string? Kind { get; set; }
        public MeasureProgress Progress { get; set; } = MeasureProgress.计划;
        public DateOnly? Start { get; set; }
        public DateOnly? End { get; set; }
        [Range(typeof(decimal), "0", "10000000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "金额应在 0 到 1000 万元之间。")]
        public decimal? Amount { get; set; }
        public string? Risk { get; set; }
        public Guid? Person { get; set; }
        [StringLength(400, ErrorMessage = "成效最多 400 个字。")]
        public string? Effect { get; set; }
        [StringLength(200, ErrorMessage = "原因最多 200 个字。")]
        public string? StopReason { get; set; }
        public int Version { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public HelpFacts Facts { get; private set; } = null!;
    public bool IsNew { get; private set; }
    private Measure? Measured { get; set; }
    public IEnumerable<SelectListItem> Kinds
    {
        get
        {
            var groups = MeasureCatalogue.Shipped.Groups.ToDictionary(g => g, g => new SelectListGroup { Name = g });
            return MeasureCatalogue.Shipped.Measures.Select(m => new SelectListItem($"{m.Group} · {m.Name}", m.Key) { Group = groups[m.Group] }).Prepend(new("请选择", string.Empty));
        }
    }

    public IEnumerable<SelectListItem> Stages => Enum.GetNames<MeasureProgress>().Select(p => new SelectListItem(p, p));
    public IEnumerable<SelectListItem> Risks => Facts.Risks.Select(r => new SelectListItem(r, r)).Prepend(new("（不针对单个风险）", string.Empty));
    public IEnumerable<SelectListItem> People => Facts.Members.Select(m => new SelectListItem($"{m.Name}（{m.Relation}）", m.Id.ToString())).Prepend(new("全户", string.Empty));

    public async Task<IActionResult> OnGetAsync(Guid household, string id, CancellationToken ct)
    {
        if (!await LoadAsync(household, id, ct))
            return NotFound();
        if (Measured is { } measure)
            Input = new Form
            {
                Kind = $"{measure.MeasureGroup}/{measure.Name}", Progress = measure.Progress, Start = measure.StartDate, End = measure.EndDate, Amount = measure.Amount / 100m,
                Risk = measure.Risk, Person = measure.PersonId, Effect = measure.Effect, StopReason = measure.StopReason, Version = measure.Version,
            };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid household, string id, CancellationToken ct)
    {
        if (!await LoadAsync(household, id, ct))
            return NotFound();
        var measure = Measured;
        Check(measure);
        if (!ModelState.IsValid)
            return Page();
        var kind = MeasureCatalogue.Shipped.Find(Input.Kind)!;
        if (measure is null)
            db.Add(measure = new Measure { HouseholdId = household, Division = Facts.Household.Division, MeasureGroup = kind.Group, Name = kind.Name });
        (measure.MeasureGroup, measure.Name, measure.Progress, measure.StartDate, measure.EndDate) = (kind.Group, kind.Name, Input.Progress, Input.Start, Input.End);
        (measure.Amount, measure.Risk, measure.PersonId, measure.Effect) = (Input.Amount is { } yuan ? (long)(yuan * 100) : null, Input.Risk, Input.Person, Input.Effect?.Trim());
        (measure.StopReason, measure.Version) = (Input.Progress == MeasureProgress.中止 ? Input.StopReason?.Trim() : null, measure.Version + 1);
        db.Act = user.Acts(IsNew ? "登记帮扶措施" : "登记措施进展");
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"{kind.Group}·{kind.Name}已保存。";
        return new SeeOtherResult($"/help/{household}");
    }

    private void Check(Measure? measure)
    {
        if (measure is not null && measure.Version != Input.Version)
            ModelState.AddModelError(string.Empty, "别人刚修改过这项措施。请返回查看最新内容后再改。");
        if (Input.Kind is not null && MeasureCatalogue.Shipped.Find(Input.Kind) is null)
            ModelState.AddModelError("Input.Kind", "请从目录里选择措施，必须选到末级。");
        if (Input.Progress is MeasureProgress.落实中 or MeasureProgress.已完成 && Input.Start is null)
            ModelState.AddModelError("Input.Start", "已经落实的措施要填开始日期。");
        if (Input.Progress == MeasureProgress.已完成 && string.IsNullOrWhiteSpace(Input.Effect))
            ModelState.AddModelError("Input.Effect", "已完成的措施请写明成效。");
        if (Input.Progress == MeasureProgress.中止 && string.IsNullOrWhiteSpace(Input.StopReason))
            ModelState.AddModelError("Input.StopReason", "中止的措施请写明原因。");
        if (Input.End < Input.Start)
            ModelState.AddModelError("Input.End", "结束日期早于开始日期，请核对。");
        if (Input.Progress != MeasureProgress.计划 && Input.Start > clock.Today)
            ModelState.AddModelError("Input.Start", "开始日期在今天之后，还没有开始的措施请选“计划”。");
        if (Input.Amount is { } yuan && decimal.Truncate(yuan * 100) != yuan * 100)
            ModelState.AddModelError("Input.Amount", "金额最多两位小数。");
        if (Input.Person is { } person && Facts.NameOf(person) is null)
            ModelState.AddModelError("Input.Person", "请选择本户成员。");
    }

    /// <param name="id">The measure's id, or "new".</param>
    private async Task<bool> LoadAsync(Guid household, string id, CancellationToken ct)
    {
        IsNew = id == "new";
        if (await HelpFacts.LoadAsync(db, household, ct) is not { Household.State: HouseholdState.Active } facts)
            return false;
        Facts = facts;
        Measured = Guid.TryParse(id, out var known) ? facts.Measures.FirstOrDefault(m => m.Id == known) : null;
        return IsNew || Measured is not null;
    }
}
