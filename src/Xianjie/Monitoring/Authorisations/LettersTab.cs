using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>授权书 on the record page of a household.</summary>
internal sealed class LettersTab : IHouseholdTab
{
    public int Order => 77;
    public string Title => "授权书";
    public string Key => "authorisations";
    public string Permission => Permissions.CasesRead;
    public string Component => nameof(LettersTab);
}

internal sealed record LettersShown(Guid Household, IReadOnlyList<Authorisation> Letters, ConsentGap? Gap, bool MayWrite, DateOnly Today);

/// <summary>Public, since the framework finds only public view components.</summary>
[ViewComponent(Name = nameof(LettersTab))]
public sealed class LettersTabView : ViewComponent
{
    private const int Most = 60;

    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var (services, ct) = (HttpContext.RequestServices, HttpContext.RequestAborted);
        var db = services.GetRequiredService<XianjieDb>();
        var letters = await db.Set<Authorisation>().AsNoTracking().Where(a => a.HouseholdId == household).OrderByDescending(a => a.SignedOn).ThenByDescending(a => a.Id).Take(Most).ToListAsync(ct);
        var gap = await db.Set<ConsentGap>().AsNoTracking().FirstOrDefaultAsync(g => g.HouseholdId == household, ct);
        var open = await db.Set<Household>().AnyAsync(h => h.Id == household && h.State == HouseholdState.Active, ct);
        return View("/Monitoring/Authorisations/_Tab.cshtml", new LettersShown(household, letters, gap, open && services.GetRequiredService<AuthorisationDesk>().MayWrite, services.GetRequiredService<Clock>().Today));
    }
}
