using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;

namespace Xianjie.Monitoring.Letters;

/// <summary>登记线索: a cadre types in what came by phone, on the spot, by petition or inspection.</summary>
[Requires(Permissions.CluesEnter)]
internal sealed class NewPage(LetterDesk desk, Places places, Scope scope, CurrentUser user, Clock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ClueChannel Channel { get; set; } = ClueChannel.自主申报;
    [BindProperty]
    public LetterForm Input { get; set; } = new();

    public bool IsSelf => Channel == ClueChannel.自主申报;
    /// <summary>Petitions and inspections come with a number and want an answer.</summary>
    public bool HasDeadline => Channel is ClueChannel.信访舆情 or ClueChannel.监督检查反馈;
    public IEnumerable<SelectListItem> Sources => Choice(LetterSources.Of(Channel).Where(s => s != LetterSources.Scanned), "请选择");
    public IEnumerable<SelectListItem> Risks => Traits.Risks.Select(r => new SelectListItem(r, r));
    public IEnumerable<SelectListItem> Relations => Choice(LetterForm.Relations, "请选择");

    /// <summary>Villages of the area by township; a petition may also be of a township or the county where no village is named.</summary>
    public IEnumerable<SelectListItem> Villages
    {
        get
        {
            yield return new SelectListItem("请选择", string.Empty);
            foreach (var place in Below(user.Area).Where(p => p.Level == DivisionLevel.Village || !IsSelf))
                yield return new SelectListItem(places.Path(place.Code, place.Level == DivisionLevel.County ? DivisionLevel.City : DivisionLevel.County), place.Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    public void OnGet() => Input = new LetterForm { Channel = Channel, ReceivedOn = clock.Today, Village = places.Find(user.Area)?.Level == DivisionLevel.Village ? user.Area : null };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Input.Channel = Channel;
        foreach (var (field, words) in Input.Faults(places, clock.Today))
            ModelState.AddModelError($"Input.{field}", words);
        if (Input.Village is { } village && !scope.Covers(village))
            ModelState.AddModelError("Input.Village", "所选的村不在您的辖区。");
        if (IsSelf && !LetterSources.Of(Channel).Contains(Input.Source ?? string.Empty))
            ModelState.AddModelError("Input.Source", "请选择申报方式。");
        if (!ModelState.IsValid || !LetterSources.Channels.Contains(Channel))
            return Page();
        var letter = await desk.TakeAsync(Input, new Sender(user.Acts(string.Empty).By, Input.Source!), ct);
        TempData["Notice"] = letter.State switch
        {
            LetterState.已对上 => "已登记，并对上农户，线索已转入线索列表。",
            LetterState.已并入 => "这个人同样的困难已经申报过，正在办理，已并入原来的申报。",
            _ => "已登记。还没有对上农户，请在本页核对。",
        };
        TempData["DraftDone"] = $"letter-{Channel}";
        return new SeeOtherResult($"/letters/{letter.Id}");
    }

    private IEnumerable<Places.Place> Below(long area)
    {
        if (places.Find(area) is not { } here)
            return [];
        return here.Level is DivisionLevel.Province or DivisionLevel.City ? places.Children(area).SelectMany(c => Below(c.Code))
            : here.Level == DivisionLevel.Village ? [here] : places.Children(area).SelectMany(c => Below(c.Code)).Prepend(here);
    }

    private static IEnumerable<SelectListItem> Choice(IEnumerable<string> values, string none) => values.Select(v => new SelectListItem(v, v)).Prepend(new SelectListItem(none, string.Empty));
}
