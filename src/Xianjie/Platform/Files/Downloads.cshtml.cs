using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Files;

/// <summary>下载中心: the files made for this user that have not expired.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class DownloadsPage(XianjieDb db, CurrentUser user, TimeProvider time) : PageModel
{
    public IReadOnlyList<StoredFile> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        Rows = await Mine(db, user, time).OrderByDescending(f => f.At).Take(200).ToListAsync(ct);

    private static IQueryable<StoredFile> Mine(XianjieDb db, CurrentUser user, TimeProvider time)
    {
        var me = user.Acts(string.Empty).By;
        var now = time.GetUtcNow();
        return db.Set<StoredFile>().AsNoTracking().Where(f => f.By == me && f.Purpose == "export" && (f.ExpiresAt == null || f.ExpiresAt > now));
    }

    public static void MapDownload(WebApplication app) =>
        app.MapGet("/downloads/{id:guid}", async (Guid id, XianjieDb db, CurrentUser user, TimeProvider time, FileStore store, CancellationToken ct) =>
            await Mine(db, user, time).SingleOrDefaultAsync(f => f.Id == id, ct) is { } file
                ? Results.Stream(store.Open(file.Id), file.ContentType, file.Name)
                : Results.NotFound()).WithMetadata(new RequiresAttribute(Permissions.SignedIn));

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} 字节",
        < 1 << 20 => $"{bytes / 1024.0:0.0} KB",
        _ => $"{bytes / 1048576.0:0.0} MB",
    };
}
