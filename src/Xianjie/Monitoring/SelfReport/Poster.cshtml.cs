using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>One A4 sheet per village with the QR code of its form, to hang up at the village office.</summary>
[Requires(Permissions.CluesEnter)]
internal sealed class PosterPage(ParametersInForce parameters, Places places, CurrentUser user, Clock clock, SecondPersonDesk second, ParameterAct changing) : PageModel
{
    private const int Most = 400;

    public sealed record Sheet(long Code, string Village, string Township, string Address, Qr Qr);

    /// <summary>The county's parameter that holds the address under which villagers reach the server, where it differs from the office network's.</summary>
    public const string AddressKey = "公开申报网址";

    [BindProperty]
    public string? Site { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Phone { get; set; }

    /// <summary>The whole county prints the same address, so only the county may set it.</summary>
    public bool MaySet => user.May(Permissions.ParametersWrite) && user.Division % 1_000_000 == 0;
    public bool IsSet { get; private set; }
    public IReadOnlyList<Sheet> Sheets { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!MaySet)
            return Forbid();
        var site = Site?.Trim().TrimEnd('/') ?? string.Empty;
        if (!Uri.TryCreate(site, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || site.Length > 120)
        {
            ModelState.AddModelError(nameof(Site), "公开网址应写成 https://shenbao.example.gov.cn 的样子，最多 120 个字。");
            await ShowAsync(ct);
            return Page();
        }
        // Villagers all over the county type their troubles into whatever stands at this address
        var asked = await second.AskAsync(changing, new(AddressKey, "公开申报网址", null, user.Division, site, clock.Today, "县监测员设置", "设置公开申报网址", "/report/poster"), "设置公开申报网址", ct);
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(nameof(Site), asked.Refusal);
        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var set = (await parameters.LoadAsync(ct)).Text(AddressKey, user.Division);
        IsSet = set.Length > 0;
        var site = IsSet ? set : $"{Request.Scheme}://{Request.Host}{Request.PathBase}";
        Site ??= site;
        Sheets = [.. Villages(user.Area).Take(Most).Select(v => new Sheet(v.Code, v.Name, v.Parent is { } up ? places.Name(up) : string.Empty, $"{site}/report/{v.Code}", Qr.Of($"{site}/report/{v.Code}")))];
    }

    private IEnumerable<Places.Place> Villages(long area) => places.Find(area) switch
    {
        { Level: DivisionLevel.Village } village => [village],
        { } place => places.Children(place.Code).SelectMany(c => Villages(c.Code)),
        _ => [],
    };
}
