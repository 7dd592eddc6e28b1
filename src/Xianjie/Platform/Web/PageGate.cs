using System.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Health;

namespace Xianjie.Platform.Web;

/// <summary>
/// Pages are read a few at a time, in the order in which they were asked for: what two processors can't do at once only takes longer for
/// everyone when all of it is begun. Forms, uploads and downloads, which wait for people and networks, are not held back.
/// </summary>
internal sealed class PageGate : IDisposable
{
    // Beyond this an answer would come after its reader has gone
    private const int MostWaiting = 1000;
    private int waiting;
    private readonly SemaphoreSlim places = new(Math.Max(4, 2 * Environment.ProcessorCount));

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is null)
        {
            await next(context);
            return;
        }
        var since = Stopwatch.GetTimestamp();
        try
        {
            if (Interlocked.Increment(ref waiting) > MostWaiting)
            {
                await Outage.AnswerAsync(context, "现在同时打开页面的人太多，请过几秒再试。", seconds: 5);
                return;
            }
            await places.WaitAsync(context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
        Meters.GateWait.Record(Meters.Since(since), new KeyValuePair<string, object?>("gate", "page"));
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
