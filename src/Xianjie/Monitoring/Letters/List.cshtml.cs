using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Letters;

/// <summary>申报与来件 of the area; the tabs count what they open.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class ListPage(XianjieDb db, Places places, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Tab(string Key, string Title, int Count);

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true)]
    public ClueChannel? Channel { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string View => Tabs.FirstOrDefault(t => t.Key == Show)?.Key ?? "all";
    public IReadOnlyList<Tab> Tabs { get; private set; } = [];
    public IReadOnlyList<Letter> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public int Size => Paging.Size(Request);
    public DateOnly Today => clock.Today;
    public bool MayEnter => user.May(Permissions.CluesEnter);
    public string PlaceOf(Letter letter) => places.Path(letter.Division, places.Find(letter.Division)?.Level == DivisionLevel.County ? DivisionLevel.City : DivisionLevel.County);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Tabs =
        [
            new("all", "全部", await Of("all").CountAsync(ct)), new("unmatched", "待核对农户", await Of("unmatched").CountAsync(ct)), new("matched", "已对上", await Of("matched").CountAsync(ct)),
            new("merged", "重复并入", await Of("merged").CountAsync(ct)), new("refused", "不予受理", await Of("refused").CountAsync(ct)), new("answer", "待答复", await Of("answer").CountAsync(ct)),
        ];
        Total = Tabs.First(t => t.Key == View).Count;
        Number = Paging.Page(Number, Total, Size);
        Rows = await Of(View).OrderByDescending(l => l.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
    }

    private IQueryable<Letter> Of(string view)
    {
        var rows = view switch
        {
            "unmatched" => db.Set<Letter>().AsNoTracking().Where(l => l.State == LetterState.待核对),
            "matched" => db.Set<Letter>().AsNoTracking().Where(l => l.State == LetterState.已对上),
            "merged" => db.Set<Letter>().AsNoTracking().Where(l => l.State == LetterState.已并入),
            "refused" => db.Set<Letter>().AsNoTracking().Where(l => l.State == LetterState.不予受理),
            "answer" => db.Set<Letter>().AsNoTracking().Where(l => l.AnswerBy != null && l.AnsweredOn == null),
            _ => db.Set<Letter>().AsNoTracking(),
        };
        if (Channel is { } channel)
            rows = rows.Where(l => l.Channel == channel);
        if (Q?.Trim() is { Length: > 0 } words)
        {
            var receipt = words.Replace("-", string.Empty, StringComparison.Ordinal).ToUpper(CultureInfo.InvariantCulture);
            rows = rows.Where(l => l.Name == words || l.Number == words || l.Receipt == receipt);
        }
        return rows;
    }
}
