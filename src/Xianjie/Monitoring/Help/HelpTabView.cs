using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Help;

/// <summary>The measures of a household and what its help lacks, on the record page.</summary>
[ViewComponent(Name = nameof(HelpTab))]
public sealed class HelpTabView : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var services = HttpContext.RequestServices;
        var (db, clock) = (services.GetRequiredService<XianjieDb>(), services.GetRequiredService<Clock>());
        if (await HelpFacts.LoadAsync(db, household, HttpContext.RequestAborted) is not { } facts)
            return Content(string.Empty);
        var values = await services.GetRequiredService<ParametersInForce>().LoadAsync(HttpContext.RequestAborted);
        ViewData["MayWrite"] = services.GetRequiredService<CurrentUser>().May(Permissions.HelpWrite);
        ViewData["Lacks"] = HelpReview.Of(facts, values, clock.Today);
        return View("/Monitoring/Help/Tab.cshtml", facts);
    }
}
