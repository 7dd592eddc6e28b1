using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Screening.Language;

namespace Xianjie.Monitoring.Quality;

/// <summary>
/// Brings the doubts of a county (or of a few households) in line with what the rules find. What is not found any more is closed; what is
/// found with other evidence is asked anew; what was explained or exempted rests.
/// </summary>
internal sealed class DoubtBook(Clock clock) : IQualityFindings
{
    private const string Mended = "数据已改正", Off = "规则停用", Gone = "农户已归档";

    public async Task<(int Opened, int Closed)> TakeAsync(XianjieDb db, QualityRun run, IReadOnlyList<Finding> findings, CancellationToken ct)
    {
        var found = findings.GroupBy(f => QualityDoubt.KeyOf(f.Home.Id, f.Rule.Id, f.PersonId)).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var standing = await Standing(db, run).Select(d => new { d.Id, Key = d.OpenKey!, d.Fingerprint, d.State, d.ExemptUntil, d.RuleId, d.HouseholdId }).ToListAsync(ct);
        var known = standing.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var fresh = found.Where(f => !known.Contains(f.Key)).Select(f => New(f.Value, run.AsOf)).ToList();
        Bulk.Insert(db, fresh);
        var touched = standing.Where(s => found.TryGetValue(s.Key, out var now) ? now.Fingerprint != s.Fingerprint || (s.State == DoubtState.已豁免 && s.ExemptUntil < clock.Today)
            : run.Rules.Contains(s.RuleId) || run.Only is null).Select(s => s.Id).ToList();
        var closed = 0;
        foreach (var part in touched.Chunk(400))
            closed += await SettleAsync(db, run, found, part, ct);
        if (run.Only is null)
            db.Add(new QualityRunDone { Division = run.County, On = clock.Today, At = clock.Now, Opened = fresh.Count, Closed = closed });
        await db.SaveChangesAsync(ct);
        return (fresh.Count, closed);
    }

    private static IQueryable<QualityDoubt> Standing(XianjieDb db, QualityRun run)
    {
        var rows = db.Set<QualityDoubt>().Where(d => d.OpenKey != null);
        return run.Only is { } only ? rows.Where(d => only.Contains(d.HouseholdId)) : rows.Where(d => d.Division >= run.County && d.Division < run.County + 1_000_000);
    }

    private async Task<int> SettleAsync(XianjieDb db, QualityRun run, Dictionary<string, Finding> found, Guid[] ids, CancellationToken ct)
    {
        var doubts = await db.Set<QualityDoubt>().Where(d => ids.Contains(d.Id)).ToListAsync(ct);
        var homes = doubts.Select(d => d.HouseholdId).Distinct().ToList();
        var active = (await db.Set<Household>().Where(h => homes.Contains(h.Id) && h.State == HouseholdState.Active).Select(h => h.Id).ToListAsync(ct)).ToHashSet();
        var closed = 0;
        foreach (var doubt in doubts)
        {
            if (found.TryGetValue(doubt.OpenKey!, out var now))
            {
                if (doubt.State != DoubtState.已豁免 || doubt.ExemptUntil < clock.Today)
                    doubt.Reopen();
                doubt.Renew(now.Fingerprint, now.Content);
                continue;
            }
            doubt.Close(run.AsOf > clock.Today ? clock.Today : run.AsOf, !active.Contains(doubt.HouseholdId) ? Gone : run.Rules.Contains(doubt.RuleId) ? Mended : Off);
            closed++;
        }
        await db.SaveChangesAsync(ct);
        return closed;
    }

    private static QualityDoubt New(Finding finding, DateOnly on) => new QualityDoubt
    {
        HouseholdId = finding.Home.Id, HouseholdNo = finding.Home.Number, HeadName = finding.Home.Head, PersonId = finding.PersonId, Division = finding.Home.Division, RuleId = finding.Rule.Id,
        Title = finding.Rule.Title, Severity = Letter(finding.Rule.Severity), Fix = finding.Rule.Fix ?? string.Empty, Fingerprint = finding.Fingerprint, ContentSealed = finding.Content,
        FoundOn = on, FoundMonth = (on.Year * 100) + on.Month,
    }.Opened();

    private static string Letter(RuleSeverity severity) => severity switch { RuleSeverity.Error => "E", RuleSeverity.Info => "I", _ => "W" };
}
