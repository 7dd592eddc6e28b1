using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;

namespace Xianjie.Registry.Households.Record;

/// <summary>Sends an attachment, always as a download, so that nothing in it runs as part of the site.</summary>
internal static class FileDownload
{
    public static void Map(WebApplication app) =>
        app.MapGet("/households/{id:guid}/files/{file:guid}", SendAsync).WithMetadata(new RequiresAttribute(Permissions.HouseholdsRead));

    private static async Task<IResult> SendAsync(Guid id, Guid file, XianjieDb db, FileStore store, CancellationToken ct)
    {
        var found = await db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == file && a.HouseholdId == id, ct);
        if (found is null || !store.Exists(found.FileId) || !await db.Set<Household>().AnyAsync(h => h.Id == id, ct))
            return Results.NotFound();
        return Results.Stream(store.Open(found.FileId), found.ContentType, found.Name);
    }
}
