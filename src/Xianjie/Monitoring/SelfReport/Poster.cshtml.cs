using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>One A4 sheet per village with the QR code of its form, to hang up at the village office.</summary>
[Requires(Permissions.CluesEnter)]
internal sealed class PosterPage(Places places, CurrentUser user) : PageModel
{
    private const int Most = 400;

    public sealed record Sheet(long Code, string Village, string Township, string Address, Qr Qr);

    /// <summary>The address under which villagers reach the server, where that differs from the office network's.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Site { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Phone { get; set; }

    public string? Wrong { get; private set; }
    public IReadOnlyList<Sheet> Sheets { get; private set; } = [];

    public void OnGet()
    {
        var origin = $"{Request.Scheme}://{Request.Host}{Request.PathBase}";
        var site = string.IsNullOrWhiteSpace(Site) ? origin : Site.Trim().TrimEnd('/');
        if (!Uri.TryCreate(site, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || site.Length > 120)
        {
            Wrong = "公开网址应写成 https://shenbao.example.gov.cn 的样子。";
            site = origin;
        }
        Site = site;
        Sheets = [.. Villages(user.Area).Take(Most).Select(v => new Sheet(v.Code, v.Name, v.Parent is { } up ? places.Name(up) : string.Empty, $"{site}/report/{v.Code}", Qr.Of($"{site}/report/{v.Code}")))];
    }

    private IEnumerable<Places.Place> Villages(long area) => places.Find(area) switch
    {
        { Level: DivisionLevel.Village } village => [village],
        { } place => places.Children(place.Code).SelectMany(c => Villages(c.Code)),
        _ => [],
    };
}
