using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Letters;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>申报进展 by receipt, in plain words and without anything about a person.</summary>
[AllowAnonymous, PublicPage]
internal sealed class StatePage(XianjieDb db, ParametersInForce parameters, Scope scope) : PageModel
{
    public sealed record Line(string Title, string? When, bool Done);

    [BindProperty(SupportsGet = true)]
    public string? No { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? New { get; set; }

    public string? Receipt { get; private set; }
    public DateOnly ReceivedOn { get; private set; }
    public LetterProgress? Progress { get; private set; }
    public bool IsUnknown { get; private set; }

    public IReadOnlyList<Line> Lines => Progress is not { } at ? [] :
    [
        new("已收到申报", $"{ReceivedOn:yyyy 年 M 月 d 日}", true),
        new("乡镇受理", null, at.Stage != LetterStage.受理中),
        new("村里上门核实", at.VisitedOn is { } day ? $"{day:yyyy 年 M 月 d 日}" : null, at.Stage is not (LetterStage.受理中 or LetterStage.村里核实中)),
        new("告知结果", null, at.Stage is LetterStage.已认定 or LetterStage.未纳入 or LetterStage.已在帮扶 or LetterStage.已办结),
    ];

    public async Task<IActionResult> OnGetAsync(string? receipt, CancellationToken ct)
    {
        var wanted = new string([.. (receipt ?? No ?? string.Empty).ToUpper(CultureInfo.InvariantCulture).Where(char.IsAsciiLetterOrDigit)]);
        Response.Headers.CacheControl = "no-store";
        if (wanted.Length == 0)
            return Page();
        // The receipt is the key: 60 random bits, given only to who reported. The rest of the request then works in that county.
        var letter = wanted.Length == 12 ? await db.Set<Letter>().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(l => l.Receipt == wanted, ct) : null;
        if (letter is null)
        {
            IsUnknown = true;
            return Unknown();
        }
        scope.Narrow(letter.Division / 1_000_000 * 1_000_000);
        (Receipt, ReceivedOn, Progress) = (letter.Receipt, letter.ReceivedOn, await LetterProgress.OfAsync(db, letter, (await parameters.LoadAsync(ct)).Whole("受理天数", letter.Division), ct));
        return Page();
    }

    private PageResult Unknown()
    {
        var page = Page();
        page.StatusCode = StatusCodes.Status404NotFound;
        return page;
    }
}
