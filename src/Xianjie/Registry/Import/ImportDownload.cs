using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Files;

namespace Xianjie.Registry.Import;

/// <summary>The error and doubt workbooks of a batch, for those in whose area it was imported.</summary>
internal static class ImportDownload
{
    public static void Map(WebApplication app) =>
        app.MapGet("/households/import/{batch:guid}/{what:regex(^(errors|doubts)$)}", SendAsync).WithMetadata(new RequiresAttribute(Permissions.HouseholdsImport));

    private static async Task<IResult> SendAsync(Guid batch, string what, HttpContext context, XianjieDb db, HandBack back, CancellationToken ct)
    {
        var found = await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == batch, ct);
        var id = what == "errors" ? found?.ErrorFileId : found?.DoubtFileId;
        if (id is null || await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file || await back.OpenAsync(file, what == "errors" ? "导入退回" : "导入疑点", ct) is not { } given)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(given.Content, file.ContentType, given.Name);
    }
}
