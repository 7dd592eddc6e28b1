using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Time;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>
/// Takes a department's file in. The body goes straight into the encrypted store, part by part; the form's token stands before the file,
/// so that nothing is stored for a request from elsewhere.
/// </summary>
internal sealed class Upload(XianjieDb db, WriteGate gate, FileStore files, FeedDesk desk, CurrentUser user, Clock clock, IAntiforgery forgery)
{
    private const long Limit = 500L << 20;

    /// <returns>Where to go next, and words where the file was refused.</returns>
    public async Task<(string Next, string? Refusal)> TakeAsync(HttpContext context, string feedName)
    {
        if (desk.Find(feedName) is not { } feed)
            return ("/feeds", "没有这类送数，或不归您的部门。");
        var back = $"/feeds/{feed.English}";
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return (back, "请选择文件后再上传。");
        var reader = new MultipartReader(boundary, context.Request.Body);
        var trusted = false;
        while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var about))
                continue;
            if (about.IsFormDisposition() && HeaderUtilities.RemoveQuotes(about.Name) == "__RequestVerificationToken")
                trusted = await TrustAsync(context, section);
            if (!about.IsFileDisposition())
                continue;
            if (!trusted)
                throw new AntiforgeryValidationException("The form's token is missing or wrong.");
            var name = HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).ToString();
            return await StoreAsync(section.Body, name, section.ContentType ?? "application/octet-stream", feed, context.RequestAborted);
        }
        return (back, "请选择文件后再上传。");
    }

    private async Task<bool> TrustAsync(HttpContext context, MultipartSection section)
    {
        using var text = new StreamReader(section.Body, Encoding.UTF8);
        var room = new char[2000];
        var length = await text.ReadBlockAsync(room, context.RequestAborted);
        context.Request.Headers["X-Form-Token"] = new string(room, 0, length);
        await forgery.ValidateRequestAsync(context);
        return true;
    }

    public async Task<(string Next, string? Refusal)> StoreAsync(Stream body, string name, string type, FactTable feed, CancellationToken ct)
    {
        var (back, county) = ($"/feeds/{feed.English}", Counties.Of(user.Division));
        var file = await files.SaveAsync(body, name, type, user.Login, county, "delivery", Limit, ct);
        if (file is null)
            return (back, "文件超过 500 MB，请按月份拆分后上传。");
        var refusal = file.Size == 0 ? "文件是空的，请检查后重新上传。" : await SaveAsync(file, feed, county, ct);
        if (refusal is null)
            return ($"/feeds/deliveries/{file.Id}/columns", null);
        files.Delete(file.Id);
        return (back, refusal);
    }

    private async Task<string?> SaveAsync(StoredFile file, FactTable feed, long county, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await TwinAsync(file.Hash, feed.Name, county, ct) is { } twin)
            return $"这份文件已于 {Clock.Local(twin.At):yyyy-MM-dd HH:mm} 由 {twin.By} 送过（{twin.FileName}），内容完全相同，没有重复收下。要重送请先撤回那一次。";
        var delivery = new Delivery
        {
            Id = file.Id, Feed = feed.Name, Department = feed.Department, Division = county, FileId = file.Id, FileName = file.Name, Size = file.Size, Hash = file.Hash,
            By = user.Acts(string.Empty).By, At = clock.Now,
        };
        delivery.Receive();
        db.AddRange(file, delivery);
        db.Act = user.Acts("上传送数文件");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (Database.IsDuplicate(error))
        {
            return "这份文件刚刚已有人送过，没有重复收下。";
        }
        await transaction.CommitAsync(ct);
        return null;
    }

    private Task<Delivery?> TwinAsync(string hash, string feed, long county, CancellationToken ct) =>
        db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(d => d.Division == county && d.Feed == feed && d.CountingHash == hash, ct);
}

/// <summary>Leaves the body of a posted form unread, so that the handler can stream it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UnreadFormAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
