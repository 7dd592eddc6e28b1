using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.JointReview;

/// <summary>会商研判 on the record page of a household, with the count of matters that are not settled.</summary>
internal sealed class JointTab(XianjieDb db) : IHouseholdTab
{
    public int Order => 52;
    public string Title => "会商研判";
    public string Key => "joint";
    public string Permission => Permissions.JointMatters;
    public string Component => nameof(JointTab);

    public async Task<int?> CountAsync(Guid household, CancellationToken ct) =>
        await db.Set<JointMatter>().CountAsync(m => m.HouseholdId == household && m.Step != MatterStep.已办结 && m.Step != MatterStep.已排除, ct);
}

/// <summary>Public, since the framework finds only public view components.</summary>
[ViewComponent(Name = nameof(JointTab))]
public sealed class JointTabView : ViewComponent
{
    private const int Most = 60;

    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var services = HttpContext.RequestServices;
        ViewData["Places"] = services.GetRequiredService<Places>();
        return View("/Monitoring/JointReview/_Matters.cshtml", await services.GetRequiredService<XianjieDb>().Set<JointMatter>().AsNoTracking().Where(m => m.HouseholdId == household)
            .OrderByDescending(m => m.Id).Take(Most).ToListAsync(HttpContext.RequestAborted));
    }
}
