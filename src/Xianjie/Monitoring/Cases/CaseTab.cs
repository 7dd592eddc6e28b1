using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Cases;

/// <summary>认定过程 on the record page of a household: its cases, open and ended.</summary>
internal sealed class CaseTab : IHouseholdTab
{
    public int Order => 60;
    public string Title => "认定过程";
    public string Key => "cases";
    public string Permission => Permissions.CasesRead;
    public string Component => "CaseTab";
}

internal sealed record CasesShown(Guid Household, IReadOnlyList<IdentificationCase> Cases, ILookup<Guid, CaseAct> Acts, bool MayOpen);

/// <summary>Public, since the framework finds only public view components.</summary>
[ViewComponent(Name = nameof(CaseTab))]
public sealed class CaseTabView : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var services = HttpContext.RequestServices;
        var (db, user) = (services.GetRequiredService<XianjieDb>(), services.GetRequiredService<CurrentUser>());
        var cases = await db.Set<IdentificationCase>().AsNoTracking().Where(c => c.HouseholdId == household).OrderByDescending(c => c.Id).ToListAsync(HttpContext.RequestAborted);
        var ids = cases.Select(c => c.Id).ToList();
        var acts = await db.Set<CaseAct>().AsNoTracking().Where(a => ids.Contains(a.CaseId)).OrderBy(a => a.Id).ToListAsync(HttpContext.RequestAborted);
        return View("/Monitoring/Cases/_CaseTab.cshtml", new CasesShown(household, cases, acts.ToLookup(a => a.CaseId),
            cases.TrueForAll(c => !c.IsOpen) && (user.May(Permissions.CasesVisit) || user.May(Permissions.CasesAccept))));
    }
}
