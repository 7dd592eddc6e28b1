using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Health;
using Xianjie.SocialRelief.Insurance;

namespace Xianjie.SocialRelief.People;

/// <summary>What the person's own page says of insurance by year, the family doctor and serious illness.</summary>
internal sealed class MemberPanel : IMemberPanel
{
    public int Order => 10;
    public string Permission => Permissions.HouseholdsRead;
    public string Component => nameof(MemberPanel);
}

internal sealed record MemberShown(Guid Person, IReadOnlyList<InsuranceYear> Years, DoctorContract? Contract, IReadOnlyList<CriticalCase> Illnesses, bool MayWrite);

[ViewComponent(Name = nameof(MemberPanel))]
public sealed class MemberPanelView : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid person)
    {
        var services = HttpContext.RequestServices;
        var (db, ct) = (services.GetRequiredService<XianjieDb>(), HttpContext.RequestAborted);
        var shown = new MemberShown(person, await db.Set<InsuranceYear>().AsNoTracking().Where(i => i.PersonId == person).OrderByDescending(i => i.Year).ToListAsync(ct),
            await db.Set<DoctorContract>().AsNoTracking().FirstOrDefaultAsync(c => c.PersonId == person, ct), await db.Set<CriticalCase>().AsNoTracking().Where(c => c.PersonId == person).OrderByDescending(c => c.DiagnosedOn).ToListAsync(ct),
            services.GetRequiredService<CurrentUser>().May(Permissions.ReliefWrite));
        return View("/SocialRelief/People/_Member.cshtml", shown);
    }
}
