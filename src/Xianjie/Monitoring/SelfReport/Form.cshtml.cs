using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Monitoring.Letters;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files.Photos;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>
/// 困难申报: the public form of a village. No account, no script, no cookie needed; the form token is not asked for, because there is no
/// session that it could protect and an expired one would lose what was typed.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage, RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
internal sealed class FormPage(XianjieDb db, WriteGate gate, LetterDesk desk, Limits limits, PhotoDrafts drafts, Places places, Scope scope, Clock clock) : PageModel
{
    private const long MostBytes = 12 << 20;
    private const string Public = "公众申报";

    [BindProperty]
    public LetterForm Input { get; set; } = new();
    [BindProperty]
    public IFormFile? Picture { get; set; }
    /// <summary>Leads to the photo of an earlier try of this form.</summary>
    [BindProperty]
    public string? Kept { get; set; }
    [BindProperty]
    public bool DropPicture { get; set; }

    /// <summary>The photo that goes with the form.</summary>
    public Guid? Photo { get; private set; }
    public string? PhotoToken => Photo is { } photo ? drafts.Token(photo, Input.FormKey) : null;
    public string Place { get; private set; } = string.Empty;
    public string? Township { get; private set; }
    public IEnumerable<SelectListItem> Difficulties => PublicWords.Difficulties.Select(d => new SelectListItem(d.Words, d.Risk));
    public IEnumerable<SelectListItem> Relations => LetterForm.Relations.Select(r => new SelectListItem(r, r)).Prepend(new SelectListItem("请选择", string.Empty));

    public IActionResult OnGet(long village) => Find(village) ? Page() : NotFound();

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(long village, CancellationToken ct)
    {
        if (!Find(village))
            return NotFound();
        // Nobody is signed in: the request works inside the county of the village, and shows nothing of it
        scope.Narrow(village / 1_000_000 * 1_000_000);
        Input.Village = village;
        Input.Channel = Platform.Intake.ClueChannel.自主申报;
        foreach (var (field, words) in Input.Faults(places, clock.Today))
            ModelState.AddModelError($"Input.{field}", words);
        var address = limits.Index(HttpContext.Connection.RemoteIpAddress);
        Photo = await NewPhotoAsync(village, address, ct) ?? (DropPicture ? null : await drafts.FindAsync(Kept, Input.FormKey, ct));
        if (!ModelState.IsValid)
            return Page();
        if (await limits.RefusalAsync(Input, address, ct) is { } refusal)
        {
            ModelState.AddModelError(string.Empty, refusal);
            return Page();
        }
        return new SeeOtherResult($"/report/state/{await TakeAsync(address, ct)}?new=1");
    }

    /// <summary>Takes the form in and returns its receipt.</summary>
    private async Task<string> TakeAsync(byte[] address, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var letter = await desk.TakeAsync(Input, new Sender(Public, LetterSources.Scanned, address, Photo), ct);
        // A form sent twice is one letter with the photo of the first time; the second is swept away
        if (Photo is { } photo && letter.PhotoId == photo)
            await drafts.TakeAsync(photo, ct);
        await transaction.CommitAsync(ct);
        return letter.Receipt!;
    }

    private bool Find(long village)
    {
        if (places.Find(village) is not { Level: DivisionLevel.Village } place)
            return false;
        (Place, Township) = (place.Name, place.Parent is { } up ? places.Name(up) : null);
        return true;
    }

    private async Task<Guid?> NewPhotoAsync(long village, byte[] address, CancellationToken ct)
    {
        if (Picture is null || Picture.Length == 0)
            return null;
        if (Picture.Length > PhotoDrafts.Limit)
            return Wrong("照片太大，请选 10 MB 以内的，或不传照片。");
        var bytes = new byte[Picture.Length];
        await using (var content = Picture.OpenReadStream())
            await content.ReadExactlyAsync(bytes, ct);
        if (PlainPhoto.Of(bytes) is not { } plain)
            return Wrong(PlainPhoto.TypeOf(bytes) is null ? "这个文件不是照片（JPG、PNG、WebP），请重新选，或不传照片。" : "这张照片没有传完整，请重新选，或不传照片。");
        return await drafts.KeepAsync(plain, village, address, await limits.MostPerHourAsync(village, ct), ct) ?? Wrong("这个网络刚才传的照片太多，请不传照片先提交，或过一会儿再传。");

        Guid? Wrong(string words)
        {
            ModelState.AddModelError(nameof(Picture), words);
            return null;
        }
    }
}
