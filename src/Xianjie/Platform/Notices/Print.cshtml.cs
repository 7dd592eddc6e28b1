using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Papers;

namespace Xianjie.Platform.Notices;

/// <summary>The sheets to hang up: one A4 page for each village, matter and term; from the same template as the Word file.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class PrintPage(XianjieDb db, Places places, PaperBook book, PaperDownload download) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<Paper> Sheets { get; private set; } = [];
    public string Ids => string.Join('&', Request.Query["ids"].Select(i => $"ids={i}"));

    public async Task<IActionResult> OnGetAsync(List<Guid> ids, CancellationToken ct)
    {
        Sheets = await SheetsAsync(ids, ct);
        return Page();
    }

    public async Task<IActionResult> OnGetWordAsync(List<Guid> ids, CancellationToken ct)
    {
        var sheets = await SheetsAsync(ids, ct);
        return sheets.Count == 0 ? NotFound() : await download.WordAsync(this, "公示表", "公示表.docx", sheets, ct);
    }

    private async Task<List<Paper>> SheetsAsync(List<Guid> ids, CancellationToken ct)
    {
        var rows = await db.Set<PublicNotice>().AsNoTracking().Where(n => ids.Contains(n.Id)).OrderBy(n => n.Division).ThenBy(n => n.Id).Take(Most).ToListAsync(ct);
        return [.. rows.GroupBy(n => (n.Division, n.Kind, n.StartsOn, n.EndsOn)).Select(g => book[NoticeSheet.Code].Fill(Data([.. g]))).OfType<Paper>()];
    }

    private PaperData Data(IReadOnlyList<PublicNotice> rows)
    {
        var village = places.Find(rows[0].Division);
        var name = places.Name(rows[0].Division);
        return NoticeSheet.Fill(new PaperData().Set(("村", PaperWords.Village(name)), ("村委会", PaperWords.Committee(name)), ("乡镇", village?.Parent is { } up ? places.Name(up) : string.Empty)), rows, PaperWords.Village(name));
    }
}
