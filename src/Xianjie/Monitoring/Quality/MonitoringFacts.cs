using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Runs;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Monitoring.Removal;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Data;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Quality;

/// <summary>监测收支 (monitoring.md 1.2): what the visit of the decided case and the removal worked out. What was not asked stays empty.</summary>
internal sealed class MonitoringIncomes(RegistryFields fields) : IFactSource
{
    public string Fact => "监测收支";

    public async Task<IReadOnlyList<FactRow>> RowsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var visits = await Decided.VisitsAsync(db, county, only, ct);
        var removals = await Decided.RemovalsAsync(db, county, only, ct);
        var homes = visits.Select(v => v.Household).ToList();
        var people = await db.Set<Household>().AsNoTracking().Where(h => homes.Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => Math.Max(1, h.MemberCount ?? 1), ct);
        var own = visits.Select(v => Identified(v.Household, v.Visit, people.GetValueOrDefault(v.Household, 1))).Concat(removals.Where(r => r.PerCapita is not null).Select(r => new FactRow(r.HouseholdId, null, new Dictionary<string, object?> { ["阶段"] = "消除", ["人均纯收入"] = r.PerCapita }))).ToList();
        return await Elsewhere.AddAsync<MonitorIncome>(own, db, fields, RegistryFields.MonitorIncome, county, only, ct);
    }

    private static FactRow Identified(Guid household, CaseVisit v, int people)
    {
        var earned = new[] { v.Wage, v.Business, v.Property, v.Transfer };
        var net = earned.All(e => e is null) ? null : earned.Sum() - (v.BusinessCost ?? 0);
        var reference = net is null ? null : net + (v.InsuranceClaim ?? 0) - (v.CompliantSelfPay ?? 0);
        return new(household, null, new Dictionary<string, object?>
        {
            ["阶段"] = "识别", ["工资性收入"] = v.Wage, ["生产经营性收入"] = v.Business, ["财产性收入"] = v.Property, ["转移性收入"] = v.Transfer, ["生产经营性支出"] = v.BusinessCost, ["纯收入"] = net,
            ["理赔收入"] = v.InsuranceClaim, ["合规自付支出"] = v.CompliantSelfPay, ["参考收入"] = reference, ["人均纯收入"] = net / people, ["参考人均收入"] = reference / people,
        });
    }
}

/// <summary>保障检查: problems seen and whether the household can cope, from the visit of its case; problems seen by the last help visit before removal.</summary>
internal sealed class SafeguardChecks(RegistryFields fields) : IFactSource
{
    public string Fact => "保障检查";

    public async Task<IReadOnlyList<FactRow>> RowsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var visits = await Decided.VisitsAsync(db, county, only, ct);
        var rows = visits.Select(v => new FactRow(v.Household, null, new Dictionary<string, object?>
        {
            ["阶段"] = "识别", ["能否自主应对"] = !v.Visit.CannotCope, ["突出问题"] = v.Visit.MainProblems,
            ["住房有问题"] = v.Visit.HouseProblem, ["有失学辍学"] = v.Visit.SchoolProblem, ["饮水有问题"] = v.Visit.WaterProblem, ["有未参保"] = v.Visit.InsuranceProblem,
        })).ToList();
        var removals = await Decided.RemovalsAsync(db, county, only, ct);
        var homes = removals.Select(r => r.HouseholdId).ToList();
        var seen = (await db.Set<HelpVisit>().AsNoTracking().Where(v => homes.Contains(v.HouseholdId) && v.Result != VisitResult.无法联系).ToListAsync(ct)).ToLookup(v => v.HouseholdId);
        foreach (var removal in removals)
        {
            if (seen[removal.HouseholdId].Where(v => v.VisitedOn <= (removal.ReviewedOn ?? removal.StartedOn)).MaxBy(v => v.VisitedOn) is { } visit)
                rows.Add(new(removal.HouseholdId, null, new Dictionary<string, object?> { ["阶段"] = "消除", ["住房有问题"] = visit.HouseProblem, ["有失学辍学"] = visit.SchoolProblem, ["饮水有问题"] = visit.WaterProblem, ["有未参保"] = visit.MedicalProblem }));
        }
        return await Elsewhere.AddAsync<SafeguardCheck>(rows, db, fields, RegistryFields.Safeguard, county, only, ct);
    }
}

/// <summary>What was found elsewhere and brought in by import or form: it speaks for households and phases of which no case was decided here.</summary>
internal static class Elsewhere
{
    public static async Task<IReadOnlyList<FactRow>> AddAsync<T>(List<FactRow> own, XianjieDb db, RegistryFields fields, string fact, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct)
        where T : PhaseRecord
    {
        var known = own.Select(r => (r.Household, Phase: (string?)r.Values["阶段"])).ToHashSet();
        var records = await db.Set<T>().AsNoTracking().Where(r => r.Division >= county && r.Division < county + 1_000_000 && (only == null || only.Contains(r.HouseholdId))).ToListAsync(ct);
        return [.. own, .. records.Where(r => !known.Contains((r.HouseholdId, r.Phase))).Select(r => new FactRow(r.HouseholdId, null, fields.Of(fact).ToDictionary(f => f.Name, f => f.Get(r))))];
    }
}

/// <summary>The papers behind the present state of a household: of its last decided case, and of its last removal.</summary>
internal static class Decided
{
    public static async Task<IReadOnlyList<(Guid Household, CaseVisit Visit)>> VisitsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var cases = await db.Set<IdentificationCase>().AsNoTracking().Where(c => c.Division >= county && c.Division < county + 1_000_000 && c.Step == CaseStep.已认定 && (only == null || only.Contains(c.HouseholdId)))
            .Select(c => new { c.Id, c.HouseholdId }).ToListAsync(ct);
        var latest = cases.GroupBy(c => c.HouseholdId).Select(g => g.MaxBy(c => c.Id)!).ToDictionary(c => c.Id, c => c.HouseholdId);
        var visits = await db.Set<CaseVisit>().AsNoTracking().Where(v => v.Division >= county && v.Division < county + 1_000_000 && v.HasRisk
            && db.Set<IdentificationCase>().Any(c => c.Id == v.CaseId && c.Step == CaseStep.已认定 && (only == null || only.Contains(c.HouseholdId)))).ToListAsync(ct);
        return [.. visits.Where(v => latest.ContainsKey(v.CaseId)).GroupBy(v => v.CaseId).Select(g => (latest[g.Key], g.MaxBy(v => v.At)!))];
    }

    public static async Task<IReadOnlyList<RemovalCase>> RemovalsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var removals = await db.Set<RemovalCase>().AsNoTracking().Where(c => c.Division >= county && c.Division < county + 1_000_000 && c.Step == RemovalStep.已消除 && (only == null || only.Contains(c.HouseholdId))).ToListAsync(ct);
        return [.. removals.GroupBy(r => r.HouseholdId).Select(g => g.MaxBy(r => r.Id)!)];
    }
}
