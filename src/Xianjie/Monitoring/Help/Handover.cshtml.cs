using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

/// <summary>When a cadre rotates, all or some of the households go to another one at once.</summary>
[Requires(Permissions.HelpWrite)]
internal sealed class HandoverPage(XianjieDb db, HelpDesk desk, Clock clock, Places places) : PageModel
{
    public const int Most = 500;

    public sealed record Row(Guid Id, string HouseholdNo, string? HeadName, long Division, string RiskState);

    public sealed class Form
    {
        [Required(ErrorMessage = "请填写接手的责任人。"), StringLength(60, ErrorMessage = "姓名最多 60 个字。")]
        public string Cadre { get; set; } = string.Empty;
        [Required(ErrorMessage = "请填写接手人的单位。"), StringLength(120, ErrorMessage = "单位名称最多 120 个字。")]
        public string Unit { get; set; } = string.Empty;
        [Required(ErrorMessage = "请填写交接日期。")]
        public DateOnly? From { get; set; }
        [Required(ErrorMessage = "请写明交接原因，如“工作队轮换”。"), StringLength(200, ErrorMessage = "原因最多 200 个字。")]
        public string Reason { get; set; } = string.Empty;
    }

    [BindProperty(SupportsGet = true)]
    public string? Cadre { get; set; }

    public Form Pair { get; private set; } = new();
    public IReadOnlyList<(string Cadre, int Households)> Cadres { get; private set; } = [];
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public HashSet<Guid> Chosen { get; private set; } = [];

    public string Place(long division) => places.Path(division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Pair = new Form { From = clock.Today };
        await LoadAsync(ct);
        Chosen = [.. Rows.Select(r => r.Id)];
    }

    public async Task<IActionResult> OnPostAsync(List<Guid> ids, Form pair, CancellationToken ct)
    {
        (Pair, Chosen) = (pair, [.. ids]);
        await LoadAsync(ct);
        if (ids.Count == 0)
            ModelState.AddModelError(string.Empty, "请勾选要交接的户。");
        if (pair.Cadre.Trim() == Cadre)
            ModelState.AddModelError("Pair.Cadre", "接手人与交出人同名；同名的另一人请加单位区分，如“张某（乡农业站）”。");
        if (!ModelState.IsValid)
            return Page();
        Guid[] chosen = [.. Rows.Where(r => Chosen.Contains(r.Id)).Select(r => r.Id)];
        if (await desk.PairAsync(chosen, pair.Cadre.Trim(), pair.Unit.Trim(), pair.From!.Value, pair.Reason.Trim(), ct) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        TempData["Notice"] = $"{chosen.Length} 户已由{Cadre}交给{pair.Cadre}，即日起生效；历史结对保留。";
        return new SeeOtherResult("/help/handover");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var helped = db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.HelperName != null && h.HelperName != "");
        Cadres = [.. (await helped.GroupBy(h => h.HelperName!).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).Take(Most).ToListAsync(ct)).Select(g => (g.Key, g.Count))];
        if (Cadre is not null)
            Rows = await helped.Where(h => h.HelperName == Cadre).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Take(Most)
                .Select(h => new Row(h.Id, h.HouseholdNo, h.HeadName, h.Division, h.RiskState)).ToListAsync(ct);
    }
}
