using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Letters.Import;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.History;

/// <summary>历史脱贫人口底册: totals, the comparison with the number that the county must account for, and the people.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(HistoryDesk desk, HistoryFile file, ParametersInForce inForce, Places places, CurrentUser user, Clock clock, SheetDownload download) : PageModel
{
    public sealed record PlaceLine(Places.Place Place, int Total, int Left);

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Division { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Show is HistoryDesk.In or HistoryDesk.Left or HistoryDesk.NoYear or HistoryDesk.Corrected ? Show : "all";
    public IReadOnlyList<(string Key, string Title, int Count)> Tabs { get; private set; } = [];
    public IReadOnlyList<HistoryEntry> Rows { get; private set; } = [];
    public IReadOnlyList<PlaceLine> Below { get; private set; } = [];
    public int Total { get; private set; }
    public int Whole => Tabs.First(t => t.Key == "all").Count;
    public int Target { get; private set; }
    public string? Basis { get; private set; }
    /// <summary>The number to account for is the county's.</summary>
    public bool IsCounty => user.Area % 1_000_000 == 0;
    public int Size => Paging.Size(Request);
    public bool MayImport => user.May(Permissions.HouseholdsImport);
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public string Place(long division) => places.Path(division);

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public FileResult OnGetTemplate()
    {
        var content = new MemoryStream();
        TemplateWorkbook.Write(content, file.Target);
        return File(content.ToArray(), TableFile.XlsxType, "历史脱贫人口底册模板.xlsx");
    }

    public async Task<IActionResult> OnPostImportAsync(IFormFile? upload, CancellationToken ct)
    {
        if (!MayImport)
            return Forbid();
        if (upload is null || upload.Length == 0)
            ModelState.AddModelError("upload", "请选择要导入的文件。");
        else
        {
            await using var content = upload.OpenReadStream();
            if (file.Read(content, Path.GetFileName(upload.FileName), user.Acts(string.Empty).By, clock.Now, clock.Today, new VillageNames(places, user.Area)).TryGet(out var entries, out var faults))
                return Done(await desk.AddAsync(entries, ct));
            ModelState.AddFaults(faults);
        }
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRegistryAsync(CancellationToken ct) => MayImport ? Done(await desk.FromRegistryAsync(ct)) : Forbid();

    private SeeOtherResult Done((int Added, int Known) done)
    {
        TempData["Notice"] = $"新登记 {done.Added:N0} 人{(done.Known > 0 ? $"，{done.Known:N0} 人已在底册，没有改动" : "")}。";
        return new SeeOtherResult("/history");
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        if (!MayExport)
            return Forbid();
        FileColumn<HistoryEntry>[] columns =
        [
            new("户编号", 20, e => e.HouseholdNo), new("姓名", 12, e => e.Name), new("乡镇 · 村", 26, e => places.Path(e.Division)), new("识别年度", 10, e => $"{e.IdentifiedYear}"), new("脱贫年度", 10, e => $"{e.ExitedYear}"), new("动态调出", 10, e => e.LeftOut ? "是" : "否"),
            new("调出年度", 10, e => $"{e.LeftYear}"), new("调出原因", 20, e => e.LeftWhy ?? string.Empty), new("更正原因", 30, e => e.Why ?? string.Empty), new("来源", 20, e => e.Source), new("登记", 22, e => e.By),
        ];
        return await download.OfAsync(this, "历史脱贫人口底册", columns, Chosen().AsAsyncEnumerable(), csv: false, ct);
    }

    private IQueryable<HistoryEntry> Chosen()
    {
        var rows = desk.Of(View);
        if (Division is { } place)
        {
            var (from, below) = Scope.Range(place);
            rows = rows.Where(e => e.Division >= from && e.Division < below);
        }
        return (string.IsNullOrWhiteSpace(Name) ? rows : rows.Where(e => e.Name == Name.Trim())).OrderBy(e => e.Division).ThenBy(e => e.HouseholdNo).ThenBy(e => e.Id);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var tabs = new List<(string, string, int)>();
        foreach (var (key, title) in new[] { ("all", "底册人口"), (HistoryDesk.In, "在册"), (HistoryDesk.Left, "动态调出"), (HistoryDesk.NoYear, "年度不全"), (HistoryDesk.Corrected, "更正记录") })
            tabs.Add((key, title, await desk.Of(key).CountAsync(ct)));
        Tabs = tabs;
        var values = await inForce.LoadAsync(ct);
        (Target, Basis) = (values.Whole("历史脱贫人口目标数", user.Area), values.Basis("历史脱贫人口目标数", user.Area));
        var below = user.Area % 1_000_000 == 0 ? 1000L : 1L;
        var counts = (await desk.Of("all").GroupBy(e => e.Division / below).Select(g => new { g.Key, Total = g.Count(), Left = g.Count(e => e.LeftOut) }).ToListAsync(ct)).ToDictionary(g => g.Key * below);
        Below = [.. places.Children(user.Area).Where(p => counts.ContainsKey(p.Code)).Select(p => new PlaceLine(p, counts[p.Code].Total, counts[p.Code].Left))];
        Total = await Chosen().CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await Chosen().Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
    }
}
