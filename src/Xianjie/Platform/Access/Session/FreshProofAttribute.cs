using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.WebUtilities;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

/// <summary>
/// The page does something that an unlocked screen must not be enough for: the password (and the second factor, where there is one) must have
/// been shown lately. A form that comes too late is put aside and can be sent again after the proof.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FreshProofAttribute : Attribute, IAsyncPageFilter, IOrderedFilter
{
    /// <summary>Before the transaction of the request (<see cref="UnitOfWork"/>), which holds the writer.</summary>
    public int Order => -50;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var user = services.GetRequiredService<CurrentUser>();
        if (services.GetRequiredService<SessionDesk>().IsFresh(user))
        {
            await next();
            return;
        }
        var query = new Dictionary<string, string?> { ["ReturnUrl"] = KeptFormDesk.PageOf(http.Request) };
        var account = await services.GetRequiredService<XianjieDb>().Set<User>().FindAsync([user.Id], http.RequestAborted);
        if (HttpMethods.IsPost(http.Request.Method) && await services.GetRequiredService<KeptFormDesk>().KeepAsync(http, account!, http.RequestAborted))
            query["kept"] = "1";
        var to = QueryHelpers.AddQueryString("/prove", query);
        if (!SessionEnds.IsPart(http.Request))
        {
            context.Result = new SeeOtherResult(to);
            return;
        }
        http.Response.Headers["HX-Redirect"] = http.Request.PathBase + to;
        context.Result = new EmptyResult();
    }
}
