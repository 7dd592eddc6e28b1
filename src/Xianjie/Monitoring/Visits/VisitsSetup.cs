using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Visits;

internal static class VisitsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<VisitDesk>();
        services.AddScoped<IHouseholdTab, VisitsTab>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 41, "走访", "/visits", Permissions.HouseholdsRead));
    }
}

/// <summary>走访 on the record page of a household.</summary>
internal sealed class VisitsTab : IHouseholdTab
{
    public int Order => 75;
    public string Title => "走访";
    public string Key => "visits";
    public string Permission => Permissions.HouseholdsRead;
    public string Component => nameof(VisitsTab);
}

/// <summary>The latest visits of a household.</summary>
[ViewComponent(Name = nameof(VisitsTab))]
public sealed class VisitsTabView : ViewComponent
{
    private const int Most = 100;

    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var services = HttpContext.RequestServices;
        ViewData["Household"] = household;
        ViewData["MayWrite"] = services.GetRequiredService<CurrentUser>().May(Permissions.HelpWrite);
        IReadOnlyList<HelpVisit> visits = await services.GetRequiredService<XianjieDb>().Set<HelpVisit>().AsNoTracking().Where(v => v.HouseholdId == household)
            .OrderByDescending(v => v.VisitedOn).ThenByDescending(v => v.Id).Take(Most).ToListAsync(HttpContext.RequestAborted);
        return View("/Monitoring/Visits/Tab.cshtml", visits);
    }
}
