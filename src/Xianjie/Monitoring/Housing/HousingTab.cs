using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>住房和饮水 on the record page of a household: grade and its changes, hazards, supply of water and the four tests.</summary>
internal sealed class HousingTab : IHouseholdTab
{
    public int Order => 45;
    public string Title => "住房和饮水";
    public string Key => "housing";
    public string Permission => Permissions.HouseholdsRead;
    public string Component => nameof(HousingTab);
}

/// <param name="Grades">Every proof of the grade, latest first: the history.</param>
internal sealed record HousingShown(LedgerRow Row, IReadOnlyList<Proof> Grades, IReadOnlyList<HouseFinding> Findings, IReadOnlyList<HouseHazard> Hazards);

/// <summary>What is known of one household's house and water.</summary>
[ViewComponent(Name = nameof(HousingTab))]
public sealed class HousingTabView : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var (db, ct) = (HttpContext.RequestServices.GetRequiredService<XianjieDb>(), HttpContext.RequestAborted);
        if (await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == household, ct) is not { } home)
            return Content(string.Empty);
        var row = (await Ledger.RowsAsync(db, [home], ct))[0];
        var grades = await db.Set<Proof>().AsNoTracking().Where(p => p.HouseholdId == household && p.Kind == GuaranteeKind.住房安全).OrderByDescending(p => p.ProvedOn).ThenByDescending(p => p.At).Take(50).ToListAsync(ct);
        var findings = await db.Set<HouseFinding>().AsNoTracking().Where(f => f.HouseholdId == household).OrderByDescending(f => f.InspectedOn).Take(50).ToListAsync(ct);
        var hazards = await db.Set<HouseHazard>().AsNoTracking().Where(h => h.HouseholdId == household).OrderByDescending(h => h.FoundOn).Take(50).ToListAsync(ct);
        return View("/Monitoring/Housing/_Tab.cshtml", new HousingShown(row, grades, findings, hazards));
    }
}
