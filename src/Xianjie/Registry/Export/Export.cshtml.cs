using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Web;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Export;

/// <summary>Exports what the household list shows, at once or by a job; who exported what and why is recorded.</summary>
[Requires(Permissions.HouseholdsExport), Limited(LimitKind.Export)]
internal sealed class ExportPage(XianjieDb db, HouseholdSheet sheet, HouseholdCounts counts, ExportDesk desk, JobBoard board, CurrentUser user, Scope scope, Clock clock) : PageModel
{
    public const int AtOnce = 5000;

    public HouseholdQuery Query { get; private set; } = new();
    public IReadOnlyList<Guid> Ids { get; private set; } = [];
    public IReadOnlyList<string> Columns { get; private set; } = [];
    public Total Total { get; private set; }
    public bool MayReveal => user.May(Permissions.Reveal);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!Read(Request.Query["ids"], Request.Query["cols"]))
            return NotFound();
        Total = await counts.TotalAsync(Query, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? format, string? what, bool full, CancellationToken ct)
    {
        if (!Read(Request.Form["ids"], Request.Form["cols"]))
            return NotFound();
        if (PurposeAsk.Of(Request) is not { } purpose)
        {
            ModelState.AddModelError(PurposeAsk.Kind, "请选择用途；选“其他”的写明用途（100 字以内）。");
            Total = await counts.TotalAsync(Query, ct);
            return Page();
        }
        var reveal = MayReveal && full;
        var choice = new ExportChoice(Query, Ids, Columns, ExportModule.Facts.GetValueOrDefault(what ?? string.Empty), format == "csv", reveal, purpose);
        var (record, mark) = await desk.BeginAsync(new("名册", sheet.FileName(choice, user.Area, clock.Today), purpose, reveal, user.Area, nameof(Household), Query.Address()), ct);
        var rows = await HouseholdSheet.Rows(db, choice).CountAsync(ct);
        if (rows > AtOnce)
            return await desk.LaterAsync(this, record, rows, board.Draft(ExportJob.JobKind, record.FileName, new ExportPayload(choice, user.Area, record.Id), user.Area, user.Acts(string.Empty).By), ct);
        var content = new MemoryStream();
        var written = await sheet.WriteAsync(content, db, choice, null, ct, mark);
        return await desk.SendAsync(this, record, mark, content, written, TableFile.TypeOf(choice.Csv), ct);
    }

    private bool Read(IEnumerable<string?> ids, IEnumerable<string?> columns)
    {
        Query = HouseholdQuery.From(Request.Query);
        Ids = [.. ids.Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).Take(1000)];
        Columns = [.. columns.OfType<string>().Take(40)];
        return Query.Area is not { } area || scope.Covers(area);
    }
}
