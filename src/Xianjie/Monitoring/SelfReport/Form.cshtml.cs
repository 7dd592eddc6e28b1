using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Xianjie.Monitoring.Letters;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>
/// 困难申报: the public form of a village. No account, no script, no cookie needed; the form token is not asked for, because there is no
/// session that it could protect and an expired one would lose what was typed.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, EnableRateLimiting(PublicSetup.Policy), RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
internal sealed class FormPage(XianjieDb db, LetterDesk desk, Limits limits, FileStore files, Places places, Scope scope, Clock clock) : PageModel
{
    private const long MostBytes = 12 << 20;
    private const string Public = "公众申报";

    [BindProperty]
    public LetterForm Input { get; set; } = new();
    [BindProperty]
    public IFormFile? Picture { get; set; }

    public string Place { get; private set; } = string.Empty;
    public string? Township { get; private set; }
    public IEnumerable<SelectListItem> Difficulties => PublicWords.Difficulties.Select(d => new SelectListItem(d.Words, d.Risk));
    public IEnumerable<SelectListItem> Relations => LetterForm.Relations.Select(r => new SelectListItem(r, r)).Prepend(new SelectListItem("请选择", string.Empty));

    public IActionResult OnGet(long village) => Find(village) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long village, CancellationToken ct)
    {
        if (!Find(village))
            return NotFound();
        Input.Village = village;
        Input.Channel = Platform.Intake.ClueChannel.自主申报;
        foreach (var (field, words) in Input.Faults(places, clock.Today))
            ModelState.AddModelError($"Input.{field}", words);
        var type = await PictureTypeAsync(ct);
        if (!ModelState.IsValid)
            return Again();
        // Nobody is signed in: the request works inside the county of the village, and shows nothing of it
        scope.Narrow(village / 1_000_000 * 1_000_000);
        var address = limits.Index(HttpContext.Connection.RemoteIpAddress);
        if (await limits.RefusalAsync(Input, address, ct) is { } refusal)
        {
            ModelState.AddModelError(string.Empty, refusal);
            return Again();
        }
        var photo = type is null ? null : await SavePictureAsync(type, village, ct);
        var letter = await desk.TakeAsync(Input, new Sender(Public, LetterSources.Scanned, address, photo), ct);
        return new SeeOtherResult($"/report/state/{letter.Receipt}?new=1");
    }

    private PageResult Again()
    {
        if (Picture is not null)
            ViewData["PictureLost"] = true;
        return Page();
    }

    private bool Find(long village)
    {
        if (places.Find(village) is not { Level: DivisionLevel.Village } place)
            return false;
        (Place, Township) = (place.Name, place.Parent is { } up ? places.Name(up) : null);
        return true;
    }

    private async Task<string?> PictureTypeAsync(CancellationToken ct)
    {
        if (Picture is null || Picture.Length == 0)
            return null;
        var head = new byte[16];
        await using var content = Picture.OpenReadStream();
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        var type = Photo.TypeOf(head.AsSpan(0, read));
        if (type is null || Picture.Length > Photo.Limit)
            ModelState.AddModelError(nameof(Picture), type is null ? "这个文件不是照片，请重新选，或不传照片。" : "照片太大，请选 10 MB 以内的，或不传照片。");
        return type;
    }

    private async Task<Guid?> SavePictureAsync(string type, long village, CancellationToken ct)
    {
        await using var content = Picture!.OpenReadStream();
        var file = await files.SaveAsync(content, "申报照片" + Photo.Ending(type), type, Public, village, "letter-photo", Photo.Limit, ct);
        if (file is null)
            return null;
        db.Add(file);
        await db.SaveChangesAsync(ct);
        return file.Id;
    }
}
