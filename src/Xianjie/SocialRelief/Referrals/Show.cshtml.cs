using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.SocialRelief.Referrals;

/// <summary>One referral: the application with its papers, and the answer.</summary>
[Requires(Permissions.ReliefCases)]
internal sealed class ShowPage(XianjieDb db, ReferralDesk desk, RegistryFields fields, CurrentUser user, Clock clock, Places places) : PageModel
{
    public sealed class Form
    {
        public ReferralTrigger Trigger { get; set; }
        [StringLength(1000, ErrorMessage = "说明最多 1000 个字。")]
        public string? Words { get; set; }
        [Range(typeof(decimal), "0", "1000000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "金额应在 0 到 100 万元之间。")]
        public decimal? Amount { get; set; }
        public int Version { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public Referral Referral { get; private set; } = null!;
    public Person? Applicant { get; private set; }
    public string CitizenId { get; private set; } = string.Empty;
    public IReadOnlyList<Attachment> Files { get; private set; } = [];
    public IReadOnlyList<Change> History { get; private set; } = [];
    public IReadOnlyList<Move<ReferralState, ReferralTrigger>> Moves => [.. ReferralProcess.Table.Open(Referral.State, user.May)];
    public string Place => places.Path(Referral.Division);
    public bool MayOpenHousehold => user.May(Permissions.HouseholdsRead);
    public bool IsLate => Referral.State == ReferralState.待办理 && Referral.Due < clock.Today;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        Input = new() { Version = Referral.Version };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Referral.Version != Input.Version)
            return StatusCode(StatusCodes.Status409Conflict);
        if (!ModelState.IsValid)
            return Page();
        if (await desk.AnswerAsync(Referral, new(Input.Trigger, Input.Version, Input.Words, Input.Amount is { } yuan ? (long)(yuan * 100) : null), ct) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        TempData["Notice"] = Input.Trigger switch
        {
            ReferralTrigger.批准 => Referral.MeasureId is null ? "已批准，结果写回户档。" : "已批准，结果写回户档，并记入这户的帮扶措施。", ReferralTrigger.不批准 => "已答复不批准，理由写回户档。", ReferralTrigger.退回补正 => "已退回补正，转办人的待办里可以看到。",
            ReferralTrigger.补正后重报 => "已重新转给部门办理。", _ => "已撤回。",
        };
        return new SeeOtherResult($"/relief/referrals/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await desk.Mine().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return false;
        Referral = referral;
        Applicant = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == referral.PersonId, ct);
        CitizenId = Applicant is null ? string.Empty : fields.Of(RegistryFields.Member, "citizen_id").Text(Applicant);
        var ids = referral.AttachmentIds;
        Files = await db.Set<Attachment>().AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.At).ToListAsync(ct);
        History = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == id).OrderByDescending(c => c.At).Take(50).ToListAsync(ct);
        return true;
    }

    /// <summary>A paper of the referral, for those who may see the referral; always as a download.</summary>
    public static void MapPapers(WebApplication app) => app.MapGet("/relief/referrals/{id:guid}/papers/{paper:guid}", SendAsync).WithMetadata(new RequiresAttribute(Permissions.ReliefCases));

    private static async Task<IResult> SendAsync(Guid id, Guid paper, ReferralDesk desk, XianjieDb db, FileStore store, CancellationToken ct)
    {
        if (await desk.Mine().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } referral || !referral.AttachmentIds.Contains(paper))
            return Results.NotFound();
        var attachment = await db.Set<Attachment>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == paper, ct);
        return attachment is null || !store.Exists(attachment.FileId) ? Results.NotFound() : Results.Stream(store.Open(attachment.FileId), attachment.ContentType, attachment.Name);
    }
}
