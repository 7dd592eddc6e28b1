using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Web;

/// <summary>
/// A request that writes is one transaction: it starts before a page's POST handler and is committed only if the handler ended with a
/// redirect or a success; a page shown again with errors (422) leaves nothing behind.
/// </summary>
internal sealed class UnitOfWork(XianjieDb db, WriteGate gate) : IAsyncPageFilter, IOrderedFilter
{
    public int Order => 100;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method) || HttpMethods.IsHead(context.HttpContext.Request.Method)
            || context.HandlerMethod?.MethodInfo.IsDefined(typeof(OwnTransactionAttribute), false) == true)
        {
            Settle(await next());
            return;
        }
        using var turn = await gate.EnterAsync(context.HttpContext.RequestAborted);
        await using var transaction = await db.Database.BeginTransactionAsync(context.HttpContext.RequestAborted);
        var done = await next();
        Settle(done);
        // the same thing added twice at once is a collision too: one of the two is there
        if (done.Exception is { } broken && (Database.IsCollision(broken) || Database.IsDuplicate(broken)))
        {
            done.ExceptionHandled = true;
            await transaction.RollbackAsync(CancellationToken.None);
            done.HttpContext.Features.Set(await Collision.ReadAsync(db, broken, done.HttpContext.Request));
            done.Result = new StatusCodeResult(StatusCodes.Status409Conflict);
            return;
        }
        if (done.Exception is null && !IsRefusal(done))
            await transaction.CommitAsync(CancellationToken.None);
        // What came in could not be read and nothing was saved: a handler that did not look must not lead on as if it were
        else if (!done.ModelState.IsValid && done.Result is SeeOtherResult or RedirectResult or RedirectToPageResult)
            done.Result = new BadRequestResult();
    }

    private static bool IsRefusal(PageHandlerExecutedContext done) =>
        !done.ModelState.IsValid || done.Result is IStatusCodeActionResult { StatusCode: >= 400 } or Microsoft.AspNetCore.Mvc.RazorPages.PageResult { StatusCode: >= 400 };

    /// <summary>A form that comes back with errors answers 422, so that programs and htmx see it too.</summary>
    private static void Settle(PageHandlerExecutedContext done)
    {
        if (!done.ModelState.IsValid && done.Result is Microsoft.AspNetCore.Mvc.RazorPages.PageResult page && !HttpMethods.IsGet(done.HttpContext.Request.Method))
            page.StatusCode ??= StatusCodes.Status422UnprocessableEntity;
    }
}

/// <summary>The handler takes the write gate and its transaction itself (uploads, which must not hold the gate while bytes come in).</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OwnTransactionAttribute : Attribute;
