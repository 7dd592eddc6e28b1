using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Screening;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>新建定期核查计划.</summary>
[Requires(Permissions.CluesDispatch)]
internal sealed class NewPlanPage(XianjieDb db, Catalogue catalogue, ParametersInForce inForce, Places places, CurrentUser user, Clock clock) : PageModel
{
    public const string DaysParameter = "定期核查办理天数";

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public string? Name { get; set; }
        public ReviewCycle? Cycle { get; set; }
        public int? Every { get; set; }
        public int? Month { get; set; }
        public int? Day { get; set; }
        public List<string> Target { get; set; } = [];
        public List<string> Types { get; set; } = [];
        public List<string> Areas { get; set; } = [];
        public int? Days { get; set; }
        public DateOnly? From { get; set; }
        public string? Basis { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IEnumerable<SelectListItem> Cycles => Enum.GetNames<ReviewCycle>().Select(c => new SelectListItem(c, c));
    public IEnumerable<SelectListItem> Targets => States.Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> TypeItems => HouseholdTypes.Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> AreaItems => places.Children(user.Area).Select(p => new SelectListItem(p.Short, p.Code.ToString(CultureInfo.InvariantCulture)));
    private IReadOnlyList<string> States => catalogue.Codes["户属性"].Values;
    private IReadOnlyList<string> HouseholdTypes => catalogue.Codes["户类型"].Values;

    public async Task OnGetAsync(CancellationToken ct) =>
        Input = new Form { Cycle = ReviewCycle.每月, Every = 1, Month = 1, Day = 1, From = clock.Today, Days = (await inForce.LoadAsync(ct)).Whole(DaysParameter, user.Area), Target = ["未消除风险监测户"] };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        foreach (var (field, words) in Faults())
            ModelState.AddModelError($"Input.{field}", words);
        if (!ModelState.IsValid)
            return Page();
        if (!await db.Set<ReviewPlan>().AnyAsync(p => p.FormKey == Input.FormKey, ct))
        {
            db.Act = user.Acts("新建定期核查计划", Input.Basis);
            db.Add(Plan());
            await db.SaveChangesAsync(ct);
        }
        TempData["Notice"] = "计划已建。到日子自动生成名单并派到各村；要马上开始，请点“现在生成本期”。";
        return new SeeOtherResult("/periodic?view=plans");
    }

    private ReviewPlan Plan() => new()
    {
        FormKey = Input.FormKey, Name = Input.Name!.Trim(), Division = user.Area, Cycle = Input.Cycle!.Value, Every = Input.Every!.Value, Month = Input.Cycle == ReviewCycle.每月 ? 1 : Input.Month!.Value, Day = Input.Day!.Value,
        Target = string.Join(';', Input.Target.Where(States.Contains)), Types = string.Join(';', Input.Types.Where(HouseholdTypes.Contains)), Places = string.Join(';', Input.Areas.Where(a => AreaItems.Any(i => i.Value == a))),
        Days = Input.Days!.Value, Basis = string.IsNullOrWhiteSpace(Input.Basis) ? "开展定期核查和动态调整工作" : Input.Basis.Trim(), From = Input.From!.Value, By = user.Acts(string.Empty).By, At = clock.Now,
    };

    private IEnumerable<(string Field, string Words)> Faults()
    {
        if (Input.Name?.Trim() is not { Length: >= 2 and <= 60 })
            yield return ("Name", "请填写名称，例如“监测对象定期核查”，2 到 60 个字。");
        if (Input.Cycle is not { } cycle)
            yield return ("Cycle", "请选择周期。");
        else if (cycle != ReviewCycle.每月 && Input.Month is not { } || cycle == ReviewCycle.每季 && Input.Month is not (>= 1 and <= 3) || cycle == ReviewCycle.每年 && Input.Month is not (>= 1 and <= 12))
            yield return ("Month", "按季请填 1 到 3（季内第几个月），按年请填 1 到 12（几月）。");
        if (Input.Every is not (>= 1 and <= 12))
            yield return ("Every", "间隔请填 1 到 12。");
        if (Input.Day is not (>= 1 and <= 31))
            yield return ("Day", "请填 1 到 31；当月没有这一天的按月末。");
        if (Input.Days is not (>= 1 and <= 200))
            yield return ("Days", "办理天数请填 1 到 200。");
        if (Input.From is not { } from || from < clock.Today.AddYears(-1))
            yield return ("From", "请填写从哪天起执行。");
        if (Input.Basis?.Length > 200)
            yield return ("Basis", "依据最多 200 个字。");
    }
}
