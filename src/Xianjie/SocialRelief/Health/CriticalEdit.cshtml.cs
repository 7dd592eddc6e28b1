using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.People;
using Xianjie.Screening;

namespace Xianjie.SocialRelief.Health;

/// <summary>Registers a case or carries it on.</summary>
[Requires(Permissions.ReliefWrite)]
internal sealed class CriticalEditPage(XianjieDb db, Catalogue catalogue, Seal seal, CurrentUser user, Clock clock, Places places) : PageModel
{
    private const int MostFound = 30;

    public sealed class Form
    {
        [Required(ErrorMessage = "请选择病种。")]
        public string? Disease { get; set; }
        [StringLength(60, ErrorMessage = "诊断最多 60 个字。")]
        public string? Diagnosis { get; set; }
        [Required(ErrorMessage = "请填写确诊日期。")]
        public DateOnly? DiagnosedOn { get; set; }
        [StringLength(60, ErrorMessage = "医院最多 60 个字。")]
        public string? Hospital { get; set; }
        public CriticalState State { get; set; }
        public string? Care { get; set; }
        public DateOnly? TreatedOn { get; set; }
        [Range(typeof(decimal), "0", "10000000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "费用应在 0 到 1000 万元之间。")]
        public decimal? Cost { get; set; }
        [Range(typeof(decimal), "0", "10000000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "自付应在 0 到 1000 万元之间。")]
        public decimal? SelfPaid { get; set; }
        [StringLength(400, ErrorMessage = "说明最多 400 个字。")]
        public string? Note { get; set; }
        public int Version { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    [BindProperty(SupportsGet = true)]
    public Guid? Person { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    public CriticalCase? Case { get; private set; }
    public Person? Who { get; private set; }
    public IReadOnlyList<Person> Found { get; private set; } = [];
    public string PlaceOf(long division) => places.Path(division);
    public IEnumerable<SelectListItem> Diseases => catalogue.Codes[CriticalCase.Codes].Values.Append(CriticalCase.Other).Select(d => new SelectListItem(d, d)).Prepend(new("请选择", string.Empty));
    public IEnumerable<SelectListItem> States => Enum.GetNames<CriticalState>().Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> Cares => [new("（未填）", string.Empty), .. new[] { "住院", "门诊", "居家" }.Select(c => new SelectListItem(c, c))];

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Case is { } known)
            Input = new()
            {
                Disease = known.Disease, Diagnosis = seal.OpenHealth(known.DiagnosisSealed), DiagnosedOn = known.DiagnosedOn, Hospital = known.Hospital, State = known.State, Care = known.Care, TreatedOn = known.TreatedOn, Cost = known.Cost / 100m,
                SelfPaid = known.SelfPaid / 100m, Note = seal.OpenHealth(known.NoteSealed), Version = known.Version,
            };
        if (Who is null && Q?.Trim() is { Length: > 0 } name)
            Found = await db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.Name == name).OrderBy(p => p.Division).Take(MostFound).ToListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Who is null)
            return NotFound();
        if (Case is { } known && known.Version != Input.Version)
            return StatusCode(StatusCodes.Status409Conflict);
        await CheckAsync(ct);
        if (!ModelState.IsValid)
            return Page();
        var row = Case;
        if (row is null)
            db.Add(row = new CriticalCase { HouseholdId = Who.HouseholdId, PersonId = Who.Id, Division = Who.Division, Name = Who.Name, Disease = Input.Disease!, DiagnosedOn = Input.DiagnosedOn!.Value, Source = "登记" });
        (row.Disease, row.DiagnosisSealed, row.DiagnosedOn, row.Hospital, row.State, row.Care) = (Input.Disease!, seal.CloseHealth(Input.Diagnosis, row.DiagnosisSealed), Input.DiagnosedOn!.Value, Input.Hospital?.Trim(), Input.State, string.IsNullOrEmpty(Input.Care) ? null : Input.Care);
        (row.TreatedOn, row.Cost, row.SelfPaid, row.NoteSealed, row.Version) = (Input.TreatedOn, Fen(Input.Cost), Fen(Input.SelfPaid), seal.CloseHealth(Input.Note, row.NoteSealed), row.Version + 1);
        db.Act = user.Acts(Case is null ? "登记大病救治" : "更新大病救治");
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"{Who.Name}的{row.Disease}救治情况已保存。";
        return new SeeOtherResult("/relief/critical");
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        if (Input.Disease is not null && Diseases.All(d => d.Value != Input.Disease))
            ModelState.AddModelError("Input.Disease", "请从病种目录里选择。");
        if (Input.DiagnosedOn > clock.Today)
            ModelState.AddModelError("Input.DiagnosedOn", "确诊日期不能在今天之后。");
        if (Input.TreatedOn < Input.DiagnosedOn || Input.TreatedOn > clock.Today)
            ModelState.AddModelError("Input.TreatedOn", "救治日期应在确诊之后、今天之前。");
        if (Input.State is CriticalState.救治中 or CriticalState.已救治 or CriticalState.随访 && Input.TreatedOn is null)
            ModelState.AddModelError("Input.TreatedOn", "已经开始救治的，请填写救治日期。");
        if (Input.State == CriticalState.终止 && string.IsNullOrWhiteSpace(Input.Note))
            ModelState.AddModelError("Input.Note", "终止救治的，请写明原因。");
        if (Input.SelfPaid > Input.Cost)
            ModelState.AddModelError("Input.SelfPaid", "自付不能超过总费用。");
        var (person, disease, known) = (Who!.Id, Input.Disease, Case?.Id);
        if (await db.Set<CriticalCase>().AnyAsync(c => c.PersonId == person && c.Disease == disease && c.Id != known, ct))
            ModelState.AddModelError("Input.Disease", "这个人的这个病种已经登记过，请在原记录上更新。");
    }

    private static long? Fen(decimal? yuan) => yuan is { } amount ? (long)(amount * 100) : null;

    private async Task<bool> LoadAsync(Guid? id, CancellationToken ct)
    {
        Case = id is null ? null : await db.Set<CriticalCase>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (id is not null && Case is null)
            return false;
        var person = Case?.PersonId ?? Person;
        Who = person is null ? null : await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == person, ct);
        return person is null || Who is not null;
    }
}
