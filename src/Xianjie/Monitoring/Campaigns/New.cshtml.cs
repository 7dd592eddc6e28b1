using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>发起专项行动.</summary>
[Requires(Permissions.CluesDispatch)]
internal sealed class NewPage(XianjieDb db, CampaignDesk desk, SurveyForms forms, Catalogue catalogue, Places places, CurrentUser user, Clock clock) : PageModel
{
    private const int LongestDays = 366, MostItems = 30;

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public string? Title { get; set; }
        public string? Basis { get; set; }
        public DateOnly? From { get; set; }
        public DateOnly? To { get; set; }
        public ObjectChoice? Choice { get; set; }
        public List<string> States { get; set; } = [];
        public string? Label { get; set; }
        public string? Unit { get; set; }
        public List<string> Areas { get; set; } = [];
        public CampaignTask? Task { get; set; }
        public string? Survey { get; set; }
        public string? Checklist { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Labels { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public IEnumerable<SelectListItem> Choices => [new("按户属性（监测对象等）", "按户属性"), new("按户标签", "按户标签"), new("按帮扶单位", "按帮扶单位"), new("按村（一村一项）", "按村")];
    public IEnumerable<SelectListItem> Tasks => [new("逐户填排查表", "填表"), new("逐户走访", "走访"), new("逐项核对清单", "清单")];
    public IEnumerable<SelectListItem> States => Known.Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> Surveys => forms.All.Select(f => new SelectListItem(f.Title, f.Key));
    public IEnumerable<SelectListItem> Areas => places.Children(user.Area).Select(p => new SelectListItem(p.Short, p.Code.ToString(CultureInfo.InvariantCulture)));
    private IReadOnlyList<string> Known => catalogue.Codes["户属性"].Values;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ChoicesAsync(ct);
        Input = new Form { From = clock.Today, To = clock.Today.AddDays(30), Choice = ObjectChoice.按户属性, States = ["未消除风险监测户"], Task = CampaignTask.走访, Basis = "开展“防返贫守底线”专项行动" };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ChoicesAsync(ct);
        foreach (var (field, words) in Faults())
            ModelState.AddModelError($"Input.{field}", words);
        if (!ModelState.IsValid)
            return Page();
        var form = Input.Task == CampaignTask.填表 ? forms[Input.Survey!] : null;
        var campaign = Fresh(form);
        if (await desk.OpenAsync(campaign, form, ct) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        TempData["Notice"] = "专项行动已发起，任务已派到各村待办。";
        var id = await db.Set<Campaign>().Where(c => c.FormKey == Input.FormKey).Select(c => c.Id).SingleAsync(ct);
        return new SeeOtherResult($"/campaigns/{id}");
    }

    private Campaign Fresh(SurveyForm? form) => new()
    {
        FormKey = Input.FormKey, Title = Input.Title!.Trim(), Basis = Input.Basis!.Trim(), Division = user.Area, From = Input.From!.Value, To = Input.To!.Value, Choice = Input.Choice!.Value,
        Chosen = Input.Choice switch { ObjectChoice.按户属性 => string.Join(';', Input.States.Where(Known.Contains)), ObjectChoice.按户标签 => Input.Label!, ObjectChoice.按帮扶单位 => Input.Unit!, _ => string.Empty },
        Places = string.Join(';', Input.Areas.Where(a => Areas.Any(i => i.Value == a))), Task = Input.Task!.Value, RoundId = form is null ? null : Guid.CreateVersion7(),
        Checklist = Input.Task == CampaignTask.清单 ? string.Join('\n', Items) : string.Empty, By = user.Acts(string.Empty).By, At = clock.Now,
    };

    private List<string> Items => [.. (Input.Checklist ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Labels and units that there are in the area.</summary>
    private async Task ChoicesAsync(CancellationToken ct)
    {
        Labels = [.. (await db.Set<HouseholdTag>().Where(t => t.To == null).Select(t => t.Value).Distinct().OrderBy(v => v).Take(200).ToListAsync(ct)).Select(v => new SelectListItem(v, v)).Prepend(new("请选择", string.Empty))];
        Units = [.. (await db.Set<Pairing>().Where(p => p.To == null).Select(p => p.Unit).Distinct().OrderBy(v => v).Take(400).ToListAsync(ct)).Select(v => new SelectListItem(v, v)).Prepend(new("请选择", string.Empty))];
    }

    private IEnumerable<(string Field, string Words)> Faults()
    {
        if (Input.Title?.Trim() is not { Length: >= 4 and <= 100 })
            yield return ("Title", "请填写名称，例如“2026 年冬季防返贫守底线专项行动”，4 到 100 个字。");
        if (Input.Basis?.Trim() is not { Length: >= 2 and <= 200 })
            yield return ("Basis", "请填写依据（文号或会议），2 到 200 个字。");
        if (Input.From is not { } from)
            yield return ("From", "请填写开始日期。");
        else if (Input.To is not { } to || to < from || to < clock.Today || to.DayNumber - from.DayNumber > LongestDays)
            yield return ("To", $"请填写截止日期，不早于开始日期和今天，最长 {LongestDays} 天。");
        foreach (var fault in TaskFaults())
            yield return fault;
    }

    private IEnumerable<(string Field, string Words)> TaskFaults()
    {
        if (Input.Choice is not { } choice)
            yield return ("Choice", "请选择对象。");
        else if (choice == ObjectChoice.按户标签 && string.IsNullOrEmpty(Input.Label))
            yield return ("Label", "请选择标签。");
        else if (choice == ObjectChoice.按帮扶单位 && string.IsNullOrEmpty(Input.Unit))
            yield return ("Unit", "请选择帮扶单位。");
        else if (choice == ObjectChoice.按村 && Input.Task != CampaignTask.清单)
            yield return ("Task", "按村的行动用清单；填表和走访请按户选对象。");
        if (Input.Task is null)
            yield return ("Task", "请选择任务。");
        if (Input.Task == CampaignTask.填表 && forms[Input.Survey ?? string.Empty] is null)
            yield return ("Survey", "请选择排查表。");
        if (Input.Task == CampaignTask.清单 && (Items.Count is 0 or > MostItems || Items.Exists(i => i.Length > 100)))
            yield return ("Checklist", $"请填写清单，一行一项，1 到 {MostItems} 项，每项不超过 100 字。");
    }
}
