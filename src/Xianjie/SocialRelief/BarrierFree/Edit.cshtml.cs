using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.SocialRelief.BarrierFree;

/// <summary>Carries a conversion from the application to the acceptance; each state needs its day, the acceptance its photos.</summary>
[Requires(Permissions.ReliefWrite)]
internal sealed class EditPage(XianjieDb db, CurrentUser user, Clock clock, Places places) : PageModel
{
    public sealed class Form
    {
        public ConversionState State { get; set; }
        public List<string> Works { get; set; } = [];
        public DateOnly? AppliedOn { get; set; }
        public DateOnly? ApprovedOn { get; set; }
        public DateOnly? DoneOn { get; set; }
        public DateOnly? AcceptedOn { get; set; }
        [Range(typeof(decimal), "0", "1000000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "金额应在 0 到 100 万元之间。")]
        public decimal? Amount { get; set; }
        [StringLength(400, ErrorMessage = "说明最多 400 个字。")]
        public string? Note { get; set; }
        public List<Guid> Photos { get; set; } = [];
        public int Version { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public Conversion? Row { get; private set; }
    public Person Who { get; private set; } = null!;
    public IReadOnlyList<Attachment> Files { get; private set; } = [];
    public string Place => places.Path(Who.Division);
    public IEnumerable<SelectListItem> States => Enum.GetNames<ConversionState>().Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> Kinds => Conversion.Kinds.Select(k => new SelectListItem(k, k));
    public IEnumerable<SelectListItem> Pictures => Files.Select(f => new SelectListItem(f.Name, f.Id.ToString()));

    public async Task<IActionResult> OnGetAsync(Guid person, CancellationToken ct)
    {
        if (!await LoadAsync(person, ct))
            return NotFound();
        Input = Row is not { } row ? new() { AppliedOn = clock.Today } : new()
        {
            State = row.State, Works = [.. row.Works.Split(';', StringSplitOptions.RemoveEmptyEntries)], AppliedOn = row.AppliedOn, ApprovedOn = row.ApprovedOn, DoneOn = row.DoneOn, AcceptedOn = row.AcceptedOn, Amount = row.Amount / 100m, Note = row.Note,
            Photos = [.. row.PhotoIds], Version = row.Version,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid person, CancellationToken ct)
    {
        if (!await LoadAsync(person, ct))
            return NotFound();
        if (Row is { } known && known.Version != Input.Version)
            return StatusCode(StatusCodes.Status409Conflict);
        Check();
        if (!ModelState.IsValid)
            return Page();
        var row = Row;
        if (row is null)
            db.Add(row = new Conversion { HouseholdId = Who.HouseholdId, PersonId = Who.Id, Division = Who.Division, Name = Who.Name, Disability = $"{Who.DisabilityKind}{Who.DisabilityLevel}", State = Input.State, Works = string.Empty, Photos = string.Empty });
        (row.State, row.Works, row.AppliedOn, row.ApprovedOn, row.DoneOn, row.AcceptedOn) = (Input.State, string.Join(';', Input.Works.Where(Conversion.Kinds.Contains)), Input.AppliedOn, Input.ApprovedOn, Input.DoneOn, Input.AcceptedOn);
        (row.Amount, row.Note, row.Photos, row.Version) = (Input.Amount is { } yuan ? (long)(yuan * 100) : null, Input.Note?.Trim(), string.Join(';', Input.Photos.Where(p => Files.Any(f => f.Id == p))), row.Version + 1);
        db.Act = user.Acts(Row is null ? "登记无障碍改造" : "更新无障碍改造");
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"{Who.Name}家的无障碍改造已保存（{row.State}）。";
        return new SeeOtherResult("/relief/barrier-free");
    }

    private void Check()
    {
        (ConversionState State, DateOnly? Day, string Field, string Words)[] days =
        [
            (ConversionState.已申请, Input.AppliedOn, "Input.AppliedOn", "申请"), (ConversionState.已批准, Input.ApprovedOn, "Input.ApprovedOn", "批准"), (ConversionState.已完工, Input.DoneOn, "Input.DoneOn", "完工"), (ConversionState.已验收, Input.AcceptedOn, "Input.AcceptedOn", "验收"),
        ];
        DateOnly? last = null;
        foreach (var (state, day, field, words) in days)
        {
            if (Input.State != ConversionState.不需要 && state <= Input.State && day is null)
                ModelState.AddModelError(field, $"状态是“{Input.State}”，请填写{words}日期。");
            if (day < last || day > clock.Today)
                ModelState.AddModelError(field, $"{words}日期应不早于前一步、不晚于今天。");
            last = day ?? last;
        }
        if (Input.State == ConversionState.不需要 && string.IsNullOrWhiteSpace(Input.Note))
            ModelState.AddModelError("Input.Note", "不需要改造的，请说明原因。");
        if (Input.State is ConversionState.已完工 or ConversionState.已验收 && Input.Works.Count == 0)
            ModelState.AddModelError("Input.Works", "请选择改造了什么。");
        if (Input.State == ConversionState.已验收 && Input.Amount is null)
            ModelState.AddModelError("Input.Amount", "验收时请填写改造金额。");
        if (Input.State == ConversionState.已验收 && Input.Photos.Count == 0)
            ModelState.AddModelError("Input.Photos", "验收要有照片：先把改造前后的照片上传到户档附件，再在这里勾选。");
    }

    private async Task<bool> LoadAsync(Guid person, CancellationToken ct)
    {
        Row = await db.Set<Conversion>().FirstOrDefaultAsync(c => c.PersonId == person, ct);
        if (await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == person, ct) is not { } who)
            return false;
        Who = who;
        Files = await db.Set<Attachment>().AsNoTracking().Where(a => a.HouseholdId == who.HouseholdId && a.ContentType.StartsWith("image/")).OrderByDescending(a => a.At).Take(50).ToListAsync(ct);
        return true;
    }
}
