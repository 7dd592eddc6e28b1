using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>授权书: all letters of an area by whether they hold, and the import of a list.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ListPage(XianjieDb db, AuthorisationDesk desk, AuthorisationFile file, AuthorisationTarget columns, ParametersInForce inForce, Places places, CurrentUser user, Clock clock, SheetDownload download) : PageModel
{
    private Dictionary<Guid, string?> heads = [];

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "place")]
    public long? Division { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public string View => Show is "ending" or "over" or "revoked" ? Show : "valid";
    public IReadOnlyList<(string Key, string Title, int Count)> Tabs { get; private set; } = [];
    public IReadOnlyList<Authorisation> Rows { get; private set; } = [];
    public IReadOnlyList<Places.Place> Areas => places.Children(user.Area);
    public int Missing { get; private set; }
    public int Total { get; private set; }
    public string SwitchWords { get; private set; } = string.Empty;
    public int Size => Paging.Size(Request);
    public DateOnly Today => clock.Today;
    public bool MayImport => user.May(Permissions.HouseholdsImport) && desk.MayWrite;
    public bool MaySwitch => user.May(Permissions.ParametersWrite);
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public string Place(long division) => places.Path(division);
    public string Head(Guid household) => heads.GetValueOrDefault(household) ?? "—";

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public FileResult OnGetTemplate()
    {
        var content = new MemoryStream();
        TemplateWorkbook.Write(content, columns.Target);
        return File(content.ToArray(), TableFile.XlsxType, "授权书名单模板.xlsx");
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
            if ((await file.ReadAsync(content, Path.GetFileName(upload.FileName), ct)).TryGet(out var letters, out var faults))
                return Done(await desk.TakeAsync(letters, ct));
            ModelState.AddFaults(faults);
        }
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        if (!MayExport)
            return Forbid();
        FileColumn<Authorisation>[] shown =
        [
            new("编号", 20, a => a.Number), new("乡镇 · 村", 26, a => places.Path(a.Division)), new("种类", 20, a => a.Kind), new("签署人", 26, a => a.Signers), new("授权事项", 30, a => a.Covers ?? "全部事项"),
            new("签署日期", 12, a => $"{a.SignedOn:yyyy-MM-dd}"), new("有效至", 12, a => $"{a.ValidUntil:yyyy-MM-dd}"), new("状态", 18, a => LetterWords.State(a, Today).Words), new("撤回原因", 30, a => a.RevokedWhy ?? string.Empty), new("登记", 20, a => a.By),
        ];
        return await download.OfAsync(this, "授权书", shown, (await ChosenAsync(View, ct)).AsAsyncEnumerable(), csv: false, ct);
    }

    private SeeOtherResult Done((int Added, int Known) done)
    {
        TempData["Notice"] = $"新登记授权书 {done.Added:N0} 份{(done.Known > 0 ? $"，{done.Known:N0} 份以前登记过，没有改动" : "")}。";
        return new SeeOtherResult("/authorisations");
    }

    private async Task<IQueryable<Authorisation>> OfAsync(string view, CancellationToken ct)
    {
        var (all, today) = (db.Set<Authorisation>().AsNoTracking(), Today);
        return view switch
        {
            "ending" => ConsentWork.RunningOut(db, today, (await inForce.LoadAsync(ct)).Whole(ConsentWork.NoticeDays, user.Division)),
            "over" => all.Where(a => a.ValidUntil < today && a.RevokedOn == null),
            "revoked" => all.Where(a => a.RevokedOn != null),
            _ => ConsentWork.Standing(db, today),
        };
    }

    private async Task<IQueryable<Authorisation>> ChosenAsync(string view, CancellationToken ct)
    {
        var rows = await OfAsync(view, ct);
        if (Division is { } place)
        {
            var (from, below) = Scope.Range(place);
            rows = rows.Where(a => a.Division >= from && a.Division < below);
        }
        var number = Number?.Trim();
        return (string.IsNullOrEmpty(number) ? rows : rows.Where(a => a.Number == number)).OrderBy(a => a.Division).ThenBy(a => a.ValidUntil).ThenBy(a => a.Id);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var tabs = new List<(string, string, int)>();
        foreach (var (key, title) in new[] { ("valid", "有效"), ("ending", "快到期"), ("over", "已过期"), ("revoked", "已撤回") })
            tabs.Add((key, title, await (await OfAsync(key, ct)).CountAsync(ct)));
        Tabs = tabs;
        Missing = await db.Set<ConsentGap>().CountAsync(ct);
        var values = await inForce.LoadAsync(ct);
        SwitchWords = values.Shown(LetterConsent.Switch, user.Division, Today, null) == "否"
            ? $"本地区现在只提醒：没有授权书的户照常比对，并在线索里注明。依据：{values.Basis(LetterConsent.Switch, user.Division)}"
            : $"没有在有效期内的授权书，房产、车辆、存款等数据不参加比对。依据：{values.Basis(LetterConsent.Switch, user.Division)}";
        var chosen = await ChosenAsync(View, ct);
        Total = await chosen.CountAsync(ct);
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await chosen.Skip((PageNumber - 1) * Size).Take(Size).ToListAsync(ct);
        var ids = Rows.Select(r => r.HouseholdId).Distinct().ToList();
        heads = await db.Set<Household>().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => h.HeadName, ct);
    }
}
