using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Comparison.Unmatched;

/// <summary>Rows that belong to nobody known, with the nearest people; someone decides each, and the decision counts from the next run on.</summary>
[Requires(Permissions.FeedsRead)]
internal sealed class ListPage(XianjieDb db, FeedDesk desk, UnclaimedDesk unclaimed, Seal seal, Places places, CurrentUser user, Clock clock) : PageModel
{
    public const int Size = 20;

    public sealed record Choice(Guid PersonId, string Name, string CitizenId, string Place, string Why);
    public sealed record Row(UnclaimedRow Item, string CitizenId, IReadOnlyList<Choice> Choices, string? Person);

    [BindProperty(SupportsGet = true)]
    public Guid? Delivery { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Feed { get; set; }
    [BindProperty(SupportsGet = true)]
    public UnmatchedState State { get; set; } = UnmatchedState.Open;
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<string> Feeds { get; private set; } = [];
    public int Total { get; private set; }
    public Guid? Next { get; private set; }
    public bool MayDecide => user.May(Permissions.FeedsUpload);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Feeds = [.. desk.Mine.Select(f => f.Name)];
        var query = Filtered();
        Total = await query.CountAsync(ct);
        if (After is { } after)
            query = query.Where(r => r.Id.CompareTo(after) > 0);
        var items = await query.OrderBy(r => r.Id).Take(Size + 1).ToListAsync(ct);
        Next = items.Count > Size ? items[Size - 1].Id : null;
        Rows = await ShowAsync([.. items.Take(Size)], ct);
    }

    public Task<IActionResult> OnPostConfirmAsync(Guid id, Guid person, int version, string? note, CancellationToken ct) => DecideAsync(id, version, "确认归属", note, async row =>
    {
        // Only someone who is registered here, and only for people inside the county of the row.
        var known = await db.Set<Person>().AsNoTracking().Where(p => p.Id == person && p.Division >= row.Division && p.Division < row.Division + 1_000_000).Select(p => p.Name).SingleOrDefaultAsync(ct);
        if (known is null)
            return "没有这个人，可能已迁走；请刷新后重选。";
        row.Confirm(person, user.Acts(string.Empty).By, clock.Now, note);
        return null;
    }, ct);

    public Task<IActionResult> OnPostElsewhereAsync(Guid id, int version, string? note, CancellationToken ct) => DecideAsync(id, version, "标为非本县", note, row =>
    {
        row.MarkElsewhere(user.Acts(string.Empty).By, clock.Now, note);
        return Task.FromResult<string?>(null);
    }, ct);

    private async Task<IActionResult> DecideAsync(Guid id, int version, string what, string? note, Func<UnclaimedRow, Task<string?>> decide, CancellationToken ct)
    {
        if (!MayDecide)
            return Forbid();
        if (await unclaimed.Mine(db).FirstOrDefaultAsync(r => r.Id == id, ct) is not { } row)
            return NotFound();
        if (row.Version != version || row.State != UnmatchedState.Open)
            return StatusCode(StatusCodes.Status409Conflict);
        if (await decide(row) is { } refusal)
        {
            ModelState.AddModelError(string.Empty, refusal);
            await OnGetAsync(ct);
            return Page();
        }
        db.Act = user.Acts(what, note);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"第 {row.RowNumber} 行（{row.Name}）已{what}，下次比对起按此计。";
        return new SeeOtherResult(Address.With(Request, ("handler", null), ("id", null), ("person", null)));
    }

    private IQueryable<UnclaimedRow> Filtered()
    {
        var query = unclaimed.Mine(db).AsNoTracking().Where(r => r.State == State);
        if (Delivery is { } delivery)
            query = query.Where(r => r.DeliveryId == delivery);
        if (!string.IsNullOrEmpty(Feed))
            query = query.Where(r => r.Feed == Feed);
        return query;
    }

    private async Task<IReadOnlyList<Row>> ShowAsync(List<UnclaimedRow> items, CancellationToken ct)
    {
        var candidates = items.ToDictionary(i => i.Id, i => i.Candidates is null ? [] : JsonSerializer.Deserialize<List<Candidate>>(i.Candidates)!);
        var ids = candidates.Values.SelectMany(c => c).Select(c => c.PersonId).Concat(items.Select(i => i.PersonId).OfType<Guid>()).Distinct().ToList();
        var people = await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Division, p.CitizenIdSealed }).ToDictionaryAsync(p => p.Id, ct);
        return [.. items.Select(i => new Row(i, Masked(i.CitizenIdSealed),
            [.. candidates[i.Id].Where(c => people.ContainsKey(c.PersonId)).Select(c => new Choice(c.PersonId, people[c.PersonId].Name, Masked(people[c.PersonId].CitizenIdSealed), places.Path(people[c.PersonId].Division), c.Why))],
            i.PersonId is { } p && people.TryGetValue(p, out var person) ? $"{person.Name}（{places.Path(person.Division)}）" : null))];
    }

    private string Masked(byte[]? box)
    {
        if (box is null)
            return "（空）";
        var text = seal.Open(box, Sealed.CitizenId);
        return CitizenId.TryParse(text, null, out var id) ? id.Masked() : text.Length <= 7 ? new string('*', text.Length) : $"{text[..3]}{new string('*', text.Length - 7)}{text[^4..]}";
    }
}
