using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Visits;

/// <summary>Risks that people saw, as clues beside those of the comparison: same list, same merging, the words of the visit as evidence.</summary>
internal sealed class SightedClues(XianjieDb db, Seal seal, Clock clock) : IClueIntake
{
    private const int Urgent = 25;

    public async Task<string> TakeAsync(ClueReport report, CancellationToken ct)
    {
        var key = Clue.KeyOf(report.HouseholdId, ClueKind.风险线索, report.Risk, report.Source);
        // Any open clue of the same risk takes it in, whatever its cause: the village looks into it once.
        var clue = await db.Set<Clue>().Where(c => c.HouseholdId == report.HouseholdId && c.OpenKey != null && c.Kind == ClueKind.风险线索 && c.Risk == report.Risk)
            .OrderByDescending(c => c.Priority).FirstOrDefaultAsync(ct);
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{report.Origin:N}|{report.Risk}")))[..32];
        if (clue is not null && await db.Set<ClueHit>().AnyAsync(h => h.ClueId == clue.Id && h.Fingerprint == print, ct))
            return $"/clues/{clue.Id}";
        if (clue is null)
            db.Add(clue = await FreshAsync(report, key, ct));
        else
            clue.Join(clock.Today, 1, $";{string.Join(';', clue.Rules.Split(';', StringSplitOptions.RemoveEmptyEntries).Append(report.Source).Distinct().Order(StringComparer.Ordinal))};", Urgent);
        var content = new HitContent(report.Words, report.Source, null, [], [], new Dictionary<string, string>());
        db.Add(new ClueHit
        {
            ClueId = clue.Id, HouseholdId = report.HouseholdId, Division = report.Division, RunId = Guid.Empty, RuleId = report.Source, RuleHash = print[..16], AsOf = clock.Today,
            Fingerprint = print, ContentSealed = seal.Close(JsonSerializer.SerializeToUtf8Bytes(content, ChangeJson.Options), Sealed.File),
        });
        return $"/clues/{clue.Id}";
    }

    public Task<int> OpenCountAsync(Guid household, CancellationToken ct) => db.Set<Clue>().CountAsync(c => c.HouseholdId == household && c.OpenKey != null, ct);

    private async Task<Clue> FreshAsync(ClueReport report, string key, CancellationToken ct)
    {
        var home = await db.Set<Household>().AsNoTracking().Where(h => h.Id == report.HouseholdId).Select(h => new { h.HouseholdNo, h.HeadName }).SingleAsync(ct);
        return new Clue
        {
            HouseholdId = report.HouseholdId, HouseholdNo = home.HouseholdNo, HeadName = home.HeadName ?? string.Empty, Division = report.Division, Kind = ClueKind.风险线索,
            Risk = report.Risk, Cause = report.Source, Title = $"{report.Source}发现{report.Risk}", Rules = $";{report.Source};", Department = report.Source, Priority = Urgent,
            FoundOn = clock.Today, LastHitOn = clock.Today, Hits = 1, RunId = Guid.Empty, Key = key,
        }.Opened();
    }
}
