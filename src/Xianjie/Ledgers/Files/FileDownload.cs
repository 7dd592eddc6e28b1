using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;

namespace Xianjie.Ledgers.Files;

/// <summary>Sends a file of a row to who may see the field, always as a download, so that nothing in it runs as part of the site.</summary>
internal static class FileDownload
{
    public static void Map(WebApplication app) =>
        app.MapGet("/ledgers/{key}/rows/{id:guid}/files/{file:guid}", SendAsync).WithMetadata(new RequiresAttribute(Permissions.LedgersRead));

    private static async Task<IResult> SendAsync(string key, Guid id, Guid file, LedgerServices services, FileStore store, CancellationToken ct)
    {
        if (await services.Db.Set<LedgerRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.Ledger == key, ct) is not { } row || await services.Book.FindAsync(key, ct) is not { } ledger)
            return Results.NotFound();
        var values = services.View.Values(row, ledger);
        var isShown = ledger.Fields.Any(f => f.Type == Definitions.FieldType.Attachment && (!f.IsSealed || services.User.Sees(f.Class)) && FileLine.Of(values.GetValueOrDefault(f.English)).Any(l => l.Id == file));
        if (!isShown || await services.Db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == file && f.Purpose == RowFiles.Purpose, ct) is not { } stored || !store.Exists(file))
            return Results.NotFound();
        return Results.Stream(store.Open(file), stored.ContentType, stored.Name);
    }
}
