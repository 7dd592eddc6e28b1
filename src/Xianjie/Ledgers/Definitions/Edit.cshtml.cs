using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Platform.Yaml;

namespace Xianjie.Ledgers.Definitions;

/// <summary>A county builds a ledger or changes one: every change is a new version, checked as the shipped ones are.</summary>
[Requires(Permissions.LedgersDefine)]
internal sealed class EditPage(LedgerServices services, LedgerShelf shelf, FactTwins twins) : PageModel
{
    [BindProperty, StringLength(BoundedYaml.MostCharacters, ErrorMessage = "定义过长。")]
    public string? Text { get; set; }
    [BindProperty, StringLength(200, ErrorMessage = "说明最多 200 个字。")]
    public string? Why { get; set; }
    [BindProperty]
    public bool Retired { get; set; }
    [BindProperty, StringLength(40, ErrorMessage = "名称最多 40 个字。")]
    public string? Name { get; set; }
    [BindProperty, StringLength(60, ErrorMessage = "英文名最多 60 个字符。")]
    public string? English { get; set; }
    [BindProperty, StringLength(20)]
    public string? Type { get; set; }
    [BindProperty, StringLength(20, ErrorMessage = "单位最多 20 个字。")]
    public string? Unit { get; set; }
    [BindProperty, StringLength(200, ErrorMessage = "理由最多 200 个字。")]
    public string? Reason { get; set; }
    [BindProperty, StringLength(40, ErrorMessage = "新名称最多 40 个字。")]
    public string? NewName { get; set; }

    [BindProperty, StringLength(2000, ErrorMessage = "可选值最多 2000 个字。")]
    public string? Codes { get; set; }

    public Ledger? Present { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken ct)
    {
        if (!await FindAsync(key, ct))
            return NotFound();
        Text = Present?.Text ?? DefinitionText.New;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? key, CancellationToken ct) => await FindAsync(key, ct) ? await SaveAsync(Text ?? string.Empty, ct) : NotFound();

    public Task<IActionResult> OnPostAddAsync(string key, CancellationToken ct) => ChangeAsync(key, text => DefinitionText.Add(text, new Dictionary<string, string> { ["name"] = Name?.Trim() ?? "", ["english"] = English?.Trim() ?? "", ["type"] = Type ?? "text", ["unit"] = Unit?.Trim() ?? "", ["codes"] = Codes?.Trim() ?? "", ["reason"] = Reason?.Trim() ?? "" }), ct);

    public Task<IActionResult> OnPostRenameAsync(string key, CancellationToken ct) => ChangeAsync(key, text => Present![English ?? ""] is { } field && !string.IsNullOrWhiteSpace(NewName) ? DefinitionText.Rename(text, field.Name, NewName.Trim()) : text, ct);

