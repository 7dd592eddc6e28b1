using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Exports;

/// <summary>What someone wants to take out.</summary>
/// <param name="Title">Name of the list, in the record of the export.</param>
/// <param name="FileName">With its ending; the number is put before it.</param>
/// <param name="Revealed">With full ids, phones and cards.</param>
/// <param name="Area">The area of the rows.</param>
/// <param name="About">Type of the rows, for the record of changes.</param>
/// <param name="Conditions">The conditions of the list.</param>
/// <param name="Id">Id of the record, where the same export may be begun again after a crash: it then keeps the number that it took.</param>
internal sealed record ExportWish(string Title, string FileName, string Purpose, bool Revealed, long Area, string About, string? Conditions, Guid? Id = null);

/// <summary>
/// The one way out for lists of people: each gets a number and a purpose, is on record before the first byte goes out, and waits for a second person
/// where it has more rows than the role may take alone.
/// </summary>
internal sealed class ExportDesk(XianjieDb db, CurrentUser user, FileStore store, Seal seal, ParametersInForce parameters, SecondPersonDesk second, ReleaseExportAct release, BulkExportAct bulk, Clock clock)
{
    public const string Limit = "导出行数上限", Hours = "导出文件保留小时", Times = "导出文件下载次数";
    public static readonly IReadOnlyList<string> Purposes = ["日常工作核对", "入户走访", "部门会商", "上报上级", "督查检查", "档案留存"];

