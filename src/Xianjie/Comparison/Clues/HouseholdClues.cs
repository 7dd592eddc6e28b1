using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Comparison.Clues;

/// <summary>线索与比对 on the record page of a household.</summary>
internal sealed class CluesTab : IHouseholdTab
{
    public int Order => 50;
    public string Title => "线索与比对";
    public string Key => "clues";
    public string Permission => Permissions.CluesRead;
    public string Component => "HouseholdClues";
}

internal sealed record HouseholdCluesModel(IReadOnlyList<Clue> Clues, IReadOnlyList<ShownHit> Hits, IReadOnlyList<Visit> Visits);

/// <summary>A household's clues, the department rows behind them, and what visits found.</summary>
[ViewComponent(Name = "HouseholdClues")]
public sealed class HouseholdClues : ViewComponent // public: the framework finds only public components
{
    private const int Most = 60;

    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var (db, evidence) = (HttpContext.RequestServices.GetRequiredService<XianjieDb>(), HttpContext.RequestServices.GetRequiredService<Evidence>());
        var clues = await db.Set<Clue>().AsNoTracking().Where(c => c.HouseholdId == household).OrderByDescending(c => c.FoundOn).ThenByDescending(c => c.Priority).Take(Most).ToListAsync();
        var hits = await db.Set<ClueHit>().AsNoTracking().Where(h => h.HouseholdId == household).OrderByDescending(h => h.AsOf).ThenBy(h => h.RuleId).Take(Most).ToListAsync();
        var visits = await db.Set<Visit>().AsNoTracking().Where(v => v.HouseholdId == household).OrderByDescending(v => v.VisitedOn).Take(Most).ToListAsync();
        return View("/Comparison/Clues/_HouseholdClues.cshtml", new HouseholdCluesModel(clues, [.. hits.Select(evidence.Open)], visits));
    }
}
