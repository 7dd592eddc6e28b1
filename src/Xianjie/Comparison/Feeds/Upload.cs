using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Web;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>
/// Takes a department's file in. The body goes straight into the encrypted store, part by part; the form's token stands before the file,
/// so that nothing is stored for a request from elsewhere.
/// </summary>
internal sealed class Upload(FeedIntake intake, FeedDesk desk, CurrentUser user, IAntiforgery forgery)
{
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

    private async Task<(string Next, string? Refusal)> StoreAsync(Stream body, string name, string type, FactTable feed, CancellationToken ct) =>
        (await intake.StoreAsync(body, name, type, feed, Counties.Of(user.Division), user.Acts("上传送数文件"), ct))
            .Match<(string, string?)>(delivery => ($"/feeds/deliveries/{delivery.Id}/columns", null), refusal => ($"/feeds/{feed.English}", refusal));
}

/// <summary>Leaves the body of a posted form unread, so that the handler can stream it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UnreadFormAttribute : Attribute, IResourceFilter, IReadsBody
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
