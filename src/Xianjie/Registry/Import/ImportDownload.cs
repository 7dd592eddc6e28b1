using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;

namespace Xianjie.Registry.Import;

/// <summary>The error and doubt workbooks of a batch, for those in whose area it was imported.</summary>
internal static class ImportDownload
{
    public static void Map(WebApplication app) =>
        app.MapGet("/households/import/{batch:guid}/{what:regex(^(errors|doubts)$)}", SendAsync).WithMetadata(new RequiresAttribute(Permissions.HouseholdsImport));

    private static async Task<IResult> SendAsync(Guid batch, string what, XianjieDb db, FileStore store, CancellationToken ct)
    {
        var found = await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == batch, ct);
        var id = what == "errors" ? found?.ErrorFileId : found?.DoubtFileId;
        return id is not null && await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is { } file
            ? Results.Stream(store.Open(file.Id), file.ContentType, file.Name) : Results.NotFound();
    }
}
