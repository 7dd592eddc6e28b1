using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Screening.Identifiers;
using DivisionLevel = Xianjie.Platform.Divisions.DivisionLevel;

namespace Xianjie.Monitoring.Letters;

/// <summary>One letter: what was said, whose household it is, the clues that came of it, and the answer.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class ShowPage(XianjieDb db, LetterDesk desk, HouseholdMatch match, ParametersInForce parameters, Places places, Seal seal, CurrentUser user, Clock clock) : PageModel
{
    private const int MostFound = 20;

    public Letter Letter { get; private set; } = null!;
    public string Words { get; private set; } = string.Empty;
    public LetterProgress Progress { get; private set; } = null!;
    public IReadOnlyList<Clue> Clues { get; private set; } = [];
    public IReadOnlyList<HouseholdChoice> Near { get; private set; } = [];
    public IReadOnlyList<HouseholdChoice> Found { get; private set; } = [];
    public IReadOnlyList<Letter> Repeats { get; private set; } = [];
    public IReadOnlyList<Change> History { get; private set; } = [];
    public Household? Home { get; private set; }
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The township settles whose household it is; a collector only of the own village.</summary>
    public bool MaySettle => user.May(Permissions.CluesEnter) && Letter.State == LetterState.待核对;
    public bool MayRefuse => MaySettle && user.May(Permissions.CluesDispatch);
    public bool MayAnswer => user.May(Permissions.CluesDispatch) && Letter is { AnsweredOn: null, Channel: not Platform.Intake.ClueChannel.自主申报 };
    public string Place => places.Path(Letter.Division, places.Find(Letter.Division)?.Level == DivisionLevel.County ? DivisionLevel.City : DivisionLevel.County);
    public string PlaceOf(long division) => places.Path(division);
    public string? Phone => Letter.PhoneSealed is { } box && PhoneNo.TryParse(seal.Open(box, Sealed.Phone), null, out var phone) ? phone.Masked() : null;
    public string? ProxyPhone => Letter.ProxyPhoneSealed is { } box && PhoneNo.TryParse(seal.Open(box, Sealed.Phone), null, out var phone) ? phone.Masked() : null;
    public string? Citizen => Letter.CitizenIdSealed is { } box && CitizenId.TryParse(seal.Open(box, Sealed.CitizenId), null, out var id) ? id.Masked() : null;
    /// <summary>Who visits must be able to ring up; seeing the number is written down.</summary>
    public string? FullPhone { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostMatchAsync(Guid id, Guid household, int version, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.CluesEnter))
            return Forbid();
        if (Letter.Version != version || !MaySettle)
            return StatusCode(StatusCodes.Status409Conflict);
        if (!await desk.MatchAsync(Letter, household, user.Acts(string.Empty).By, ct))
        {
            ModelState.AddModelError(string.Empty, "这户不在您的辖区或已归档，请重新查找。");
            return Page();
        }
        TempData["Notice"] = "已核对到户，线索已转入线索列表，等待派发到村。";
        return new SeeOtherResult($"/letters/{id}");
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid id, int version, string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.CluesDispatch))
            return Forbid();
        if (Letter.Version != version || !MaySettle)
            return StatusCode(StatusCodes.Status409Conflict);
        if (string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("reason", "请写明不予受理的原因，例如不是本县农户、无法联系到本人。");
            return Page();
        }
        await desk.TurnDownAsync(Letter, reason.Trim(), user.Acts(string.Empty).By, ct);
        TempData["Notice"] = "已标为不予受理。";
        return new SeeOtherResult($"/letters/{id}");
    }

    public async Task<IActionResult> OnPostAnswerAsync(Guid id, int version, string? answer, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.CluesDispatch))
            return Forbid();
        if (Letter.Version != version || !MayAnswer)
            return StatusCode(StatusCodes.Status409Conflict);
        if (answer?.Trim() is not { Length: > 0 and <= 1000 } words)
        {
            ModelState.AddModelError("answer", "请写明答复内容，最多 1000 个字。");
            return Page();
        }
        await desk.ReplyAsync(Letter, words, user.Acts(string.Empty).By, ct);
        TempData["Notice"] = "答复已登记，待办已办结。";
        return new SeeOtherResult($"/letters/{id}");
    }

    public async Task<IActionResult> OnPostPhoneAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.CluesVisit) && !user.May(Permissions.Reveal))
            return Forbid();
        var act = user.Acts("查看原文（来件电话）", "联系申报人");
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Why = act.Why, Object = nameof(Letter), ObjectId = id, Division = Letter.Division });
        await db.SaveChangesAsync(ct);
        FullPhone = Letter.PhoneSealed is { } box ? seal.Open(box, Sealed.Phone) : null;
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Letter>().FirstOrDefaultAsync(l => l.Id == id, ct) is not { } letter)
            return false;
        Letter = letter;
        Words = seal.Open(letter.WordsSealed, Sealed.File);
        Progress = await LetterProgress.OfAsync(db, letter, (await parameters.LoadAsync(ct)).Whole("受理天数", letter.Division), ct);
        Clues = await db.Set<Clue>().AsNoTracking().Where(c => db.Set<ClueSource>().Any(s => s.ClueId == c.Id && s.Origin == id)).OrderBy(c => c.Id).ToListAsync(ct);
        Repeats = await db.Set<Letter>().AsNoTracking().Where(l => l.MergedInto == id).OrderBy(l => l.Id).Take(50).ToListAsync(ct);
        History = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == id).OrderByDescending(c => c.At).Take(50).ToListAsync(ct);
        Home = letter.HouseholdId is { } home ? await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == home, ct) : null;
        if (letter.State == LetterState.待核对)
            await SearchAsync(ct);
        return true;
    }

    private async Task SearchAsync(CancellationToken ct)
    {
        Near = await match.NearAsync(Letter, ct);
        if (Q?.Trim() is { Length: > 0 } words)
            Found = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.HouseholdNo == words || h.HeadName == words)).OrderBy(h => h.HouseholdNo).Take(MostFound)
                .Select(h => new HouseholdChoice(h.Id, h.HouseholdNo, h.HeadName, h.Division, "查找")).ToListAsync(ct);
    }

    /// <summary>Sends the photo, always as a download.</summary>
    public static void MapPhoto(WebApplication app) => app.MapGet("/letters/{id:guid}/photo", SendAsync).WithMetadata(new RequiresAttribute(Permissions.CluesRead));

    private static async Task<IResult> SendAsync(Guid id, XianjieDb db, FileStore store, CancellationToken ct)
    {
        var photo = await db.Set<Letter>().AsNoTracking().Where(l => l.Id == id).Select(l => l.PhotoId).SingleOrDefaultAsync(ct);
        var file = photo is null ? null : await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == photo, ct);
        return file is null || !store.Exists(file.Id) ? Results.NotFound() : Results.Stream(store.Open(file.Id), file.ContentType, file.Name);
    }
}
