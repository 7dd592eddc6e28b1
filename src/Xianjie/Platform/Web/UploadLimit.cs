using Microsoft.AspNetCore.Http.Features;

namespace Xianjie.Platform.Web;

/// <summary>
/// An upload beyond the limit gets an answer in words (413), whether it says so at once or goes on and on; nothing of it is kept. Forms are
/// read here, before anyone looks at them, but for pages that take the bytes as they come (<see cref="IReadsBody"/>).
/// </summary>
internal static class UploadLimit
{
    /// <summary>Of a whole request. Single kinds of files have tighter limits of their own.</summary>
    public const long Bytes = 600L << 20;

    public static void UseUploadLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.ContentLength > Bytes)
        {
            Refuse(context);
            return;
        }
        try
        {
            if (context.Request.HasFormContentType && context.GetEndpoint()?.Metadata.GetMetadata<IReadsBody>() is null)
                await context.Request.ReadFormAsync(context.RequestAborted);
            await next(context);
        }
        catch (Exception tooLarge) when (IsTooLarge(tooLarge) && !context.Response.HasStarted)
        {
            Refuse(context);
        }
    });

    private static bool IsTooLarge(Exception error) => error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (error is InvalidDataException && error.Message.Contains("length limit", StringComparison.Ordinal))
        || (error.InnerException is { } inner && IsTooLarge(inner));

    /// <summary>The page of words that follows must not try to read the rest.</summary>
    private static void Refuse(HttpContext context)
    {
        context.Request.Body = Stream.Null;
        context.Request.ContentLength = 0;
        context.Request.ContentType = null;
        context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        context.Response.Headers.Connection = "close";
    }
}

/// <summary>On pages that read the request's body themselves.</summary>
internal interface IReadsBody;
