using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Income;

/// <summary>人均纯收入: groups by year with growth since the year before and since 2020, and places against the county's target.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(XianjieDb db, IncomeBook book, ParametersInForce inForce, Places places, Scope scope, CurrentUser user, Clock clock) : PageModel
{
    /// <param name="Kept">Where the households have no statements, the number that was kept.</param>
    public sealed record YearLine(int Year, IncomeSum Sum, long? PerHead, decimal? Growth, decimal? SinceBase, IncomeRecord? Kept);

    public sealed record PlaceLine(Places.Place Place, IncomeSum Now, long? Before, decimal? Growth);

    public sealed class BaseForm
    {
        public int Year { get; set; } = IncomeBook.BaseYear;
        public string Group { get; set; } = IncomeBook.Exited;
        [Range(typeof(decimal), "100", "200000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "人均纯收入应在 100 到 200000 元之间。")]
        public decimal? Yuan { get; set; }
        [StringLength(200, ErrorMessage = "依据最多 200 个字。")]
        public string? Basis { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    [BindProperty(SupportsGet = true, Name = "group")]
    public string? Asked { get; set; }
    [BindProperty(SupportsGet = true, Name = "year")]
    public int? AskedYear { get; set; }
    public BaseForm Input { get; private set; } = new();

    public long Here { get; private set; }
    public string Group => IncomeBook.Groups.Any(g => g.Key == Asked) ? Asked! : IncomeBook.Exited;
    public int Year { get; private set; }
    public IReadOnlyList<int> Years { get; private set; } = [];
    public IReadOnlyDictionary<string, IReadOnlyList<YearLine>> Lines { get; private set; } = new Dictionary<string, IReadOnlyList<YearLine>>();
    public IReadOnlyList<PlaceLine> Below { get; private set; } = [];
    public YearLine? Now => Lines.GetValueOrDefault(Group)?.FirstOrDefault(l => l.Year == Year);
    /// <summary>In 分 and in percent; null where the county has set none.</summary>
    public long? Target { get; private set; }
    public decimal? GrowthTarget { get; private set; }
    public string? TargetBasis { get; private set; }
    public string Place => places.Path(Here);
    public bool MayKeep => user.May(Permissions.ParametersWrite) && Here % 1_000_000 == 0;
    public IReadOnlyList<Places.Place> Areas => [places.Find(user.Area)!, .. places.Children(user.Area)];
    public IEnumerable<SelectListItem> GroupItems => IncomeBook.Groups.Select(g => new SelectListItem(g.Title, g.Key));
    public string Rows(long area, string group, int year) => string.Create(CultureInfo.InvariantCulture, $"/income/rows?area={area}&group={group}&year={year}");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    /// <summary>Keeps the sums of the year as they are today, for every group.</summary>
    public async Task<IActionResult> OnPostKeepAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!MayKeep)
            return Forbid();
        db.Act = user.Acts("留存人均纯收入");
        var kept = Lines.SelectMany(g => g.Value.Where(l => l.Year == Year && l.Sum.PerHead is not null).Select(l => new IncomeRecord
        {
            Division = Here, Group = g.Key, Year = Year, PerHead = l.Sum.PerHead!.Value, Households = l.Sum.Households, People = (int)l.Sum.People, By = db.Act.By, At = clock.Now,
        })).ToList();
        db.AddRange(kept);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"{Year} 年 {kept.Count} 个人群的人均纯收入已留存。";
        return new SeeOtherResult($"/income?area={Here}&group={Group}&year={Year}");
    }

    /// <summary>A year without statements, above all 2020, from a document.</summary>
    public async Task<IActionResult> OnPostEnterAsync(BaseForm input, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!MayKeep)
            return Forbid();
        Input = input;
        if (input.Yuan is null)
            ModelState.AddModelError("Input.Yuan", "请填写人均纯收入。");
        if (string.IsNullOrWhiteSpace(input.Basis))
            ModelState.AddModelError("Input.Basis", "请写明依据，例如统计公报、国家系统年度数据。");
        if (input.Year < IncomeBook.BaseYear || input.Year > clock.Today.Year || IncomeBook.Groups.All(g => g.Key != input.Group))
            ModelState.AddModelError("Input.Year", $"年度应在 {IncomeBook.BaseYear} 到 {clock.Today.Year} 之间。");
        else if (Lines[input.Group].Any(l => l.Year == input.Year && l.Sum.Households > 0))
            ModelState.AddModelError("Input.Year", $"{input.Year} 年有逐户收入，按逐户收入计算，不能另行填写。");
        if (!ModelState.IsValid)
            return Page();
        db.Act = user.Acts("填写人均纯收入", input.Basis);
        db.Add(new IncomeRecord { Division = Here, Group = input.Group, Year = input.Year, PerHead = (long)(input.Yuan!.Value * 100), Basis = input.Basis!.Trim(), By = db.Act.By, At = clock.Now });
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = "已保存。";
        return new SeeOtherResult($"/income?area={Here}&group={input.Group}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Here = Area ?? user.Area;
        if (!scope.Covers(Here))
            return false;
        var (cells, kept) = (await book.CellsAsync(Here, ct), await book.KeptAsync(Here, ct));
        var own = Here % 1_000_000 == 0;
        Years = [.. cells.Select(c => c.Year).Concat(own ? kept.Keys.Select(k => k.Year) : []).Distinct().OrderDescending()];
        Year = AskedYear is { } asked && Years.Contains(asked) ? asked : cells.Select(c => c.Year).DefaultIfEmpty(clock.Today.Year - 1).Max();
        Lines = IncomeBook.Groups.ToDictionary(g => g.Key, g => Timeline(g.Key, cells, own ? kept : new Dictionary<(string, int), IncomeRecord>()));
        var values = await inForce.LoadAsync(ct);
        var day = new DateOnly(Year, 12, 31);
        (Target, TargetBasis) = (values.Fen("人均纯收入目标", Here, day), values.Basis("人均纯收入目标", Here, day));
        GrowthTarget = values.Fen("人均纯收入增速目标", Here, day) is { } points && points > 0 ? points / 100m : null;
        Below = [.. places.Children(Here).Select(p => OfPlace(p, cells)).Where(l => l.Now.Households > 0)];
        return true;
    }

    private IReadOnlyList<YearLine> Timeline(string group, IReadOnlyList<IncomeCell> cells, IReadOnlyDictionary<(string, int), IncomeRecord> kept)
    {
        var perHead = Years.ToDictionary(y => y, y => SumOf(cells, group, y).PerHead ?? kept.GetValueOrDefault((group, y))?.PerHead);
        return [.. Years.Select(y => new YearLine(y, SumOf(cells, group, y), perHead[y], Growth(perHead[y], perHead.GetValueOrDefault(y - 1)), y == IncomeBook.BaseYear ? null : Growth(perHead[y], perHead.GetValueOrDefault(IncomeBook.BaseYear)), kept.GetValueOrDefault((group, y))))];
    }

    private PlaceLine OfPlace(Places.Place place, IReadOnlyList<IncomeCell> cells)
    {
        var mine = cells.Where(c => c.Place == place.Code).ToList();
        var (now, before) = (SumOf(mine, Group, Year), SumOf(mine, Group, Year - 1).PerHead);
        return new PlaceLine(place, now, before, Growth(now.PerHead, before));
    }

    private static IncomeSum SumOf(IReadOnlyList<IncomeCell> cells, string group, int year) => cells.Where(c => c.Group == group && c.Year == year).Aggregate(default(IncomeSum), (sum, cell) => sum + cell.Sum);

    /// <summary>In percent with two places, as plans state it.</summary>
    private static decimal? Growth(long? now, long? before) => now is { } a && before is > 0 and var b ? Math.Round((a - b) * 100m / b, 2, MidpointRounding.AwayFromZero) : null;
}
