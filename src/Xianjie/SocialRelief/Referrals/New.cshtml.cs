using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.SocialRelief.Health;

namespace Xianjie.SocialRelief.Referrals;

/// <summary>转办救助申请, started from a household, a clue or a case; what is known is filled in.</summary>
[Requires(Permissions.ReliefRefer)]
internal sealed class NewPage(XianjieDb db, ReferralDesk desk, Seal seal, Places places) : PageModel
{
    private const int MostFound = 30;

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        [Required(ErrorMessage = "请选择申请人。")]
        public Guid? Person { get; set; }
        [Required(ErrorMessage = "请选择申请的救助。")]
        public string? Kind { get; set; }
        [Required(ErrorMessage = "请写明申请理由。"), StringLength(1000, ErrorMessage = "理由最多 1000 个字。")]
        public string? Reason { get; set; }
        [StringLength(400, ErrorMessage = "材料最多 400 个字。")]
        public string? Papers { get; set; }
        public List<Guid> Attachments { get; set; } = [];
    }

    [BindProperty(SupportsGet = true)]
    public Guid? Household { get; set; }
    [BindProperty(SupportsGet = true)]
    public Guid? Clue { get; set; }
    [BindProperty(SupportsGet = true)]
    public Guid? Case { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    [BindProperty]
    public Form Input { get; set; } = new();

    public Household? Home { get; private set; }
    public Clue? FromClue { get; private set; }
    public IdentificationCase? FromCase { get; private set; }
    public IReadOnlyList<Household> Found { get; private set; } = [];
    public IReadOnlyList<Person> Members { get; private set; } = [];
    public IReadOnlyList<Attachment> Files { get; private set; } = [];
    public IReadOnlyList<(string Kind, string Department)> Offered { get; private set; } = [];
    public string PlaceOf(Household home) => places.Path(home.Division);
    public IEnumerable<SelectListItem> People => Members.Select(m => new SelectListItem($"{m.Name}（{m.Relation}{(IsIll(m) ? "，患有大病" : "")}）", m.Id.ToString()));
    public IEnumerable<SelectListItem> Kinds => Offered.Select(k => new SelectListItem($"{k.Kind}（转{k.Department}）", k.Kind));
    public IEnumerable<SelectListItem> Papers => Files.Select(f => new SelectListItem(f.Name, f.Id.ToString()));
    public string Back => FromClue is { } clue ? $"/clues/{clue.Id}" : FromCase is { } known ? $"/cases/{known.Id}" : Home is { } home ? $"/households/{home.Id}?tab=benefits" : "/relief/referrals";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (Home is not null)
            Input = await PrefilledAsync(Home, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Home is null)
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var (origin, link) = FromClue is not null ? ("线索", $"/clues/{FromClue.Id}") : FromCase is not null ? ("认定案件", $"/cases/{FromCase.Id}") : ("农户", $"/households/{Home.Id}");
        var form = new ReferralForm(Input.FormKey, Input.Person!.Value, Input.Kind!, Input.Reason!, Input.Papers ?? string.Empty, [.. Input.Attachments.Where(a => Files.Any(f => f.Id == a))], origin, link);
        if (!(await desk.SendAsync(Home, form, ct)).TryGet(out var sent, out var refusal))
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        TempData["Notice"] = $"已转{sent.Department}办理，{sent.Due:yyyy-MM-dd} 前答复。";
        return new SeeOtherResult($"/relief/referrals/{sent.Id}");
    }

    /// <summary>Who is ill, what is known of the illness, and what the clue or case says.</summary>
    private async Task<Form> PrefilledAsync(Household home, CancellationToken ct)
    {
        var ids = Members.Select(m => m.Id).ToList();
        var ill = await db.Set<CriticalCase>().AsNoTracking().Where(c => ids.Contains(c.PersonId)).OrderByDescending(c => c.DiagnosedOn).FirstOrDefaultAsync(ct);
        var person = Members.FirstOrDefault(m => m.Id == ill?.PersonId) ?? Members.FirstOrDefault(IsIll) ?? Members.FirstOrDefault(m => m.Relation == "户主") ?? (Members is [var first, ..] ? first : null);
        string?[] reasons = [ill is null ? IsIll(person) ? $"{person!.Name}患有大病" : null : $"{ill.Name}于 {ill.DiagnosedOn:yyyy-MM-dd} 确诊{seal.OpenHealth(ill.DiagnosisSealed) ?? ill.Disease}", FromClue?.Title, FromCase?.Problem, home.RiskNote];
        var kind = ill is not null || IsIll(person) ? "大病救助" : "临时救助";
        return new()
        {
            Person = person?.Id, Kind = Offered.Any(k => k.Kind == kind) ? kind : null, Reason = string.Join("；", reasons.Where(r => !string.IsNullOrWhiteSpace(r))), Papers = "申请书、身份证或户口簿、诊断证明、费用票据", Attachments = [.. Files.Take(10).Select(f => f.Id)],
        };
    }

    private static bool IsIll(Person? person) => person?.Health?.Contains("患有大病", StringComparison.Ordinal) == true;

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Offered = await desk.KindsAsync(ct);
        FromClue = Clue is { } clue ? await db.Set<Clue>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == clue, ct) : null;
        FromCase = Case is { } known ? await db.Set<IdentificationCase>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == known, ct) : null;
        if ((Clue is not null && FromClue is null) || (Case is not null && FromCase is null))
            return false;
        var wanted = FromClue?.HouseholdId ?? FromCase?.HouseholdId ?? Household;
        if (wanted is null)
        {
            if (Q?.Trim() is { Length: > 0 } words)
                Found = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.HouseholdNo == words || h.HeadName == words)).OrderBy(h => h.HouseholdNo).Take(MostFound).ToListAsync(ct);
            return true;
        }
        Home = await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == wanted && h.State == HouseholdState.Active, ct);
        Members = await db.Set<Person>().AsNoTracking().Where(p => p.HouseholdId == wanted && p.State == PersonState.Present).OrderBy(p => p.Relation == "户主" ? 0 : 1).ThenBy(p => p.Id).ToListAsync(ct);
        Files = await db.Set<Attachment>().AsNoTracking().Where(a => a.HouseholdId == wanted).OrderByDescending(a => a.At).Take(50).ToListAsync(ct);
        return Home is not null;
    }
}