    /// <summary>One field becomes two; the old one ends, and its values stay to be seen.</summary>
    public Task<IActionResult> OnPostSplitAsync(string key, int heir, CancellationToken ct)
    {
        string Typed(string part, int at) => Request.Form[$"{part}{at}"].ToString().Trim() is { Length: <= 2000 } text ? text : string.Empty;
        var parts = Enumerable.Range(1, 2).Select(at => (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { ["name"] = Typed("Name", at), ["english"] = Typed("English", at), ["type"] = Typed("Type", at), ["unit"] = Typed("Unit", at), ["codes"] = Typed("Codes", at) }).ToList();
        return ChangeAsync(key, text => DefinitionText.Split(text, English ?? "", Day(Turn.AddDays(-1)), Day(Turn), [.. parts.Select(p => new Dictionary<string, string>(p) { ["reason"] = $"由“{Present![English ?? ""]?.Name}”拆分" })], heir - 1), ct);
    }

    /// <summary>The first day on which the parts are asked: that of the period at hand, so that no period is half of each.</summary>
    private DateOnly Turn => Present!.Period == PeriodKind.None ? services.Clock.Today : Span.Holding(Present.Period, services.Clock.Today).First;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Task<IActionResult> OnPostRetireAsync(string key, CancellationToken ct) => ChangeAsync(key, text => DefinitionText.Retire(text, English ?? "", Day(services.Clock.Today.AddDays(-1))), ct);

    private async Task<IActionResult> ChangeAsync(string key, Func<string, string> change, CancellationToken ct)
    {
        if (!await FindAsync(key, ct) || Present is null)
            return NotFound();
        return await SaveAsync(Text = change(Present.Text), ct);
    }

    private async Task<bool> FindAsync(string? key, CancellationToken ct) => key is null || (Present = await services.Book.FindAsync(key, ct)) is not null;

    private async Task<IActionResult> SaveAsync(string text, CancellationToken ct)
    {
        var all = await services.Book.AllAsync(ct);
        var county = services.Book.County;
        if (services.Places.Find(county)?.Level != DivisionLevel.County)
            ModelState.AddModelError(string.Empty, "请先在页面上方选择一个县：定义只在本县有效。");
        if (string.IsNullOrWhiteSpace(Why))
            ModelState.AddModelError("Why", "请写明为什么新建或修改（下发依据）。");
        var (ledger, errors) = shelf.Read("定义", text, all);
        foreach (var error in errors.Take(20))
            ModelState.AddModelError("Text", $"第 {error.Line} 行：{error.Message}");
        if (ledger is not null)
            Judge(ledger, all);
        if (!ModelState.IsValid)
            return Page();
        var last = await services.Db.Set<DefinitionVersion>().Where(d => d.Key == ledger!.Key).MaxAsync(d => (int?)d.Version, ct) ?? 0;
        var act = services.Db.Act = services.User.Acts(Present is null ? "新建台账定义" : "修改台账定义", Why!.Trim());
        services.Db.Add(new DefinitionVersion { Key = ledger!.Key, Version = last + 1, County = county, Text = ledger.Text, EffectiveFrom = services.Clock.Today, Retired = Retired, By = act.By, At = services.Clock.Now, Why = Why.Trim() });
        await services.Db.SaveChangesAsync(ct);
        TempData["Notice"] = $"“{ledger.Title}”第 {last + 1} 版已生效。以前各期仍按当时的定义显示。";
        return new SeeOtherResult($"/ledgers/{ledger.Key}/definition");
    }

    private void Judge(Ledger ledger, LedgerSet all)
    {
        if (Present is not null && ledger.Key != Present.Key)
            ModelState.AddModelError("Text", "“key”不能改：已有的行按它找到台账。");
        if (Present is null && (all[ledger.Key] is not null || ledger.Key is "define" or "burden" or "late"))
            ModelState.AddModelError("Text", $"“key”{ledger.Key} 已经用了，请换一个。");
        if (all.All.FirstOrDefault(l => l.Key != ledger.Key && l.Title == ledger.Title) is { } twin)
            ModelState.AddModelError("Text", $"已有同名的台账“{twin.Title}”（{twin.Key}）。");
        if (Present is not null && (ledger.Period != Present.Period || ledger.Level != Present.Level))
            ModelState.AddModelError("Text", "“period”和“level”不能改：已有的行按它们放在期次和地区里。请新建一个台账。");
        foreach (var gone in Present?.Fields.Where(f => ledger[f.English] is null) ?? [])
            ModelState.AddModelError("Text", $"字段“{gone.Name}”（{gone.English}）不能删去，停用请写“to: 日期”。");
        foreach (var field in Present?.Fields ?? [])
            if (ledger[field.English] is { } now && now.Type != field.Type)
                ModelState.AddModelError("Text", $"字段“{field.Name}”的类型不能改，请停用它，另加一个字段。");
        foreach (var other in all.All.Where(o => o.Key != ledger.Key))
            foreach (var field in other.Fields.Where(f => f.Ledger == ledger.Key && f.Show is { } show && (ledger[show] is not { } shown || !Rows.Tokens.IsName(shown))))
                ModelState.AddModelError("Text", $"台账“{other.Title}”的“{field.Name}”按“{field.Show}”引用这里的行：这个字段不能改名，也不能去掉“unique”。");
        foreach (var words in twins.Find(ledger, Present, all))
            ModelState.AddModelError("Text", words);
    }
}
