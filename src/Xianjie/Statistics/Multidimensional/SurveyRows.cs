using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Screening;

namespace Xianjie.Statistics.Multidimensional;

/// <summary>A household of the survey with what it lacks.</summary>
/// <param name="People">Members with a row.</param>
internal sealed record SurveyHome(Guid Id, long Division, string Name, string Part, int People, bool[] Lacks);

/// <summary>Reads the two ledgers of a measure and asks the rules which household lacks what.</summary>
internal sealed class SurveyRows(XianjieDb db, ParameterOverlay overlay)
{
    public async Task<IReadOnlyList<int>> PeriodsAsync(MultidimensionalMeasure measure, CancellationToken ct) =>
        await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == measure.Households.Key && r.State != RowState.已退回).Select(r => r.Period).Distinct().OrderByDescending(p => p).ToListAsync(ct);

    /// <summary>Every household of the period in the area; a household without members is left out, since nothing is known of people.</summary>
    public async Task<IReadOnlyList<SurveyHome>> HomesAsync(MultidimensionalMeasure measure, int period, long area, CancellationToken ct)
    {
        var members = (await ReadAsync(measure.Members, period, area, ct)).ToLookup(r => (r.Division, r.Values.GetValueOrDefault(measure.Members[measure.Join]!.English)), r => new FactRow(r.Division, r.Values));
        var homes = (await ReadAsync(measure.Households, period, area, ct)).Select(h => (Home: h, Name: h.Values.GetValueOrDefault(measure.Households[measure.Join]!.English))).Where(h => members[(h.Home.Division, h.Name)].Any()).ToList();
        if (homes.Count == 0)
            return [];
        var lacks = Lacks(measure, homes.ConvertAll(h => (new FactRow(h.Home.Division, h.Home.Values), members[(h.Home.Division, h.Name)])), Span.Of(measure.Households.Period, period)?.Last ?? default, await overlay.LoadAsync(ct));
        return [.. homes.Select((h, at) => new SurveyHome(h.Home.Id, h.Home.Division, h.Name ?? string.Empty, h.Home.Values.GetValueOrDefault(measure.Split.English, "（未填）"), members[(h.Home.Division, h.Name)].Count(), lacks[at]))];
    }

    private static bool[][] Lacks(MultidimensionalMeasure measure, List<(FactRow Home, IEnumerable<FactRow> Members)> homes, DateOnly day, ParameterOverlay parameters)
    {
        var (builder, own, other) = (new FactStoreBuilder(measure.Catalogue), measure.Catalogue[LedgerFacts.This]!, measure.Catalogue[measure.Members.Title]!);
        foreach (var (at, (home, members)) in homes.Index())
        {
            Evaluation.BeginGroup(builder, measure.Catalogue, home.Division);
            Evaluation.Add(builder.Fact(own), own, home, at, at + 1);
            foreach (var (number, member) in members.Index())
                Evaluation.Add(builder.Fact(other), other, member, at, number + 1);
        }
        var result = Screener.Run(builder.Build(), measure.Rules, parameters, day, new() { Threads = 1, IgnoreEffective = true });
        var order = measure.Deprivations.Index().ToDictionary(d => d.Item.Key, d => d.Index);
        var lacks = homes.Select(_ => new bool[measure.Deprivations.Count]).ToArray();
        foreach (var hit in result.Hits)
            lacks[hit.Household][order[result.Rules[hit.Rule].Id]] = true;
        return lacks;
    }

    private async Task<List<(Guid Id, long Division, Dictionary<string, string> Values)>> ReadAsync(Ledger ledger, int period, long area, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var rows = await RowQuery.InOrder(RowQuery.Counted(db, ledger.Key, from, below).Where(r => r.Period == period))
            .Select(r => new { r.Id, r.Division, r.Values }).ToListAsync(ct);
        return rows.ConvertAll(r => (r.Id, r.Division, RowValues.Open(r.Values)));
    }
}