    /// <summary>Puts the export on record; saved with a Change that names it.</summary>
    public async Task<(ExportRecord Record, ExportMark Mark)> BeginAsync(ExportWish wish, CancellationToken ct)
    {
        if (wish.Id is { } known && await db.Set<ExportRecord>().IgnoreQueryFilters().AnyAsync(r => r.Id == known, ct))
            return await ResumeAsync(db, seal, known, ct);
        var salt = RandomNumberGenerator.GetBytes(16);
        var number = (await db.Set<ExportRecord>().IgnoreQueryFilters().MaxAsync(r => (int?)r.Number, ct) ?? 0) + 1;
        var act = user.Acts($"导出{wish.Title}{(wish.Revealed ? "（未遮盖）" : string.Empty)}", wish.Purpose, $"第 {number} 份 {wish.Conditions}".TrimEnd());
        var record = new ExportRecord
        {
            Id = wish.Id ?? Guid.CreateVersion7(), Number = number, Title = wish.Title, FileName = Numbered(wish.FileName, number), Purpose = wish.Purpose, Revealed = wish.Revealed, ById = user.Id, By = act.By, At = clock.Now, Division = wish.Area,
            SaltSealed = seal.Close(salt, Sealed.Form), MostDownloads = (await parameters.LoadAsync(ct)).Whole(Times, user.Division),
        };
        db.Add(record);
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Why = act.Why, Evidence = act.Evidence, Object = wish.About, ObjectId = user.Id, Division = user.Area });
        await db.SaveChangesAsync(ct);
        return (record, ExportMark.Of(record, new RowPrints(salt)));
    }

    /// <summary>An export by whoever works on the server itself: on record with its number like any other; the caller saves.</summary>
    public static async Task<(ExportRecord Record, ExportMark Mark)> ForVerbAsync(XianjieDb db, Seal seal, ExportWish wish, DateTimeOffset at, CancellationToken ct)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var number = (await db.Set<ExportRecord>().IgnoreQueryFilters().MaxAsync(r => (int?)r.Number, ct) ?? 0) + 1;
        var record = new ExportRecord
        {
            Number = number, Title = wish.Title, FileName = wish.FileName, Purpose = wish.Purpose, Revealed = wish.Revealed, ById = Guid.Empty, By = $"命令行（{Environment.UserName}）", At = at, Division = wish.Area,
            SaltSealed = seal.Close(salt, Sealed.Form), MostDownloads = 1, Downloads = 1, State = ExportState.已下载,
        };
        db.Add(record);
        return (record, ExportMark.Of(record, new RowPrints(salt)));
    }

    private static string Numbered(string name, int number) => $"{Path.GetFileNameWithoutExtension(name)}-第{number}份{Path.GetExtension(name)}";

    /// <summary>Rows that this role takes out alone.</summary>
    public async Task<int> MostAsync(CancellationToken ct) => (await parameters.LoadAsync(ct)).WholeOr(Limit, user.Division, user.Role.Title, "其他");

    /// <summary>The file goes out, or is kept until a second person agrees.</summary>
    public async Task<IActionResult> SendAsync(PageModel page, ExportRecord record, ExportMark mark, MemoryStream content, int rows, string type, CancellationToken ct)
    {
        content.Position = 0;
        (record.Rows, record.Prints, record.Hash) = (rows, mark.Prints?.Whole() ?? [], Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)));
        content.Position = 0;
        page.Response.Headers.CacheControl = "no-store";
        if (rows <= await MostAsync(ct))
        {
            (record.State, record.Downloads) = (ExportState.已下载, 1);
            await db.SaveChangesAsync(ct);
            return page.File(content, type, record.FileName);
        }
        var expires = clock.Now.AddHours((await parameters.LoadAsync(ct)).Whole(Hours, user.Division));
        var file = await store.SaveAsync(content, record.FileName, type, record.By, record.Division, StoredFile.Held, long.MaxValue - 1, ct) ?? throw new InvalidOperationException("A file without limit was refused.");
        db.Add(file.Until(expires));
        (record.State, record.FileId, record.ExpiresAt) = (ExportState.待复核, file.Id, expires);
        await db.SaveChangesAsync(ct);
        return Answer(page, await second.AskAsync(release, new ReleaseOrder(record.Id), record.Purpose, ct));
    }

    /// <summary>A long export by a job; waits for a second person first where it has more rows than the role may take alone.</summary>
    public async Task<IActionResult> LaterAsync(PageModel page, ExportRecord record, int rows, Job job, CancellationToken ct)
    {
        record.Rows = rows;
        if (rows <= await MostAsync(ct))
        {
            db.Add(job);
            await db.SaveChangesAsync(ct);
            return new SeeOtherResult($"/jobs/{job.Id}");
        }
        record.State = ExportState.待复核;
        await db.SaveChangesAsync(ct);
        return Answer(page, await second.AskAsync(bulk, new BulkOrder(record.Id, job.Kind, job.Title, job.Payload, job.Division), record.Purpose, ct));
    }

    private static IActionResult Answer(PageModel page, Asked asked)
    {
        if (asked.Refusal is null)
            return asked.Go(page);
        page.TempData["Warning"] = asked.Refusal;
        return new SeeOtherResult("/downloads");
    }

    /// <summary>The end of an export job: the file lies in 下载中心 until it expires.</summary>
    public static async Task<JobResult> KeepAsync(XianjieDb db, ShippedParameters shipped, Guid id, ExportMark mark, StoredFile file, int rows, Clock clock, CancellationToken ct)
    {
        var record = await db.Set<ExportRecord>().SingleAsync(r => r.Id == id, ct);
        var hours = (await ParametersInForce.LoadAsync(shipped, db, clock.Today, ct)).Whole(Hours, record.Division);
        db.Add(file.Until(clock.Now.AddHours(hours)));
        (record.Rows, record.State, record.FileId, record.Hash, record.Prints, record.ExpiresAt) = (rows, ExportState.可下载, file.Id, file.Hash, mark.Prints?.Whole() ?? [], clock.Now.AddHours(hours));
        await db.SaveChangesAsync(ct);
        return new JobResult($"已导出 {rows:N0} 行，文件在下载中心保留 {Words(hours)}。", $"/downloads/{file.Id}");
    }

    public static async Task<(ExportRecord Record, ExportMark Mark)> ResumeAsync(XianjieDb db, Seal seal, Guid id, CancellationToken ct)
    {
        var record = await db.Set<ExportRecord>().AsNoTracking().IgnoreQueryFilters().SingleAsync(r => r.Id == id, ct);
        return (record, ExportMark.Of(record, new RowPrints(seal.OpenBytes(record.SaltSealed, Sealed.Form))));
    }

    private static string Words(int hours) => hours % 24 == 0 ? $"{hours / 24} 天" : $"{hours} 小时";
}
