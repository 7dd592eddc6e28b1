using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Reports.Templates;

/// <summary>A table's template: what its cells ask, its versions, and a new one from the upper office's sample. A version is checked cell by cell before it is taken.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed partial class ShowPage(TemplateBook book, TemplateReader reader, XianjieDb db, CurrentUser user, Places places, Clock clock) : PageModel
{
    public const string New = "new";

    [BindProperty, StringLength(60, ErrorMessage = "表名最多 60 个字。")]
    public string? Title { get; set; }
    [BindProperty, StringLength(60, ErrorMessage = "编号最多 60 个字符。")]
    public string? NewKey { get; set; }
    [BindProperty]
    public TableKind Kind { get; set; }
    [BindProperty, StringLength(60, ErrorMessage = "报送对象最多 60 个字。")]
    public string? To { get; set; }
    [BindProperty, StringLength(150, ErrorMessage = "依据最多 150 个字。")]
    public string? Basis { get; set; }
    [BindProperty]
    public DateOnly? From { get; set; }
    [BindProperty, StringLength(200, ErrorMessage = "说明最多 200 个字。")]
    public string? Why { get; set; }
    [BindProperty]
    public bool Retired { get; set; }

    public TableDefinition? Present { get; private set; }
    public IReadOnlyList<TableTemplate> Versions { get; private set; } = [];
    public IReadOnlyList<TemplateCell> Cells { get; private set; } = [];
    public bool MayDefine => user.May(Permissions.ReportsDefine);
    public string Place => Present?.Key ?? New;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (Present is null && !MayDefine)
            return Forbid();
        (Title, Kind, To, Basis, From, Retired) = (Present?.Title, Present?.Kind ?? TableKind.月, Present?.To, Present?.Basis, clock.Today, Present?.IsRetired ?? false);
        return Page();
    }

    /// <summary>The workbook of a version, as it was handed in.</summary>
    public async Task<IActionResult> OnGetFileAsync(string key, int version, CancellationToken ct) =>
        await book.VersionAsync(key, version, ct) is { } table ? File(table.Content, TableFile.XlsxType, $"{table.Title}-模板{(version == 0 ? "" : $"第{version}版")}.xlsx") : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, IFormFile? upload, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (!MayDefine)
            return Forbid();
        if (places.Find(book.County)?.Level != DivisionLevel.County)
            ModelState.AddModelError(string.Empty, "请先在页面上方选择一个县：模板只在本县有效。");
        await JudgeAsync(ct);
        var content = await ContentAsync(upload, ct);
        if (!ModelState.IsValid || content is null)
            return Page();
        var act = db.Act = user.Acts(Present is null ? "新增报表模板" : "更换报表模板", Why!.Trim());
        var number = Versions.Count == 0 ? 1 : Versions[0].Version + 1;
        var template = new TableTemplate
        {
            Key = Present?.Key ?? NewKey!.Trim(), Title = Title!.Trim(), Kind = Present?.Kind ?? Kind, To = To!.Trim(), Basis = Basis!.Trim(), County = book.County, Version = number, EffectiveFrom = From!.Value, Retired = Retired,
            FileName = upload is null ? Present!.FileName : Platform.Files.FileNames.Fit(Path.GetFileName(upload.FileName)), Content = content, By = act.By, At = clock.Now, Why = Why.Trim(),
        };
        db.Add(template);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"“{template.Title}”第 {number} 版自 {template.EffectiveFrom:yyyy-MM-dd} 起生效。以前各期编制的表不变。";
        return new SeeOtherResult($"/reports/templates/{template.Key}");
    }

    private async Task JudgeAsync(CancellationToken ct)
    {
        foreach (var (value, name, words) in new[] { (Title, "Title", "请填表名。"), (To, "To", "请填报给谁。"), (Basis, "Basis", "请填依据（上级通知的文号）。"), (Why, "Why", "请写明为什么新增或更换。") })
            if (string.IsNullOrWhiteSpace(value))
                ModelState.AddModelError(name, words);
        if (From is null)
            ModelState.AddModelError("From", "请选择从哪天起用。");
        if (Present is null && (NewKey is null || !KeyPattern().IsMatch(NewKey.Trim()) || NewKey.Trim() is "tables" or "templates" or "own" or New || await book.FindAsync(NewKey.Trim(), DateOnly.MaxValue, ct) is not null))
            ModelState.AddModelError("NewKey", "编号用小写英文字母、数字和连字符，不能与已有的表相同。");
        if (Present is null && !Enum.IsDefined(Kind))
            ModelState.AddModelError("Kind", "请选择周期。");
    }

    /// <summary>The workbook that was handed in, or the present one where only words change; null with every mistake told by its cell.</summary>
    private async Task<byte[]?> ContentAsync(IFormFile? upload, CancellationToken ct)
    {
        if (upload is null && Present is null)
        {
            ModelState.AddModelError("upload", "请选择模板文件（XLSX）。");
            return null;
        }
        if (upload?.Length > TemplateReader.MostBytes)
        {
            ModelState.AddModelError("upload", $"模板最大 {TemplateReader.MostBytes >> 20} MB。");
            return null;
        }
        var content = new MemoryStream();
        if (upload is not null)
            await upload.CopyToAsync(content, ct);
        var bytes = upload is null ? Present!.Content : content.ToArray();
        var faults = (await reader.ReadAsync(bytes, ct)).Faults;
        foreach (var fault in faults.Take(30))
            ModelState.AddModelError("upload", fault.Sheet.Length == 0 ? fault.Words : fault.ToString());
        if (faults.Count > 30)
            ModelState.AddModelError("upload", $"另有 {faults.Count - 30} 处有误。全部改好后再上传，现在没有更换。");
        return faults.Count == 0 ? bytes : null;
    }

    private async Task<bool> OpenAsync(string key, CancellationToken ct)
    {
        if (key == New)
            return true;
        // A version that begins later counts here, so that it is seen at once
        if (await book.FindAsync(key, DateOnly.MaxValue, ct) is not { } table)
            return false;
        (Present, Versions) = (table, await book.VersionsAsync(key, ct));
        Cells = (await reader.ReadAsync(table.Content, ct)).Cells;
        return true;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,58}$", RegexOptions.None, 1000)]
    private static partial Regex KeyPattern();
}
