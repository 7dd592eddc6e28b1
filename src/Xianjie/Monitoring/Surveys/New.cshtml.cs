using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Surveys;

/// <summary>发起排查.</summary>
[Requires(Permissions.CluesDispatch)]
internal sealed class NewPage(SurveyDesk desk, SurveyForms forms, Catalogue catalogue, Places places, Scope scope, CurrentUser user, Clock clock) : PageModel
{
    private const int LongestDays = 200;

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public string? Kind { get; set; }
        public string? Title { get; set; }
        public long? Area { get; set; }
        public List<string> Target { get; set; } = [];
        public DateOnly? From { get; set; }
        public DateOnly? To { get; set; }
        public string? Basis { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IEnumerable<SelectListItem> Kinds => forms.Kinds.Select(k => new SelectListItem($"{k}（{forms.OfKind(k)!.Title}）", k));
    public IEnumerable<SelectListItem> Targets => States.Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> Areas => places.Children(user.Area).Select(Item).Prepend(Item(places.Find(user.Area)!));
    private IReadOnlyList<string> States => catalogue.Codes["户属性"].Values;

    public void OnGet() => Input = new Form { Kind = forms.Kinds[^1], Area = user.Area, From = clock.Today, To = clock.Today.AddDays(30) };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        foreach (var (field, words) in Faults())
            ModelState.AddModelError($"Input.{field}", words);
        if (!ModelState.IsValid)
            return Page();
        var (form, by) = (forms.OfKind(Input.Kind)!, user.Acts(string.Empty).By);
        var round = await desk.OpenAsync(new SurveyRound
        {
            FormKey = Input.FormKey, Title = Input.Title!.Trim(), Kind = Input.Kind!, Form = form.Key, Division = Input.Area!.Value, Target = string.Join(';', Input.Target.Where(States.Contains)),
            From = Input.From!.Value, To = Input.To!.Value, Basis = string.IsNullOrWhiteSpace(Input.Basis) ? form.Basis : Input.Basis.Trim(), By = by, At = clock.Now,
        }, ct);
        TempData["Notice"] = "排查已发起，任务已派到各村待办。";
        return new SeeOtherResult($"/surveys/{round.Id}");
    }

    private IEnumerable<(string Field, string Words)> Faults()
    {
        if (forms.OfKind(Input.Kind) is null)
            yield return ("Kind", "请选择排查类型。");
        if (Input.Title?.Trim() is not { Length: >= 2 and <= 120 })
            yield return ("Title", "请填写名称，例如“2026 年 11 月月度排查”，2 到 120 个字。");
        if (Input.Area is not { } area || !scope.Covers(area) || places.Find(area) is null)
            yield return ("Area", "请选择您辖区内的地区。");
        if (Input.From is not { } from)
            yield return ("From", "请填写开始日期。");
        else if (Input.To is not { } to || to < from || to.DayNumber - from.DayNumber > LongestDays)
            yield return ("To", $"请填写截止日期，不早于开始日期，不超过 {LongestDays} 天。");
        if (Input.Basis?.Length > 200)
            yield return ("Basis", "依据最多 200 个字。");
    }

    private static SelectListItem Item(Places.Place place) => new(place.Name, place.Code.ToString(CultureInfo.InvariantCulture));
}
