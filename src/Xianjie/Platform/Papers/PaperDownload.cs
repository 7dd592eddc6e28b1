using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Exports;

namespace Xianjie.Platform.Papers;

/// <summary>Papers and reports that leave as files: on record with a number before the first byte, marked with it, and like any export held for a second person where they name many.</summary>
internal sealed class PaperDownload(ExportDesk desk, PdfMaker pdf, CurrentUser user)
{
    public const string Purpose = "办理文书";

    /// <param name="page">The page that answers.</param>
    /// <param name="title">What it is, in the record of exports.</param>
    /// <param name="fileName">With its ending; the number is put before it.</param>
    /// <param name="sheets">At least one.</param>
    /// <param name="revealed">Full numbers stand in it, for the purpose.</param>
    /// <param name="purpose">What for; null: the paper's own.</param>
    /// <param name="ct">Ends the export.</param>
    public async Task<IActionResult> WordAsync(PageModel page, string title, string fileName, IReadOnlyList<Paper> sheets, CancellationToken ct, bool revealed = false, string? purpose = null)
    {
        var (record, mark) = await desk.BeginAsync(Wish(title, fileName, revealed, purpose), ct);
        return await desk.SendAsync(page, record, mark, new MemoryStream(DocxWriter.Write(sheets, mark)), sheets.Count, DocxWriter.ContentType, ct);
    }

    /// <summary>As PDF; words where this server can't make one.</summary>
    public async Task<(IActionResult? File, string? Refusal)> PdfAsync(PageModel page, string title, string fileName, IReadOnlyList<Paper> sheets, CancellationToken ct)
    {
        if (!pdf.IsThere)
            return (null, PdfMaker.Missing);
        var (record, mark) = await desk.BeginAsync(Wish(title, fileName, false, null), ct);
        var made = await pdf.MakeAsync(DocxWriter.Write(sheets, mark), ct);
        return made.IsOk ? (await desk.SendAsync(page, record, mark, new MemoryStream(made.Value), sheets.Count, "application/pdf", ct), null) : (null, made.Refusal);
    }

    /// <summary>A report in a form of its own, written with the mark in it.</summary>
    public async Task<IActionResult> ReportAsync(PageModel page, string title, string fileName, Func<ExportMark, Task<MemoryStream>> write, string type, int rows, CancellationToken ct)
    {
        var (record, mark) = await desk.BeginAsync(Wish(title, fileName, false, null), ct);
        return await desk.SendAsync(page, record, mark, await write(mark), rows, type, ct);
    }

    private ExportWish Wish(string title, string fileName, bool revealed, string? purpose) => new(title, fileName, purpose ?? Purpose, revealed, user.Area, nameof(Paper), null);
}
