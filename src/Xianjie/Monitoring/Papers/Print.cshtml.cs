using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Monitoring.JointReview;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Papers;

/// <summary>One kind of paper for one household or many: to print, as Word or PDF. Numbers are starred out until a purpose is given.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class PrintPage(XianjieDb db, PaperBook book, PaperPress press, PdfMaker pdf, PaperDownload download, Places places, CurrentUser user, Clock clock) : PageModel
{
    public PaperTemplate Template { get; private set; } = null!;
    public IReadOnlyList<Guid> Ids { get; private set; } = [];
    public long? Village { get; private set; }
    public PressRun Run { get; private set; } = new([], []);
    public bool IsRevealed { get; private set; }
    public bool MayReveal => user.May(Permissions.Reveal) && Template.About is "户" or "认定" or "消除" && !IsRevealed;
    public bool PdfIsThere => pdf.IsThere;
    public string Query => $"code={Template.Code}{string.Concat(Ids.Select(i => "&ids=" + i))}{(Village is { } v ? $"&village={v}" : "")}";

    public Task<IActionResult> OnGetAsync(string? code, List<Guid> ids, long? village, CancellationToken ct) => ShowAsync(code, ids, village, reveal: false, ct);

    public async Task<IActionResult> OnGetWordAsync(string? code, List<Guid> ids, long? village, CancellationToken ct) =>
        await LoadAsync(code, ids, village, reveal: false, ct) ? await WordAsync(null, ct) : NotFound();

    public async Task<IActionResult> OnGetPdfAsync(string? code, List<Guid> ids, long? village, CancellationToken ct)
    {
        if (!await LoadAsync(code, ids, village, reveal: false, ct))
            return NotFound();
        if (Run.Sheets.Count == 0)
            return Page();
        var (file, refusal) = await download.PdfAsync(this, Template.Name, Named("pdf"), Run.Sheets, ct);
        if (file is not null)
            return file;
        ModelState.AddModelError(string.Empty, refusal ?? PdfMaker.Missing);
        return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>With full numbers, for a purpose that is written down.</summary>
    public async Task<IActionResult> OnPostAsync(string? code, List<Guid> ids, string? purpose, string? word, CancellationToken ct)
    {
        if (!await LoadAsync(code, ids, null, reveal: false, ct) || !MayReveal || ids.Count == 0)
            return NotFound();
        if (string.IsNullOrWhiteSpace(purpose) || purpose.Length > 100)
        {
            ModelState.AddModelError("purpose", "请填写打印完整证件号的用途（100 字以内）。");
            return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }
        press.Note(Template, ids, purpose.Trim());
        await db.SaveChangesAsync(ct);
        await LoadAsync(code, ids, null, reveal: true, ct);
        Response.Headers.CacheControl = "no-store";
        return word is not null && Run.Sheets.Count > 0 ? await WordAsync(purpose.Trim(), ct) : Page();
    }

    private async Task<IActionResult> ShowAsync(string? code, List<Guid> ids, long? village, bool reveal, CancellationToken ct) => await LoadAsync(code, ids, village, reveal, ct) ? Page() : NotFound();

    private async Task<bool> LoadAsync(string? code, List<Guid> ids, long? village, bool reveal, CancellationToken ct)
    {
        if ((string.IsNullOrEmpty(code) ? book.All[0] : book.Find(code)) is not { About: not Minutes.About } template)
            return false;
        (Template, Ids, Village, IsRevealed) = (template, [.. ids.Distinct().Take(PaperPress.Most)], village, reveal);
        Run = template.About == "明白纸" && ids.Count == 0 ? new(await press.ForPlacesAsync(template.Code, Villages(), ct), []) : await press.RunAsync(template, Ids, reveal, ct);
        return true;
    }

    /// <summary>The village asked for, or every village of a township; only inside the user's area.</summary>
    private IEnumerable<long> Villages()
    {
        var place = places.Find(Village ?? user.Area);
        if (place is null || !db.Scope.Covers(place.Code))
            return [];
        return place.Level switch
        {
            DivisionLevel.Village => [place.Code],
            DivisionLevel.Township => places.Children(place.Code).Select(p => p.Code),
            _ => [],
        };
    }

    private async Task<IActionResult> WordAsync(string? purpose, CancellationToken ct) =>
        Run.Sheets.Count == 0 ? Page() : await download.WordAsync(this, Template.Name, Named("docx"), Run.Sheets, ct, IsRevealed, purpose);

    private string Named(string ending) => $"{Template.Name}-{(Run.Sheets.Count == 1 ? "1份" : $"{Run.Sheets.Count}份")}-{clock.Today:yyyyMMdd}.{ending}";
}
