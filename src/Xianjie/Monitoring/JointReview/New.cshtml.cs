using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.JointReview;

/// <summary>发起会商: the session of the month by hand, or one beside it.</summary>
[Requires(Permissions.JointHold)]
internal sealed class NewPage(JointDesk desk, CurrentUser user, Clock clock) : PageModel
{
    public const string Regular = "月集中研判", Special = "专题会商";

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public string? Kind { get; set; }
        public string? Title { get; set; }
        public DateOnly? HeldOn { get; set; }
        public string? Place { get; set; }
        public string? Chair { get; set; }
        public string? Recorder { get; set; }
        public string? Topics { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IEnumerable<SelectListItem> Kinds => [new("月集中研判（每县每月一次）", Regular), new("专题会商", Special)];

    public void OnGet() => Input = new Form { Kind = Regular, HeldOn = clock.Today, Recorder = user.Name, Topics = string.Join('\n', JointTopic.Usual) };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        foreach (var (field, words) in Faults())
            ModelState.AddModelError($"Input.{field}", words);
        if (!ModelState.IsValid)
            return Page();
        var (day, isRegular) = (Input.HeldOn!.Value, Input.Kind == Regular);
        var fresh = new JointSession
        {
            Division = user.Division, Title = isRegular ? JointSession.TitleOf(day) : Input.Title!.Trim(), RegularMonth = isRegular ? (day.Year * 100) + day.Month : null, FormKey = Input.FormKey, HeldOn = day,
            Place = Short(Input.Place), Chair = Short(Input.Chair), Recorder = Short(Input.Recorder), By = user.Acts(string.Empty).By, At = clock.Now,
        };
        var session = await desk.OpenAsync(fresh, Lines(Input.Topics), ct);
        TempData[session.Id == fresh.Id || session.FormKey == fresh.FormKey ? "Notice" : "Warning"] = session.FormKey == fresh.FormKey ? "会商已建立，请从建议名单里选研判对象。" : "本月的集中研判已经建立，就是这一次；要另开请选“专题会商”。";
        return new SeeOtherResult($"/joint/{session.Id}");
    }

    internal static IEnumerable<string> Lines(string? text) => (text ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.Length > 200 ? l[..200] : l).Take(20);

    internal static string? Short(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private IEnumerable<(string Field, string Words)> Faults()
    {
        if (Input.Kind is not (Regular or Special))
            yield return ("Kind", "请选择类别。");
        if (Input.Kind == Special && Input.Title?.Trim() is not { Length: >= 4 and <= 100 })
            yield return ("Title", "专题会商请写名称，例如“暴雨灾后风险会商”，4 到 100 个字。");
        if (Input.HeldOn is not { } day || day < clock.Today.AddMonths(-1) || day > clock.Today.AddMonths(2))
            yield return ("HeldOn", "请填写会商日期，在前一个月到后两个月之内。");
        if (Input.Place?.Length > 80 || Input.Chair?.Length > 60 || Input.Recorder?.Length > 60)
            yield return ("Place", "地点最多 80 个字，主持人和记录人最多 60 个字。");
    }
}
