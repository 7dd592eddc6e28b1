using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xianjie.Platform.Web;

/// <summary>
/// Pages are read a few at a time, in the order in which they were asked for: what two processors can't do at once only takes longer for
/// everyone when all of it is begun. Forms, uploads and downloads, which wait for people and networks, are not held back.
/// </summary>
internal sealed class PageGate : IDisposable
{
    private readonly SemaphoreSlim places = new(Math.Max(4, 2 * Environment.ProcessorCount));

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is null)
        {
            await next(context);
            return;
        }
        await places.WaitAsync(context.RequestAborted);
        try
        {
            await next(context);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}
