using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Fields;
using Xianjie.SocialRelief.Benefits;

namespace Xianjie.SocialRelief.Policies;

/// <summary>A county writes a policy or replaces one that ships; the condition is checked, and can be tried on the county's data first.</summary>
[Requires(Permissions.ParametersWrite)]
internal sealed class EditPage(XianjieDb db, PolicyBook book, RuleBook rules, RegistryFields fields, FileStore files, Seal seal, IEnumerable<IFactSource> sources, IDataConsent consent, SecondPersonDesk second, PolicyAct saving, Clock clock) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "请填写编号，例如 FZ-09。"), RegularExpression("^[A-Za-z0-9-]{2,40}$", ErrorMessage = "编号只用字母、数字和短横线，最多 40 个。")]
        public string? Key { get; set; }
        [Required(ErrorMessage = "请填写政策名称。"), StringLength(60, ErrorMessage = "名称最多 60 个字。")]
        public string? Title { get; set; }
        public PolicyTrack Track { get; set; }
        public List<string> Benefits { get; set; } = [];
        [Required(ErrorMessage = "请填写主管部门。"), StringLength(20, ErrorMessage = "部门最多 20 个字。")]
        public string? Department { get; set; }
        [Required(ErrorMessage = "请填写依据文件的名称和文号。"), StringLength(400, ErrorMessage = "依据最多 400 个字。")]
        public string? Basis { get; set; }
        [StringLength(400, ErrorMessage = "标准最多 400 个字。")]
        public string? Standard { get; set; }
        [Required(ErrorMessage = "请填写开始日期。")]
        public DateOnly? From { get; set; }
        public DateOnly? To { get; set; }
        public bool PerPerson { get; set; } = true;
        public string? Fact { get; set; }
        [StringLength(2000, ErrorMessage = "条件最多 2000 个字。")]
        public string? Where { get; set; }
        [StringLength(2000, ErrorMessage = "条件最多 2000 个字。")]
        public string? When { get; set; }
        public int Version { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public bool IsNew { get; private set; }
    public string? Trial { get; private set; }
    public IEnumerable<SelectListItem> Tracks => Enum.GetNames<PolicyTrack>().Select(t => new SelectListItem(t, t));
    public IEnumerable<SelectListItem> Kinds => BenefitKinds.All.Select(k => new SelectListItem(k.Name, k.Name));
    public IEnumerable<SelectListItem> Facts => rules.Catalogue.Facts.Select(f => new SelectListItem(f.Name, f.Name)).Prepend(new("（只看户）", string.Empty));

    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken ct)
    {
        IsNew = key is null;
        if (key is null)
        {
            Input = new() { From = clock.Today, Fact = "成员" };
            return Page();
        }
        if ((await book.AllAsync(ct)).FirstOrDefault(p => p.Key == key) is not { } policy)
            return NotFound();
        Input = new()
        {
            Key = policy.Key, Title = policy.Title, Track = policy.Track, Benefits = [.. policy.Benefits], Department = policy.Department, Basis = policy.Basis, Standard = policy.Standard, From = policy.ValidFrom,
            To = policy.ValidTo, PerPerson = policy.PerPerson, Fact = policy.Fact, Where = policy.Where, When = policy.When, Version = policy.Version,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? key, CancellationToken ct)
    {
        if (await CheckedAsync(key, ct) is not { } wanted)
            return Page();
        var known = await db.Set<ReliefPolicy>().AsNoTracking().FirstOrDefaultAsync(p => p.County == wanted.County && p.Key == wanted.Key, ct);
        if (known is not null && known.Version != Input.Version)
            return StatusCode(StatusCodes.Status409Conflict);
        var asked = await second.AskAsync(saving, PolicyOrder.Of(wanted), $"{(known is null ? "录入" : "修改")}救助政策：{wanted.Title}", ct);
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(string.Empty, asked.Refusal);
        return Page();
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostTryAsync(string? key, CancellationToken ct)
    {
        if (await CheckedAsync(key, ct) is not { } wanted)
            return Page();
        var found = await new PolicyScreening(db, rules, fields, files, seal, sources, consent).FindAsync([wanted], book.County, clock.Today, (_, _) => { }, ct);
        Trial = $"按现有数据，这个条件符合 {found.Count:N0} {(wanted.PerPerson ? "人" : "户")}，涉及 {found.Select(f => f.Household).Distinct().Count():N0} 户。还没有保存。";
        return Page();
    }

    private async Task<ReliefPolicy?> CheckedAsync(string? key, CancellationToken ct)
    {
        IsNew = key is null;
        if (key is not null && Input.Key != key)
            ModelState.AddModelError("Input.Key", "编号不能修改。");
        if (Input.To < Input.From)
            ModelState.AddModelError("Input.To", "结束日期早于开始日期，请核对。");
        if (Input.Benefits.Count == 0 || Input.Benefits.Exists(b => BenefitKinds.All.All(k => k.Name != b)))
            ModelState.AddModelError("Input.Benefits", "请选择看到哪些待遇算在享。");
        if (IsNew && Input.Key is not null && (await book.AllAsync(ct)).Any(p => p.Key == Input.Key))
            ModelState.AddModelError("Input.Key", "这个编号已经有了，请换一个，或去修改那一项。");
        if (!ModelState.IsValid)
            return null;
        var wanted = new ReliefPolicy
        {
            Key = Input.Key!, County = book.County, Title = Input.Title!.Trim(), Track = Input.Track, BenefitNames = string.Join(';', Input.Benefits), Department = Input.Department!.Trim(), Basis = Input.Basis!.Trim(),
            Standard = Input.Standard?.Trim(), ValidFrom = Input.From!.Value, ValidTo = Input.To, PerPerson = Input.PerPerson, Fact = string.IsNullOrWhiteSpace(Input.Fact) ? null : Input.Fact, Where = Input.Where?.Trim(), When = Input.When?.Trim(),
        };
        foreach (var error in PolicyRules.Compile([wanted], rules.Catalogue, rules.Rules.Parameters).Errors)
            ModelState.AddModelError("Input.Where", $"条件有误：{error.Message}");
        return ModelState.IsValid ? wanted : null;
    }
}
