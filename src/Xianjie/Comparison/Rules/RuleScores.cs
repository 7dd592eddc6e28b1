using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Rules;

/// <summary>How good a rule is. Null where nothing has been checked yet.</summary>
/// <param name="Visited">Clues of the rule that a visit has closed.</param>
/// <param name="Confirmed">Of those, 属实.</param>
/// <param name="HitHouseholds">Households that the rule has ever hit.</param>
/// <param name="TrueHits">Of those, truly at risk by the generated county's truth.</param>
/// <param name="ShouldHit">Households that the truth says this rule should find, of risks that began in the months compared.</param>
/// <param name="Found">Of those, found.</param>
internal sealed record RuleScore(string RuleId, int Visited, int Confirmed, int HitHouseholds, int TrueHits, int ShouldHit, int Found, bool HasTruth)
{
    public double? VisitPrecision => Visited == 0 ? null : 100.0 * Confirmed / Visited;
    public double? Precision => !HasTruth || HitHouseholds == 0 ? null : 100.0 * TrueHits / HitHouseholds;
    public double? Recall => !HasTruth || ShouldHit == 0 ? null : 100.0 * Found / ShouldHit;
    /// <summary>Visits that one true finding costs.</summary>
    public double? Burden => Visited > 0 && Confirmed > 0 ? (double)Visited / Confirmed : HasTruth && TrueHits > 0 ? (double)HitHouseholds / TrueHits : null;
}

/// <summary>Scores rules against visit outcomes, and against the hidden truth where the county is a generated one.</summary>
internal sealed class RuleScores(XianjieDb db, RuleBook book)
{
    public async Task<IReadOnlyDictionary<string, RuleScore>> LoadAsync(CancellationToken ct)
    {
        var pairs = await db.Set<ClueHit>().AsNoTracking().Select(h => new { h.RuleId, h.HouseholdId }).Distinct().ToListAsync(ct);
        var truth = await db.Set<TruthRow>().AsNoTracking().Select(t => new { t.HouseholdId, t.AtRisk, t.Rules, t.Since }).ToListAsync(ct);
        // A rule can find only what began in the months that were compared.
        var days = await db.Set<ScreeningRun>().AsNoTracking().Where(r => !r.IsBackTest).Select(r => r.AsOf).ToListAsync(ct);
        var (from, to) = days.Count == 0 ? (DateOnly.MaxValue, DateOnly.MinValue) : (days.Min().AddMonths(-1), days.Max());
        var closed = await db.Set<Clue>().AsNoTracking().Where(c => c.State == ClueState.属实 || c.State == ClueState.不属实 || c.State == ClueState.已知)
            .Select(c => new { c.Rules, True = c.State == ClueState.属实 }).ToListAsync(ct);
        var atRisk = truth.Where(t => t.AtRisk).Select(t => t.HouseholdId).ToHashSet();
        var should = truth.Where(t => t.AtRisk && t.Since > from && t.Since <= to).SelectMany(t => t.Rules.Split(';', StringSplitOptions.RemoveEmptyEntries), (t, rule) => (rule, t.HouseholdId)).ToLookup(t => t.rule, t => t.HouseholdId);
        var visits = closed.SelectMany(c => c.Rules.Split(';', StringSplitOptions.RemoveEmptyEntries), (c, rule) => (rule, c.True)).ToLookup(c => c.rule, c => c.True);
        var hits = pairs.ToLookup(p => p.RuleId, p => p.HouseholdId);
        var scores = new Dictionary<string, RuleScore>(StringComparer.Ordinal);
        foreach (var rule in hits.Select(h => h.Key).Concat(should.Select(s => s.Key)).Concat(visits.Select(v => v.Key)).Distinct())
        {
            var (hit, due) = (hits[rule].ToHashSet(), should[rule].ToHashSet());
            scores[rule] = new RuleScore(rule, visits[rule].Count(), visits[rule].Count(t => t), hit.Count, hit.Count(atRisk.Contains), due.Count, due.Count(hit.Contains), truth.Count > 0 && book.Rules[rule]?.Class == RuleClass.Risk);
        }
        return scores;
    }
}
