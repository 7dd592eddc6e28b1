using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Processing;

/// <summary>One impact assessment; a new one under an address of its own.</summary>
[Requires(Permissions.RetentionRead)]
internal class AssessmentPage(XianjieDb db, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Form
    {
        [Required(ErrorMessage = "请写明评估对象。"), StringLength(120, ErrorMessage = "评估对象最多 120 个字。")]
        public string? Title { get; init; }
        [Required(ErrorMessage = "请选择情形。")]
        public string? Occasion { get; init; }
        [Required(ErrorMessage = "请选择风险等级。")]
        public ImpactLevel? Level { get; init; }
        [Required(ErrorMessage = "请填写评估情况。"), StringLength(2000, ErrorMessage = "评估情况最多 2000 个字。")]
        public string? Findings { get; init; }
        [Required(ErrorMessage = "请填写措施；不需要整改的写“无”。"), StringLength(2000, ErrorMessage = "措施最多 2000 个字。")]
        public string? Steps { get; init; }
        [Required(ErrorMessage = "请填写评估日期。")]
        public DateOnly? DoneOn { get; init; }
        [Required(ErrorMessage = "请填写下次复评的日期。")]
        public DateOnly? NextOn { get; init; }
        public int Version { get; init; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public virtual bool IsNew => false;
    public bool MayWrite => user.May(Permissions.UsersManage);

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        if (IsNew)
        {
            Input = new() { DoneOn = clock.Today, NextOn = clock.Today.AddYears(1) };
            return Page();
        }
        if (await db.Set<ImpactAssessment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } row)
            return NotFound();
        Input = new() { Title = row.Title, Occasion = row.Occasion, Level = row.Level, Findings = row.Findings, Steps = row.Steps, DoneOn = row.DoneOn, NextOn = row.NextOn, Version = row.Version };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken ct)
    {
        if (!MayWrite)
            return Forbid();
        var row = IsNew ? null : await db.Set<ImpactAssessment>().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (!IsNew && row is null)
            return NotFound();
        if (row is not null && row.Version != Input.Version)
            return StatusCode(StatusCodes.Status409Conflict);
        if (Input.Occasion is not null && !ImpactAssessment.Occasions.Contains(Input.Occasion))
            ModelState.AddModelError("Input.Occasion", "请从名单中选择情形。");
        if (Input.DoneOn > clock.Today)
            ModelState.AddModelError("Input.DoneOn", "评估日期不能在今天之后。");
        if (Input.NextOn <= Input.DoneOn)
            ModelState.AddModelError("Input.NextOn", "下次复评应在评估日期之后。");
        if (!ModelState.IsValid)
            return Page();
        var act = db.Act = user.Acts(row is null ? "登记影响评估" : "修改影响评估");
        if (row is null)
            db.Add(row = new ImpactAssessment { Division = user.Division, Title = Input.Title!, Occasion = Input.Occasion!, Level = Input.Level!.Value, Findings = Input.Findings!, Steps = Input.Steps!, DoneOn = Input.DoneOn!.Value, NextOn = Input.NextOn!.Value, By = act.By, At = clock.Now });
        (row.Title, row.Occasion, row.Level, row.Findings, row.Steps) = (Input.Title!.Trim(), Input.Occasion!, Input.Level!.Value, Input.Findings!.Trim(), Input.Steps!.Trim());
        (row.DoneOn, row.NextOn, row.By, row.At, row.Version) = (Input.DoneOn!.Value, Input.NextOn!.Value, act.By, clock.Now, row.Version + 1);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"影响评估已保存，{row.NextOn:yyyy-MM-dd} 复评。";
        return new SeeOtherResult("/processing");
    }
}

/// <summary>登记影响评估.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class NewAssessmentPage(XianjieDb db, CurrentUser user, Clock clock) : AssessmentPage(db, user, clock)
{
    public override bool IsNew => true;
}
