using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;

namespace Xianjie.Platform.Notices;

/// <summary>The sheets to hang up: one A4 page for each village, matter and term.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class PrintPage(XianjieDb db, Places places) : PageModel
{
    private const int Most = 200;

    internal sealed record Sheet(string Village, string Township, string Kind, string Title, DateOnly StartsOn, DateOnly EndsOn, IReadOnlyList<PublicNotice> Rows);

    public IReadOnlyList<Sheet> Sheets { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(List<Guid> ids, CancellationToken ct)
    {
        var rows = await db.Set<PublicNotice>().AsNoTracking().Where(n => ids.Contains(n.Id)).OrderBy(n => n.Division).ThenBy(n => n.Id).Take(Most).ToListAsync(ct);
        Sheets = [.. rows.GroupBy(n => (n.Division, n.Kind, n.StartsOn, n.EndsOn)).Select(g => new Sheet(places.Name(g.Key.Division), Township(g.Key.Division), g.Key.Kind, Title(g.Key.Kind, g.Key.StartsOn), g.Key.StartsOn, g.Key.EndsOn, [.. g]))];
        return Page();
    }

    private string Township(long village) => places.Find(village)?.Parent is { } up ? places.Name(up) : string.Empty;

    private static string Title(string kind, DateOnly day) => kind == "识别" ? $"拟纳入{PolicyPeriod.On(day).ObjectName}的公示" : $"{PolicyPeriod.On(day).ObjectName}{kind}的公示";
}
