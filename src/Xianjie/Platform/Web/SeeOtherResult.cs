using Microsoft.AspNetCore.Mvc;

namespace Xianjie.Platform.Web;

/// <summary>303: after a successful POST the browser fetches the next page with GET, and a reload does not send the form again.</summary>
internal sealed class SeeOtherResult(string path) : ActionResult
{
    public string Path { get; } = path;

    public override void ExecuteResult(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = context.HttpContext.Request.PathBase + Path;
        // TempData notices written by the handler must reach the next page.
        context.HttpContext.RequestServices.GetRequiredService<Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionaryFactory>()
            .GetTempData(context.HttpContext).Save();
    }
}
