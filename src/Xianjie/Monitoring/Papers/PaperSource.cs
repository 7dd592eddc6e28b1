using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Papers;

/// <summary>What a household's papers are about: its latest identification case and its latest removal.</summary>
internal sealed record PaperSubject(Household Household, IdentificationCase? Case, RemovalCase? Removal);

/// <summary>Gathers what papers are filled with. Everything is read inside the scope of who asks.</summary>
internal sealed class PaperSource(XianjieDb db, RegistryFields fields, Places places, ParametersInForce inForce, CaseDesk cases, CaseSheets sheets, RemovalDesk removals, Clock clock)
{
    public async Task<PaperSubject?> SubjectAsync(Guid household, CancellationToken ct) => await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == household, ct) is not { } home ? null : new(home,
        await db.Set<IdentificationCase>().AsNoTracking().Where(c => c.HouseholdId == household).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct),
        await db.Set<RemovalCase>().AsNoTracking().Where(c => c.HouseholdId == household).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct));

    /// <summary>Everything that the papers of one household ask for; null where there is none in the user's area.</summary>
    public async Task<PaperData?> OfHouseholdAsync(Guid household, bool reveal, CancellationToken ct)
    {
        if (await HelpFacts.LoadAsync(db, household, ct) is not { } facts || await SubjectAsync(household, ct) is not { } subject)
            return null;
        var data = new HouseholdData(fields, places, await inForce.LoadAsync(ct), clock.Today, reveal).Fill(new PaperData(), facts);
        var file = subject.Case is { } item ? await cases.LoadAsync(item.Id, ct) : null;
        var sheet = file is null ? null : (await sheets.WorksheetAsync(file, ct)).Sheet;
        new CaseData(data, file, sheet, await cases.DeadlinesAsync(facts.Household.Division, ct)).Fill();
        await HelpAsync(data, household, ct);
        await RemovalAsync(data, facts, subject.Removal, ct);
        var matter = subject.Removal is { } removal && (subject.Case is null || removal.StartedOn >= subject.Case.OpenedOn) ? removal.Id : subject.Case?.Id;
        NoticeSheet.Fill(data, await db.Set<PublicNotice>().AsNoTracking().Where(n => n.Subject == matter).OrderByDescending(n => n.Id).Take(1).ToListAsync(ct), PaperWords.Village(places.Name(facts.Household.Division)));
        return data;
    }

    private async Task HelpAsync(PaperData data, Guid household, CancellationToken ct)
    {
        var plan = await db.Set<HelpPlan>().AsNoTracking().Where(p => p.HouseholdId == household).OrderBy(p => p.ClosedOn != null).ThenByDescending(p => p.Start).FirstOrDefaultAsync(ct);
        var lines = plan is null ? [] : await db.Set<PlanLine>().AsNoTracking().Where(l => l.PlanId == plan.Id).OrderBy(l => l.Id).ToListAsync(ct);
        var visits = await db.Set<HelpVisit>().AsNoTracking().Where(v => v.HouseholdId == household).OrderByDescending(v => v.VisitedOn).ThenByDescending(v => v.Id).Take(24).ToListAsync(ct);
        var pairing = await db.Set<Pairing>().AsNoTracking().Where(p => p.HouseholdId == household && p.To == null).OrderByDescending(p => p.From).FirstOrDefaultAsync(ct);
        visits.Reverse();
        HelpData.Plan(data, plan, lines, visits, pairing);
    }

    private async Task RemovalAsync(PaperData data, HelpFacts facts, RemovalCase? item, CancellationToken ct)
    {
        var trail = item is null ? [] : await db.Set<StepRecord>().AsNoTracking().Where(s => s.Subject == item.Id).OrderBy(s => s.Id).ToListAsync(ct);
        var notice = item is null ? null : await db.Set<PublicNotice>().AsNoTracking().Where(n => n.Subject == item.Id).OrderByDescending(n => n.Id).FirstOrDefaultAsync(ct);
        HelpData.Removal(data, item, await ConditionsAsync(facts, item, ct), trail, notice);
    }

    /// <summary>As they stood at the decision, else as they stand now.</summary>
    private async Task<IReadOnlyList<RemovalCondition>> ConditionsAsync(HelpFacts facts, RemovalCase? item, CancellationToken ct) => item switch
    {
        null => [],
        { Evidence: { } json } => System.Text.Json.JsonSerializer.Deserialize<List<RemovalCondition>>(json, Platform.Changes.ChangeJson.Options) ?? [],
        { IsOpen: true } when facts.IsMonitored => await removals.ConditionsAsync(facts, item.Kind, item.PerCapita, ct),
        _ => [],
    };

    /// <summary>The cases of one township for a request or a reply; cases of other townships are left out.</summary>
    public async Task<PaperData?> OfCasesAsync(IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var all = await db.Set<IdentificationCase>().AsNoTracking().Where(c => households.Contains(c.HouseholdId) && c.Step != CaseStep.已终止 && c.Step != CaseStep.无需认定).ToListAsync(ct);
        var latest = all.GroupBy(c => c.HouseholdId).Select(g => g.MaxBy(c => c.Id)!).OrderBy(c => c.Division).ThenBy(c => c.HouseholdNo).ToList();
        if (latest.Count == 0)
            return null;
        var ids = latest.Select(c => c.HouseholdId).ToList();
        var people = await db.Set<Household>().AsNoTracking().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => h.MemberCount ?? 0, ct);
        var data = new HouseholdData(fields, places, await inForce.LoadAsync(ct), clock.Today, reveal: false).Place(new PaperData(), latest[0].Division);
        data.Set(("批次户数", PaperWords.Number(latest.Count)), ("批次人数", PaperWords.Number(latest.Sum(c => people.GetValueOrDefault(c.HouseholdId)))), ("批次村数", PaperWords.Number(latest.Select(c => c.Division).Distinct().Count())));
        return data.Add("批次户", latest, (c, _) =>
        [
            ("户主姓名", c.HeadName), ("所在村", PaperWords.Village(places.Name(c.Division))), ("人口", PaperWords.Number(people.GetValueOrDefault(c.HouseholdId))),
            ("类别", c.Category is { } category ? category : string.Empty), ("风险类型", PaperWords.List(c.Risks)),
        ]);
    }

    public async Task<PaperData> OfPlaceAsync(long village, CancellationToken ct) => new HouseholdData(fields, places, await inForce.LoadAsync(ct), clock.Today, reveal: false).Place(new PaperData(), village);
}
