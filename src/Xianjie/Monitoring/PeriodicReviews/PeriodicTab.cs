using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>定期核查 on the record page of a household.</summary>
internal sealed class PeriodicTab : IHouseholdTab
{
    public int Order => 76;
    public string Title => "定期核查";
    public string Key => "periodic";
    public string Permission => Permissions.CasesRead;
    public string Component => nameof(PeriodicTab);
}

/// <summary>Public, since the framework finds only public view components.</summary>
[ViewComponent(Name = nameof(PeriodicTab))]
public sealed class PeriodicTabView : ViewComponent
{
    private const int Most = 60;

    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var db = HttpContext.RequestServices.GetRequiredService<XianjieDb>();
        return View("/Monitoring/PeriodicReviews/_Items.cshtml", await db.Set<ReviewItem>().AsNoTracking().Where(i => i.HouseholdId == household).OrderByDescending(i => i.Id).Take(Most).ToListAsync(HttpContext.RequestAborted));
    }
}
