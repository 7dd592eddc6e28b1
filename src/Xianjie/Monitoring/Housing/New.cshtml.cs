using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Housing;

/// <summary>发起巡查排查; every village of it gets its work.</summary>
[Requires(Permissions.CluesDispatch)]
internal sealed class NewPage(XianjieDb db, HouseSights sights, Catalogue catalogue, Places places, Scope scope, CurrentUser user, Clock clock) : PageModel
{
    public const string WorkKind = "住房巡查";
    private const int LongestDays = 366;

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public string? Kind { get; set; }
        public string? Title { get; set; }
        public long? Area { get; set; }
        public List<string> Target { get; set; } = [];
        public DateOnly? From { get; set; }
        public DateOnly? To { get; set; }
        public string? Inspectors { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IEnumerable<SelectListItem> Kinds => HouseRound.Kinds.Select(k => new SelectListItem(k, k));
    public IEnumerable<SelectListItem> Targets => States.Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> Areas => places.Children(user.Area).Prepend(places.Find(user.Area)!).Select(p => new SelectListItem(p.Name, p.Code.ToString(CultureInfo.InvariantCulture)));
    private IReadOnlyList<string> States => catalogue.Codes["户属性"].Values;

    public void OnGet() => Input = new Form { Kind = HouseRound.Kinds[0], Area = user.Area, From = clock.Today, To = clock.Today.AddDays(60) };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        foreach (var (field, words) in Faults())
            ModelState.AddModelError($"Input.{field}", words);
        if (!ModelState.IsValid)
            return Page();
        if (await db.Set<HouseRound>().AsNoTracking().FirstOrDefaultAsync(r => r.FormKey == Input.FormKey, ct) is not { } round)
            round = await OpenAsync(ct);
        TempData["Notice"] = "批次已发起，任务已派到各村待办。";
        return new SeeOtherResult($"/housing/{round.Id}");
    }

    private async Task<HouseRound> OpenAsync(CancellationToken ct)
    {
        db.Act = user.Acts("发起住房巡查排查");
        var round = new HouseRound
        {
            FormKey = Input.FormKey, Title = Input.Title!.Trim(), Kind = Input.Kind!, Division = Input.Area!.Value, Target = string.Join(';', Input.Target.Where(States.Contains)), From = Input.From!.Value, To = Input.To!.Value,
            Inspectors = Input.Inspectors!.Trim(), By = db.Act.By, At = clock.Now,
        };
        db.Add(round);
        foreach (var village in (await sights.VillagesAsync(round, ct)).Where(v => v.Todo > 0))
            db.Add(new WorkItem
            {
                Kind = WorkKind, Title = $"{round.Title}：{places.Name(village.Village)} {village.Todo:N0} 户", Link = $"/housing/{round.Id}/list?village={village.Village}", Subject = round.Id, Division = village.Village,
                Role = Roles.Collector, CreatedBy = round.By, CreatedAt = clock.Now, Due = round.To,
            });
        await db.SaveChangesAsync(ct);
        return round;
    }

    private IEnumerable<(string Field, string Words)> Faults()
    {
        if (!HouseRound.Kinds.Contains(Input.Kind))
            yield return ("Kind", "请选择类型。");
        if (Input.Title?.Trim() is not { Length: >= 2 and <= 120 })
            yield return ("Title", "请填写名称，例如“2026 年下半年住房安全巡查”，2 到 120 个字。");
        if (Input.Area is not { } area || !scope.Covers(area) || places.Find(area) is null)
            yield return ("Area", "请选择您辖区内的地区。");
        if (Input.From is not { } from)
            yield return ("From", "请填写开始日期。");
        else if (Input.To is not { } to || to < from || to.DayNumber - from.DayNumber > LongestDays)
            yield return ("To", $"请填写截止日期，不早于开始日期，不超过 {LongestDays} 天。");
        if (Input.Inspectors?.Trim() is not { Length: >= 2 and <= 200 })
            yield return ("Inspectors", "请填写巡查人或单位，2 到 200 个字。");
    }
}
