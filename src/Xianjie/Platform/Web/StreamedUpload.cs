using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Xianjie.Platform.Web;

/// <summary>A file of a posted form, still to be read.</summary>
internal sealed record PostedFile(Stream Content, string Name, string Type);

/// <summary>
/// Hands over the file of a form as it comes in, so that it goes straight into the encrypted store and neither into memory nor in clear on
/// disk. The form's token stands before the file: nothing is taken for a request from elsewhere. For pages marked <see cref="UnreadFormAttribute"/>.
/// </summary>
internal sealed class StreamedUpload(IAntiforgery forgery)
{
    /// <returns>What was made of the file; <paramref name="none"/> where none was chosen.</returns>
    /// <exception cref="AntiforgeryValidationException">The token is missing or wrong.</exception>
    public async Task<T> TakeAsync<T>(HttpContext context, Func<PostedFile, Task<T>> take, T none)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            throw new AntiforgeryValidationException("Not a form of this product.");
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
            var name = HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).ToString().Replace("\0", string.Empty, StringComparison.Ordinal);
            return name.Length == 0 ? none : await take(new PostedFile(section.Body, Files.FileNames.Fit(name), section.ContentType ?? "application/octet-stream"));
        }
        return trusted ? none : throw new AntiforgeryValidationException("The form's token is missing.");
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
