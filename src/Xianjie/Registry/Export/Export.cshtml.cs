using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Export;

/// <summary>Exports what the household list shows, at once or by a job; who exported what and why is recorded.</summary>
[Requires(Permissions.HouseholdsExport), Limited(LimitKind.Export)]
internal sealed class ExportPage(XianjieDb db, HouseholdSheet sheet, HouseholdCounts counts, JobBoard board, CurrentUser user, Scope scope, Clock clock) : PageModel
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

    public async Task<IActionResult> OnPostAsync(string? format, string? what, string? purpose, CancellationToken ct)
    {
        if (!Read(Request.Form["ids"], Request.Form["cols"]))
            return NotFound();
        var reveal = MayReveal && !string.IsNullOrWhiteSpace(purpose);
        var choice = new ExportChoice(Query, Ids, Columns, ExportModule.Facts.GetValueOrDefault(what ?? string.Empty), format == "csv", reveal, reveal ? purpose!.Trim() : null);
        Record(choice);
        if (await HouseholdSheet.Rows(db, choice).Take(AtOnce + 1).CountAsync(ct) > AtOnce)
        {
            var job = board.Draft(ExportJob.JobKind, sheet.FileName(choice, user.Area, clock.Today), new ExportPayload(choice, user.Area), user.Area, user.Acts(string.Empty).By);
            db.Add(job);
            await db.SaveChangesAsync(ct);
            return new SeeOtherResult($"/jobs/{job.Id}");
        }
        await db.SaveChangesAsync(ct);
        var content = new MemoryStream();
        await sheet.WriteAsync(content, db, choice, null, ct);
        content.Position = 0;
        Response.Headers.CacheControl = "no-store";
        return File(content, TableFile.TypeOf(choice.Csv), sheet.FileName(choice, user.Area, clock.Today));
    }

    private bool Read(IEnumerable<string?> ids, IEnumerable<string?> columns)
    {
        Query = HouseholdQuery.From(Request.Query);
        Ids = [.. ids.Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).Take(1000)];
        Columns = [.. columns.OfType<string>().Take(40)];
        return Query.Area is not { } area || scope.Covers(area);
    }

    private void Record(ExportChoice choice)
    {
        var act = user.Acts(choice.Reveal ? "导出名册（未遮盖）" : "导出名册", choice.Purpose, Query.Address());
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Why = act.Why, Evidence = act.Evidence, Object = nameof(Household), ObjectId = user.Id, Division = user.Area });
    }
}
