using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;

namespace Xianjie.Platform.Files;

/// <summary>下载中心: the files made for this user that have not expired.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class DownloadsPage(XianjieDb db, CurrentUser user, TimeProvider time) : PageModel
{
    public IReadOnlyList<StoredFile> Rows { get; private set; } = [];
    public IReadOnlyDictionary<Guid, ExportRecord> Records { get; private set; } = new Dictionary<Guid, ExportRecord>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        Rows = await Mine(db, user, time).OrderByDescending(f => f.At).Take(200).ToListAsync(ct);
        var ids = Rows.Select(f => f.Id).ToList();
        Records = await db.Set<ExportRecord>().AsNoTracking().Where(r => r.FileId != null && ids.Contains(r.FileId.Value)).ToDictionaryAsync(r => r.FileId!.Value, ct);
    }

    private static IQueryable<StoredFile> Mine(XianjieDb db, CurrentUser user, TimeProvider time)
    {
        var me = user.Acts(string.Empty).By;
        var now = time.GetUtcNow();
        return db.Set<StoredFile>().AsNoTracking().Where(f => f.By == me && f.Purpose == StoredFile.Export && (f.ExpiresAt == null || f.ExpiresAt > now));
    }

    public static void MapDownload(WebApplication app) =>
        app.MapGet("/downloads/{id:guid}", SendAsync).WithMetadata(new RequiresAttribute(Permissions.SignedIn));

    /// <summary>Only to whom it belongs, until it expires, and as often as it may be fetched.</summary>
    private static async Task<IResult> SendAsync(Guid id, HttpContext context, XianjieDb db, CurrentUser user, TimeProvider time, FileStore store, WriteGate gate, HandBack back, CancellationToken ct)
    {
        if (await Mine(db, user, time).SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        var record = db.Set<ExportRecord>().Where(r => r.FileId == id);
        if (!await record.AnyAsync(ct))
            return await back.OpenAsync(file, "导入退回", ct) is { } given ? Results.Stream(given.Content, file.ContentType, given.Name) : Results.NotFound();
        using (await gate.EnterAsync(ct))
        {
            if (await record.Where(r => r.Downloads < r.MostDownloads).ExecuteUpdateAsync(s => s.SetProperty(r => r.Downloads, r => r.Downloads + 1), ct) == 0)
                return Results.Problem("这份文件的下载次数已经用完，请重新导出。", statusCode: StatusCodes.Status410Gone);
        }
        return Results.Stream(store.Open(file.Id), file.ContentType, file.Name);
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} 字节",
        < 1 << 20 => $"{bytes / 1024.0:0.0} KB",
        _ => $"{bytes / 1048576.0:0.0} MB",
    };
}
