using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Own;

/// <summary>An own report put together: rows, columns, conditions, groups, measures, order; saved with a name.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class EditPage(OwnDesk desk, SourceBook sources, XianjieDb db, CurrentUser user, Clock clock) : PageModel
{
    public const int Lines = 4;

    [BindProperty(SupportsGet = true), StringLength(120)]
    public string? Source { get; set; }
    [BindProperty, StringLength(60, ErrorMessage = "名称最多 60 个字。")]
    public string? Title { get; set; }
    [BindProperty, MaxLength(30, ErrorMessage = "最多 30 列。")]
    public List<string> Columns { get; set; } = [];
    [BindProperty, StringLength(100)]
    public string? Group { get; set; }
    [BindProperty, StringLength(100)]
    public string? Then { get; set; }
    [BindProperty, StringLength(100)]
    public string? Sort { get; set; }
    [BindProperty]
    public bool Falling { get; set; }
    [BindProperty]
    public bool Shared { get; set; }
    [BindProperty]
    public Every Every { get; set; }
    [BindProperty, StringLength(100, ErrorMessage = "用途最多 100 个字。")]
    public string? Purpose { get; set; }
    [BindProperty]
    public int Version { get; set; }

    public OwnReport? Report { get; private set; }
    public OwnQuery Query { get; private set; } = OwnQuery.Empty(string.Empty);
    public RowSource? Rows { get; private set; }
    public IReadOnlyList<RowSource> Sources { get; private set; } = [];
    public IReadOnlyList<LedgerField> Fields => Rows?.Shape.Fields ?? [];
    public IReadOnlyList<LedgerField> Open => [.. Fields.Where(f => !f.IsSealed)];
    public static IReadOnlyList<string> Purposes => ExportDesk.Purposes;

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        if (Report is not null && Source is null)
            (Query, Title, Shared, Every, Purpose, Version, Source) = (OwnQuery.Of(Report.Query), Report.Title, Report.Shared, Report.Every, Report.Purpose, Report.Version, OwnQuery.Of(Report.Query).Source);
        Find();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct))
            return NotFound();
        Find();
        if (Rows is null)
            ModelState.AddModelError("Source", "请选择取数的台账或名册。");
        Query = Typed();
        if (string.IsNullOrWhiteSpace(Title))
            ModelState.AddModelError("Title", "请给报表起个名称。");
        if (!Enum.IsDefined(Every) || (Every != Every.不定时 && string.IsNullOrWhiteSpace(Purpose)))
            ModelState.AddModelError("Purpose", "定时生成的文件要写明用途。");
        foreach (var words in Rows is null ? [] : desk.Faults(Query, Rows))
            ModelState.AddModelError(string.Empty, words);
        if (Report is not null && Report.Version != Version)
            return StatusCode(StatusCodes.Status409Conflict);
        return ModelState.IsValid ? await SaveAsync(ct) : Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid? id, CancellationToken ct)
    {
        if (!await OpenAsync(id, ct) || Report is null)
            return NotFound();
        db.Act = user.Acts("删除自定义报表", Report.Title);
        db.Remove(Report);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"已删除“{Report.Title}”，已生成的文件仍在下载中心。";
        return new SeeOtherResult("/reports/own");
    }

    private async Task<IActionResult> SaveAsync(CancellationToken ct)
    {
        var act = db.Act = user.Acts(Report is null ? "新建自定义报表" : "修改自定义报表", Title!.Trim());
        if (Report is null)
            db.Add(Report = new OwnReport { Title = Title.Trim(), Query = Query.ToText(), OwnerId = user.Id, Owner = act.By, Division = user.Division, Department = user.Department });
        else
            Report.Version++;
        (Report.Title, Report.Query, Report.Shared, Report.Every, Report.Purpose, Report.At) = (Title.Trim(), Query.ToText(), Shared, Every, Purpose?.Trim(), clock.Now);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = "报表已保存。";
        return new SeeOtherResult($"/reports/own/{Report.Id}");
    }

    private OwnQuery Typed()
    {
        string Text(string key) => Request.Form[key].ToString().Trim();
        var filters = Enumerable.Range(0, Lines).Select(i => new OwnFilter(Text($"f{i}.field"), Text($"f{i}.operator"), Text($"f{i}.value"))).Where(f => f.Field.Length is > 0 and <= 100 && f.Operator.Length <= 10 && f.Value.Length <= 200).ToList();
        var measures = Enumerable.Range(0, Lines).Select(i => new OwnMeasure(Text($"m{i}.function"), Text($"m{i}.field"))).Where(m => m.Function.Length is > 0 and <= 10 && m.Field.Length <= 100).ToList();
        return new(Source ?? string.Empty, null, [.. Columns.OfType<string>().Where(c => c.Length <= 100).Distinct()], filters, Group?.Trim() ?? string.Empty, measures, (Falling ? "-" : string.Empty) + (Sort?.Trim() ?? string.Empty), Then?.Trim() ?? string.Empty);
    }

    private void Find() => Rows = Sources.FirstOrDefault(s => s.Key == Source);

    /// <summary>Only its owner changes a report.</summary>
    private async Task<bool> OpenAsync(Guid? id, CancellationToken ct)
    {
        Sources = [.. (await sources.AllAsync(ct)).Where(sources.IsOpen)];
        if (id is null)
            return true;
        var me = user.Id;
        return (Report = await desk.Mine().FirstOrDefaultAsync(r => r.Id == id && r.OwnerId == me, ct)) is not null;
    }
}
