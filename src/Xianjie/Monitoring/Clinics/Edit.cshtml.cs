using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Clinics;

/// <summary>The clinic and the doctors of one village.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class EditPage(XianjieDb db, ClinicDesk desk, Places places, Scope scope, CurrentUser user, Clock clock) : PageModel
{
    public sealed class Form
    {
        public int Version { get; set; } = -1;
        public ClinicService? Service { get; set; }
        public string? Name { get; set; }
        public bool Standard { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public long Village { get; private set; }
    public string Title { get; private set; } = string.Empty;
    public IReadOnlyList<VillageDoctor> Doctors { get; private set; } = [];
    public bool MayWrite => user.May(Permissions.HouseholdsWrite);
    public DateOnly Today => clock.Today;
    public IEnumerable<SelectListItem> Services => Enum.GetNames<ClinicService>().Select(s => new SelectListItem(s == "没有" ? "没有卫生室，也没有延伸服务或巡诊" : s, s));

    public async Task<IActionResult> OnGetAsync(long village, CancellationToken ct)
    {
        if (!await FindAsync(village, ct))
            return NotFound();
        if (await db.Set<VillageClinic>().AsNoTracking().FirstOrDefaultAsync(c => c.Division == village, ct) is { } clinic)
            Input = new Form { Version = clinic.Version, Service = clinic.Service, Name = clinic.Name, Standard = clinic.Standard };
        return Page();
    }

    public async Task<IActionResult> OnPostClinicAsync(long village, CancellationToken ct)
    {
        if (!await FindAsync(village, ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        if (Input.Service is null)
            ModelState.AddModelError("Input.Service", "请选择本村怎么提供医疗服务。");
        if (Input.Name?.Length > 80)
            ModelState.AddModelError("Input.Name", "名称最多 80 个字。");
        if (Input.Standard && Input.Service != ClinicService.本村卫生室)
            ModelState.AddModelError("Input.Standard", "只有本村卫生室才有标准化。");
        if (await db.Set<VillageClinic>().AsNoTracking().Where(c => c.Division == village).Select(c => (int?)c.Version).FirstOrDefaultAsync(ct) is var stands && (stands ?? -1) != Input.Version)
            ModelState.AddModelError(string.Empty, "这个村的登记刚被别人改过，请打开新的页面核对后再填。");
        if (!ModelState.IsValid)
            return Page();
        await desk.SetAsync(village, Input.Service!.Value, string.IsNullOrWhiteSpace(Input.Name) ? null : Input.Name.Trim(), Input.Standard, ct);
        return Done("卫生室已登记。");
    }

    public async Task<IActionResult> OnPostHireAsync(long village, string? name, string? kind, DateOnly? from, CancellationToken ct)
    {
        if (!await FindAsync(village, ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        if (name?.Trim() is not { Length: >= 2 and <= 60 })
            ModelState.AddModelError("name", "请填写村医姓名。");
        else if (Doctors.Any(d => d.To is null && d.Name == name.Trim()))
            ModelState.AddModelError("name", $"{name.Trim()} 已在本村在岗。");
        if (kind is null || !VillageDoctor.Kinds.Contains(kind))
            ModelState.AddModelError("kind", "请选择资格。");
        if (from is not { } day || day > clock.Today)
            ModelState.AddModelError("from", "请填写到岗日期，不晚于今天。");
        if (!ModelState.IsValid)
            return Page();
        await desk.HireAsync(village, name!.Trim(), kind!, from!.Value, ct);
        return Done("村医已登记。");
    }

    public async Task<IActionResult> OnPostLeaveAsync(long village, Guid doctor, CancellationToken ct)
    {
        if (!await FindAsync(village, ct) || await db.Set<VillageDoctor>().SingleOrDefaultAsync(d => d.Id == doctor && d.Division == village && d.To == null, ct) is not { } found)
            return NotFound();
        if (!MayWrite)
            return Forbid();
        await desk.LeaveAsync(found, clock.Today, ct);
        return Done($"{found.Name} 已登记离岗。");
    }

    private SeeOtherResult Done(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/clinics/{Village}");
    }

    private async Task<bool> FindAsync(long village, CancellationToken ct)
    {
        if (!scope.Covers(village) || places.Find(village) is not { Level: DivisionLevel.Village } place)
            return false;
        (Village, Title) = (village, place.Name);
        Doctors = await db.Set<VillageDoctor>().AsNoTracking().Where(d => d.Division == village).OrderBy(d => d.To != null).ThenBy(d => d.From).ToListAsync(ct);
        return true;
    }
}
