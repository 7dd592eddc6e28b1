using Microsoft.AspNetCore.Http.Features;

namespace Xianjie.Platform.Web;

/// <summary>
/// An upload beyond the limit gets an answer in words (413), whether it says so at once or goes on and on; nothing of it is kept. Forms are
/// read here, before anyone looks at them, but for pages that take the bytes as they come (<see cref="IReadsBody"/>).
/// </summary>
internal static class UploadLimit
{
    /// <summary>Of a whole request whose file is streamed. Single kinds of files have tighter limits of their own.</summary>
    public const long Bytes = 600L << 20;

    /// <summary>Of a form that is read as a whole, with attachments and photographs.</summary>
    public const long FormBytes = 24L << 20;

    /// <summary>The limit that the request was over, for the words of the answer.</summary>
    public static long Of(HttpContext context) => context.Items[nameof(UploadLimit)] as long? ?? Bytes;

    public static void UseUploadLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        var isWhole = context.Request.HasFormContentType && context.GetEndpoint()?.Metadata.GetMetadata<IReadsBody>() is null;
        // The page of words that follows is another pass through here
        context.Items.TryAdd(nameof(UploadLimit), isWhole ? FormBytes : Bytes);
        if (context.Request.ContentLength > Of(context))
        {
            Refuse(context);
            return;
        }
        try
        {
            if (isWhole)
                await context.Request.ReadFormAsync(context.RequestAborted);
            if (PlainText.IsPlain(context.Request))
                await next(context);
            else
                Refuse(context, StatusCodes.Status400BadRequest);
        }
        catch (Exception tooLarge) when (IsTooLarge(tooLarge) && !context.Response.HasStarted)
        {
            Refuse(context);
        }
        catch (Exception broken) when (IsMalformed(broken, context) && !context.Response.HasStarted)
        {
            Refuse(context, StatusCodes.Status400BadRequest);
        }
    });

    /// <summary>A form cut short or wrongly put together, before any page saw it.</summary>
    private static bool IsMalformed(Exception error, HttpContext context) =>
        context.Features.Get<IFormFeature>()?.Form is null && error is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } or EndOfStreamException
        || error is IOException { Message: var words } && words.StartsWith("Unexpected end of Stream", StringComparison.Ordinal);

    private static bool IsTooLarge(Exception error) => error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (error is InvalidDataException && error.Message.Contains("length limit", StringComparison.Ordinal))
        || (error.InnerException is { } inner && IsTooLarge(inner));

    /// <summary>The page of words that follows must not try to read the rest.</summary>
    private static void Refuse(HttpContext context, int status = StatusCodes.Status413PayloadTooLarge)
    {
        context.Request.Body = Stream.Null;
        context.Request.ContentLength = 0;
        context.Request.ContentType = null;
        context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        context.Response.StatusCode = status;
        context.Response.Headers.Connection = "close";
    }
}

/// <summary>On pages that read the request's body themselves.</summary>
internal interface IReadsBody;
