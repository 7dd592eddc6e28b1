using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>Every condition of one household with its proof, and the forms that bring proof.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(XianjieDb db, DropoutDesk dropouts, ParametersInForce inForce, CurrentUser user, Clock clock, Places places) : PageModel
{
    public static readonly IReadOnlyList<string> Diseases = ["高血压", "糖尿病", "肺结核", "严重精神障碍"];

    public sealed class ProofForm
    {
        [Required(ErrorMessage = "请选择是哪一项。")]
        public GuaranteeKind? Kind { get; set; }
        public Guid? Person { get; set; }
        [Required(ErrorMessage = "请填写证明日期。")]
        public DateOnly? On { get; set; }
        [Required(ErrorMessage = "请填写结果，如 在校、B级、高血压、合格。"), StringLength(60, ErrorMessage = "结果最多 60 个字。")]
        public string Value { get; set; } = string.Empty;
        public bool Failed { get; set; }
        [Range(0, 10_000, ErrorMessage = "数值应在 0 到 10000 之间。")]
        public int? Number { get; set; }
        [StringLength(400, ErrorMessage = "说明最多 400 个字。")]
        public string? Note { get; set; }
        public Guid? Certificate { get; set; }
    }

    public sealed class SettleForm
    {
        [Required(ErrorMessage = "请选择结果。")]
        public DropoutOutcome? Outcome { get; set; }
        [Required(ErrorMessage = "请填写日期。")]
        public DateOnly? On { get; set; }
        [Required(ErrorMessage = "请写明情况。"), StringLength(400, ErrorMessage = "情况最多 400 个字。")]
        public string Words { get; set; } = string.Empty;
        public Guid? Certificate { get; set; }
    }

    public GuaranteeFacts Facts { get; private set; } = null!;
    public IReadOnlyList<Condition> Conditions { get; private set; } = [];
    public IReadOnlyList<Gap> Closed { get; private set; } = [];
    public IReadOnlyList<DropoutOrder> Orders { get; private set; } = [];
    public ILookup<Guid, DropoutTalk> Talks { get; private set; } = Array.Empty<DropoutTalk>().ToLookup(t => t.OrderId);
    public IReadOnlyList<SelectListItem> Files { get; private set; } = [];
    public ProofForm Proof { get; private set; } = new();
    public bool MayWrite => user.May(Permissions.HelpWrite) && Facts.Household.State == HouseholdState.Active;
    public DateOnly Today => clock.Today;
    public string Place => places.Path(Facts.Household.Division);
    public IEnumerable<SelectListItem> Kinds => Enum.GetNames<GuaranteeKind>().Select(k => new SelectListItem(k, k)).Prepend(new("请选择", string.Empty));
    public IEnumerable<SelectListItem> People => Facts.Members.Select(m => new SelectListItem($"{m.Name}（{m.Relation}）", m.Id.ToString())).Prepend(new("全户", string.Empty));

    public async Task<IActionResult> OnGetAsync(Guid household, CancellationToken ct) => await LoadAsync(household, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostProofAsync(Guid household, ProofForm proof, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || !MayWrite)
            return NotFound();
        Proof = proof;
        Check(proof);
        if (!ModelState.IsValid)
            return Page();
        db.Act = user.Acts("登记保障证明", proof.Note);
        db.Add(new Proof
        {
            HouseholdId = household, PersonId = IsPersonal(proof.Kind!.Value) ? proof.Person : null, Division = Facts.Household.Division, Kind = proof.Kind.Value, ProvedOn = proof.On!.Value, Passed = !proof.Failed,
            Value = proof.Value.Trim(), Number = proof.Number, Source = "走访", Note = proof.Note?.Trim(), AttachmentId = proof.Certificate, By = db.Act.By, At = clock.Now,
        });
        await db.SaveChangesAsync(ct);
        return await RefreshedAsync("证明已登记，缺口已重新核对。", ct);
    }

    public async Task<IActionResult> OnPostDutyAsync(Guid household, Guid order, string? education, string? administration, string? words, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || !MayWrite || await FindAsync(order, household, ct) is not { ClosedOn: null } row)
            return NotFound();
        if (string.IsNullOrWhiteSpace(education) || string.IsNullOrWhiteSpace(administration) || education.Length > 60 || administration.Length > 60 || words?.Length > 400)
            ModelState.AddModelError(string.Empty, "控辍实行双线责任：请填写教育线（校长、教师）和行政线（乡镇、村干部）责任人，各不超过 60 个字。");
        if (!ModelState.IsValid)
            return Page();
        (row.EducationDuty, row.AdministrationDuty, row.Version) = (education!.Trim(), administration!.Trim(), row.Version + 1);
        db.Act = user.Acts("劝返记录", words);
        if (!string.IsNullOrWhiteSpace(words))
            db.Add(new DropoutTalk { OrderId = order, HouseholdId = household, Division = row.Division, On = clock.Today, Words = words.Trim(), By = db.Act.By });
        await db.SaveChangesAsync(ct);
        return Done("劝返情况已记录。");
    }

    public async Task<IActionResult> OnPostSettleAsync(Guid household, Guid order, SettleForm settle, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || !MayWrite || await FindAsync(order, household, ct) is not { } row)
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        if (await dropouts.SettleAsync(row, settle.Outcome!.Value, settle.On!.Value, settle.Words.Trim(), settle.Certificate, user.Acts("办结控辍工单", settle.Words), ct) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        return await RefreshedAsync("工单已办结。", ct);
    }

    public async Task<IActionResult> OnPostLookAsync(Guid household, Guid order, bool there, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || !MayWrite || await FindAsync(order, household, ct) is not { LookAgainOn: not null, LookedOn: null } row)
            return NotFound();
        db.Act = user.Acts("返校回访");
        row.LookAgain(clock.Today, there);
        if (!there)
            db.Add(new Proof
            {
                HouseholdId = household, PersonId = row.PersonId, Division = row.Division, Kind = GuaranteeKind.义务教育, ProvedOn = clock.Today, Passed = false, Value = "返校后又离校",
                Source = "回访", By = db.Act.By, At = clock.Now,
            });
        await db.SaveChangesAsync(ct);
        return await RefreshedAsync("回访已登记。", ct);
    }

    public static bool IsPersonal(GuaranteeKind kind) => kind is GuaranteeKind.义务教育 or GuaranteeKind.医保参保 or GuaranteeKind.慢病随访;

    private void Check(ProofForm proof)
    {
        if (proof.On > clock.Today)
            ModelState.AddModelError("Proof.On", "证明日期不能在今天之后。");
        if (proof.Kind is { } kind && IsPersonal(kind) && Facts.Members.All(m => m.Id != proof.Person))
            ModelState.AddModelError("Proof.Person", $"{kind}要选择是哪位成员。");
        if (proof.Certificate is { } file && Files.All(f => f.Value != file.ToString()))
            ModelState.AddModelError("Proof.Certificate", "请从本户附件里选择证明文件。");
        if (proof.Kind == GuaranteeKind.慢病随访 && !Diseases.Contains(proof.Value.Trim()))
            ModelState.AddModelError("Proof.Value", $"随访请填写病种：{string.Join("、", Diseases)}。");
        if (proof.Kind == GuaranteeKind.住房安全 && proof.Value.Trim() is not ("A级" or "B级" or "C级" or "D级" or "无法判定"))
            ModelState.AddModelError("Proof.Value", "住房请填写鉴定等级：A级、B级、C级、D级或无法判定。");
        if (proof.Kind is GuaranteeKind.饮水水量 or GuaranteeKind.饮水保证率 && proof.Number is null)
            ModelState.AddModelError("Proof.Number", proof.Kind == GuaranteeKind.饮水水量 ? "请填写每人每天多少升。" : "请填写停水天数，没有停水填 0。");
    }

    private Task<DropoutOrder?> FindAsync(Guid order, Guid household, CancellationToken ct) =>
        db.Set<DropoutOrder>().SingleOrDefaultAsync(o => o.Id == order && o.HouseholdId == household, ct);

    private async Task<IActionResult> RefreshedAsync(string words, CancellationToken ct)
    {
        var id = Facts.Household.Id;
        await new GuaranteeBook(db, await inForce.LoadAsync(ct), clock.Today).RefreshAsync(db.Set<Household>().Where(h => h.Id == id), ct);
        await dropouts.FollowAsync([id], ct);
        return Done(words);
    }

    private SeeOtherResult Done(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/guarantees/{Facts.Household.Id}");
    }

    private async Task<bool> LoadAsync(Guid household, CancellationToken ct)
    {
        if (await GuaranteeBook.FactsAsync(db, household, ct) is not { } facts)
            return false;
        Facts = facts;
        Conditions = new GuaranteeCheck(await inForce.LoadAsync(ct), clock.Today).Of(facts);
        Closed = await db.Set<Gap>().AsNoTracking().Where(g => g.HouseholdId == household && g.ClosedOn != null).OrderByDescending(g => g.ClosedOn).Take(20).ToListAsync(ct);
        Orders = await db.Set<DropoutOrder>().AsNoTracking().Where(o => o.HouseholdId == household).OrderByDescending(o => o.OpenedOn).ToListAsync(ct);
        Talks = (await db.Set<DropoutTalk>().AsNoTracking().Where(t => t.HouseholdId == household).OrderBy(t => t.Id).ToListAsync(ct)).ToLookup(t => t.OrderId);
        Files = [.. (await db.Set<Attachment>().AsNoTracking().Where(a => a.HouseholdId == household).Select(a => new { a.Id, a.Name }).ToListAsync(ct)).Select(a => new SelectListItem(a.Name, a.Id.ToString()))];
        Proof = new ProofForm { On = clock.Today };
        return true;
    }
}
