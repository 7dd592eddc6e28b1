using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>One campaign: figures, the report of a day by township and village, the days one after another; its end.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class ShowPage(XianjieDb db, CampaignDesk desk, DailyReport report, ReportBook book, Platform.Papers.PaperDownload download, Places places, Scope scope, CurrentUser user, Clock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }
    [BindProperty]
    public string? Summary { get; set; }

    public Campaign Campaign { get; private set; } = null!;
    public string TaskWords { get; private set; } = string.Empty;
    public IReadOnlyList<ReportLine> Villages { get; private set; } = [];
    public IReadOnlyList<ReportDay> Days { get; private set; } = [];
    public IEnumerable<IGrouping<long, ReportLine>> Towns => Villages.GroupBy(v => v.Place / 1000 * 1000);
    public ReportLine Whole => ReportLine.Sum(Campaign.Division, Villages);
    public DateOnly On { get; private set; }
    public DateOnly Today => clock.Today;
    public bool MayClose => user.May(Permissions.CluesDispatch) && Campaign.IsOpen && scope.Covers(Campaign.Division);
    public string Unit => Campaign.Choice == ObjectChoice.按村 ? "项" : "户";
    public string NameOf(long place) => places.Find(place)?.Short ?? places.Name(place);
    public string Chosen => string.Join("；", new[] { Campaign.Chosen.Replace(';', '、'), string.Join('、', Campaign.Places.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => places.Name(long.Parse(p, System.Globalization.CultureInfo.InvariantCulture)))) }.Where(w => w.Length > 0));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        var act = user.Acts("导出专项行动日报", evidence: $"{Campaign.Title} {On:yyyy-MM-dd}");
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Evidence = act.Evidence, Object = nameof(Campaign), ObjectId = id, Division = user.Area });
        await db.SaveChangesAsync(ct);
        return await download.ReportAsync(this, "专项行动日报", $"{Campaign.Title}日报-{places.Name(user.Area)}-{On:yyyyMMdd}.xlsx", mark => book.WriteAsync(Campaign, On, mark, ct), TableFile.XlsxType, 1, ct);
    }

    public async Task<IActionResult> OnPostCloseAsync(Guid id, int version, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (!MayClose)
            return Forbid();
        if (Campaign.Version != version)
            return StatusCode(StatusCodes.Status409Conflict);
        if (await desk.CloseAsync(Campaign, Summary, ct) is not { } refusal)
        {
            TempData["Notice"] = "专项行动已结束，未办的村级待办已撤回。";
            return new SeeOtherResult($"/campaigns/{id}");
        }
        ModelState.AddModelError(refusal.Field, refusal.Words);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Villages = await report.OfAsync(Campaign.Id, On, ct);
        Days = await report.DaysAsync(Campaign.Id, ct);
        TaskWords = desk.TaskWords(Campaign, Campaign.RoundId is { } round ? await Reach.Of<SurveyRound>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == round, ct) : null);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await Reach.Of<Campaign>(db, user).FirstOrDefaultAsync(c => c.Id == id, ct) is not { } campaign)
            return false;
        Campaign = campaign;
        On = Day is { } day && day < clock.Today && day >= campaign.From.AddDays(-1) ? day : clock.Today;
        return true;
    }
}
