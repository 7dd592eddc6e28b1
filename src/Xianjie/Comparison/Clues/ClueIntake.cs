using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Comparison.Clues;

/// <summary>Risks that people reported or saw, as clues beside those of the comparison: same list, same merging, their words as evidence.</summary>
internal sealed class ClueIntake(XianjieDb db, Seal seal, Clock clock) : IClueIntake
{
    /// <summary>Cause of clues that people brought; the comparison joins such a clue whatever the cause of its own hit.</summary>
    public const string Cause = "反映";

    private const int Urgent = 25;

    public async Task<string> TakeAsync(ClueReport report, CancellationToken ct)
    {
        var clue = await StandingAsync(report, ct);
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{report.Origin:N}|{report.Risk}")))[..32];
        if (clue is not null && await db.Set<ClueHit>().AnyAsync(h => h.ClueId == clue.Id && h.Fingerprint == print, ct))
            return $"/clues/{clue.Id}";
        if (clue is null)
        {
            db.Add(clue = await FreshAsync(report, ct));
        }
        else
        {
            clue.Join(clock.Today, 1, $";{string.Join(';', clue.Rules.Split(';', StringSplitOptions.RemoveEmptyEntries).Append(report.Source).Distinct().Order(StringComparer.Ordinal))};", Urgent);
            clue.Came(report.Channel);
        }
        db.Add(HitOf(clue.Id, report, print));
        db.Add(SourceOf(clue.Id, report));
        return $"/clues/{clue.Id}";
    }

    public Task<int> OpenCountAsync(Guid household, CancellationToken ct) => db.Set<Clue>().CountAsync(c => c.HouseholdId == household && c.OpenKey != null, ct);

    /// <summary>Any open clue of the same risk takes it in, whatever its cause: the village looks into it once. What this very transaction opened counts too.</summary>
    private async Task<Clue?> StandingAsync(ClueReport report, CancellationToken ct) =>
        db.Set<Clue>().Local.FirstOrDefault(c => c.HouseholdId == report.HouseholdId && c.OpenKey is not null && c.Kind == ClueKind.风险线索 && c.Risk == report.Risk)
        ?? await db.Set<Clue>().Where(c => c.HouseholdId == report.HouseholdId && c.OpenKey != null && c.Kind == ClueKind.风险线索 && c.Risk == report.Risk)
            .OrderByDescending(c => c.Priority).FirstOrDefaultAsync(ct);

    private ClueHit HitOf(Guid clue, ClueReport report, string print)
    {
        var content = new HitContent(report.Words, report.Source, null, [], [], new Dictionary<string, string>());
        return new ClueHit
        {
            ClueId = clue, HouseholdId = report.HouseholdId, Division = report.Division, RunId = Guid.Empty, RuleId = report.Source.Length > 40 ? report.Source[..40] : report.Source, RuleHash = print[..16],
            AsOf = clock.Today, Fingerprint = print, ContentSealed = seal.Close(JsonSerializer.SerializeToUtf8Bytes(content, ChangeJson.Options), Sealed.File),
        };
    }

    private ClueSource SourceOf(Guid clue, ClueReport report) => new()
    {
        ClueId = clue, HouseholdId = report.HouseholdId, Division = report.Division, Channel = report.Channel, Source = report.Source, Number = report.Number, Link = report.Link,
        Origin = report.Origin, On = clock.Today, By = report.By, At = clock.Now,
    };

    private async Task<Clue> FreshAsync(ClueReport report, CancellationToken ct)
    {
        var home = await db.Set<Household>().AsNoTracking().Where(h => h.Id == report.HouseholdId).Select(h => new { h.HouseholdNo, h.HeadName }).SingleAsync(ct);
        return new Clue
        {
            HouseholdId = report.HouseholdId, HouseholdNo = home.HouseholdNo, HeadName = home.HeadName ?? string.Empty, Division = report.Division, Kind = ClueKind.风险线索,
            Risk = report.Risk, Cause = Cause, Title = $"{report.Source}：{report.Risk}", Rules = $";{report.Source};", Department = report.Source, Priority = Urgent, Channels = ClueChannels.Of(report.Channel),
            FoundOn = clock.Today, LastHitOn = clock.Today, Hits = 1, RunId = Guid.Empty, Key = Clue.KeyOf(report.HouseholdId, ClueKind.风险线索, report.Risk, Cause),
        }.Opened();
    }
}
