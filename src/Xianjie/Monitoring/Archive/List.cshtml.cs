using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Papers;
using Xianjie.Monitoring.Removal;
using Xianjie.Monitoring.JointReview;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Archive;

/// <summary>文书档案: households with papers, what each lacks, and papers for many at once.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ListPage(XianjieDb db, ArchiveReview review, ArchiveDesk desk, PaperBook book, CurrentUser user, Places places) : PageModel
{
    public sealed record Row(Guid Id, string? HeadName, string HouseholdNo, long Division, string RiskState);

    /// <summary>monitored, cases (open), removals (open) or removed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    /// <summary>Only households that lack a paper.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Missing { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public IReadOnlyList<(Row Home, ArchiveOf Archive)> Rows { get; private set; } = [];
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public IReadOnlyList<PaperTemplate> Templates => [.. book.All.Where(t => t.About != Minutes.About)];
    public bool MayWrite => desk.MayWrite;
    public string Place(long division) => places.Path(division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var homes = Homes();
        if (Missing)
        {
            var keys = await homes.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Select(h => h.Id).ToListAsync(ct);
            var lacking = new List<Guid>();
            foreach (var part in keys.Chunk(2000))
                lacking.AddRange((await review.OfAsync(part, ct)).Where(a => a.Missing > 0).Select(a => a.Household));
            Total = lacking.Count;
            Clamp();
            var shown = lacking.Skip((Number - 1) * Size).Take(Size).ToList();
            homes = homes.Where(h => shown.Contains(h.Id));
            await ReadAsync(homes, 0, ct);
            return;
        }
        Total = await homes.CountAsync(ct);
        Clamp();
        await ReadAsync(homes, (Number - 1) * Size, ct);
    }

    private void Clamp() => Number = Paging.Page(Number, Total, Size);

    private async Task ReadAsync(IQueryable<Household> homes, int skip, CancellationToken ct)
    {
        var rows = await homes.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Skip(skip).Take(Size).Select(h => new Row(h.Id, h.HeadName, h.HouseholdNo, h.Division, h.RiskState)).ToListAsync(ct);
        var archives = (await review.OfAsync([.. rows.Select(r => r.Id)], ct)).ToDictionary(a => a.Household);
        Rows = [.. rows.Select(r => (r, archives[r.Id]))];
    }

    private IQueryable<Household> Homes()
    {
        var homes = db.Set<Household>().AsNoTracking();
        if (Area is { } area)
        {
            var (from, below) = Scope.Range(area);
            homes = homes.Where(h => h.Division >= from && h.Division < below);
        }
        return View switch
        {
            "monitored" => homes.Where(h => h.RiskState == HelpGaps.Monitored && h.State == HouseholdState.Active),
            "removals" => homes.Where(h => db.Set<RemovalCase>().Any(c => c.OpenHousehold == h.Id)),
            "removed" => homes.Where(h => h.RiskState == HelpGaps.Removed && h.State == HouseholdState.Active),
            "decided" => homes.Where(h => db.Set<IdentificationCase>().Any(c => c.HouseholdId == h.Id && c.OpenKey == null)),
            _ => homes.Where(h => db.Set<IdentificationCase>().Any(c => c.HouseholdId == h.Id && c.OpenKey != null)),
        };
    }

    /// <summary>Issues one paper for each ticked household into the archive.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string? code, List<Guid> ids, string? back, CancellationToken ct)
    {
        if (!desk.MayWrite)
            return Forbid();
        if (book.Find(code) is not { } template || template.About is "批次" or "明白纸" or Minutes.About || ids.Count is 0 or > PaperPress.Most)
        {
            ModelState.AddModelError(string.Empty, ids.Count == 0 ? "请先勾选农户。" : ids.Count > PaperPress.Most ? $"一次最多 {PaperPress.Most} 户，请分村办理。" : "请示、批复和明白纸不按户存档，请直接打印或下载。");
            await OnGetAsync(ct);
            return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }
        var (kept, left) = await desk.KeepAsync(template, ids, null, ct);
        TempData[kept > 0 ? "Notice" : "Warning"] = kept > 0 ? $"已存档“{template.Name}”{kept} 份。{(left.Count > 0 ? $"{left.Count} 户没有生成：{left[0]}" : "")}" : (left.Count > 0 ? left[0] : "没有生成。");
        return new SeeOtherResult(back is not null ? $"/households/{ids[0]}?tab=papers" : $"/papers?view={View}&area={Area}");
    }

    /// <summary>The choice of the batch bar: the sheets of the ticked households.</summary>
    public IActionResult OnGetSheets(string? code, List<Guid> ids, string? how) =>
        new SeeOtherResult($"/papers/print?{(how is "Word" or "Pdf" ? $"handler={how}&" : "")}code={Uri.EscapeDataString(code ?? "")}{string.Concat(ids.Take(PaperPress.Most).Select(i => "&ids=" + i))}{(ids.Count == 0 && Area is { } area ? $"&village={area}" : "")}");
}
