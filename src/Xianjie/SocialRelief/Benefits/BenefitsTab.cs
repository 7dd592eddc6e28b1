using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Policies;
using Xianjie.SocialRelief.Referrals;

namespace Xianjie.SocialRelief.Benefits;

/// <summary>保障待遇 on the record page of a household.</summary>
internal sealed class BenefitsTab(XianjieDb db) : IHouseholdTab
{
    public int Order => 72;
    public string Title => "保障待遇";
    public string Key => "benefits";
    public string Permission => Permissions.HouseholdsRead;
    public string Component => nameof(BenefitsTab);

    public async Task<int?> CountAsync(Guid household, CancellationToken ct) => await db.Set<PolicyMatch>().CountAsync(m => m.HouseholdId == household && !m.Receives, ct);
}

internal sealed record BenefitsShown(Guid Household, IReadOnlyList<Benefit> Rows, IReadOnlyList<(PolicyMatch Match, ReliefPolicy? Policy)> Policies, IReadOnlyList<Referral> Referrals, bool MayRefer);

/// <summary>What every member received year by year, what the household should receive and does not, and what was asked for.</summary>
[ViewComponent(Name = nameof(BenefitsTab))]
public sealed class BenefitsTabView : ViewComponent
{
    private const int Most = 400;

    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var services = HttpContext.RequestServices;
        var (db, ct) = (services.GetRequiredService<XianjieDb>(), HttpContext.RequestAborted);
        var rows = await db.Set<Benefit>().AsNoTracking().Where(b => b.HouseholdId == household).OrderByDescending(b => b.Year).ThenBy(b => b.Kind).ThenBy(b => b.Name).Take(Most).ToListAsync(ct);
        var matches = await db.Set<PolicyMatch>().AsNoTracking().Where(m => m.HouseholdId == household).OrderBy(m => m.Receives).ThenBy(m => m.PolicyKey).ToListAsync(ct);
        var policies = await services.GetRequiredService<PolicyBook>().AllAsync(ct);
        var referrals = await db.Set<Referral>().AsNoTracking().Where(r => r.HouseholdId == household).OrderByDescending(r => r.SentOn).ThenByDescending(r => r.Id).ToListAsync(ct);
        var shown = new BenefitsShown(household, rows, [.. matches.Select(m => (m, policies.FirstOrDefault(p => p.Key == m.PolicyKey)))], referrals, services.GetRequiredService<CurrentUser>().May(Permissions.ReliefRefer));
        return View("/SocialRelief/Benefits/_Tab.cshtml", shown);
    }
}
