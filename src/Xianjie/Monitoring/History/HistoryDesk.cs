using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.History;

/// <summary>What a correction says instead.</summary>
internal sealed record Correction(string Name, int? IdentifiedYear, int? ExitedYear, bool LeftOut, int? LeftYear, string? LeftWhy, string Why);

/// <summary>The register as it stands, and the two ways of adding to it: new people, and corrections.</summary>
internal sealed class HistoryDesk(XianjieDb db, CurrentUser user, Clock clock, Seal seal)
{
    public const string In = "in", Left = "left", NoYear = "noyear", Corrected = "corrected";
    private const int First = 2013;

    /// <summary>Rows that no other row replaces.</summary>
    public IQueryable<HistoryEntry> Standing => db.Set<HistoryEntry>().AsNoTracking().Where(e => !db.Set<HistoryEntry>().Any(n => n.Replaces == e.Id));

    public IQueryable<HistoryEntry> Of(string show) => show switch
    {
        In => Standing.Where(e => !e.LeftOut),
        Left => Standing.Where(e => e.LeftOut),
        NoYear => Standing.Where(e => e.IdentifiedYear == null || (e.ExitedYear == null && !e.LeftOut)),
        Corrected => db.Set<HistoryEntry>().AsNoTracking().Where(e => e.Replaces != null),
        _ => Standing,
    };

    private string Hex(byte[]? box, byte[] index) => Convert.ToHexString(seal.Newest(box, index, Sealed.CitizenId));

    public static string? Fault(int? identified, int? exited, bool leftOut, int? leftYear, string? leftWhy) =>
        identified is < First or > 2020 ? $"识别年度应在 {First} 到 2020 年之间（建档立卡时期）"
        : exited is < First or > 2020 ? $"脱贫年度应在 {First} 到 2020 年之间"
        : exited < identified ? "脱贫年度早于识别年度"
        : leftOut && (leftYear is null || string.IsNullOrWhiteSpace(leftWhy)) ? "动态调出的要写明调出年度和原因"
        : !leftOut && (leftYear is not null || !string.IsNullOrWhiteSpace(leftWhy)) ? "没有调出的不写调出年度和原因"
        : leftYear < (identified ?? First) ? "调出年度早于识别年度" : null;

    /// <summary>Adds people who are not in the register yet; who is there already is counted and left as it is.</summary>
    public async Task<(int Added, int Known)> AddAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken ct)
    {
        var (added, known) = (0, 0);
        foreach (var part in entries.Chunk(500))
        {
            var (ids, numbers) = (part.Where(e => e.CitizenIdIndex is not null).SelectMany(e => seal.Alike(e.CitizenIdSealed, e.CitizenIdIndex!, Sealed.CitizenId)).ToList(), part.Select(e => e.HouseholdNo).Distinct().ToList());
            // Whether somebody is in the register anywhere in the county; nothing of it leaves this method but the count
            var present = await db.Set<HistoryEntry>().IgnoreQueryFilters().AsNoTracking().Where(e => numbers.Contains(e.HouseholdNo) || (e.CitizenIdIndex != null && ids.Contains(e.CitizenIdIndex)))
                .Select(e => new { e.HouseholdNo, e.Name, e.CitizenIdSealed, e.CitizenIdIndex }).ToListAsync(ct);
            var (byId, byName) = (present.Where(p => p.CitizenIdIndex is not null).Select(p => Hex(p.CitizenIdSealed, p.CitizenIdIndex!)).ToHashSet(), present.Select(p => (p.HouseholdNo, p.Name)).ToHashSet());
            foreach (var entry in part)
            {
                var isKnown = entry.CitizenIdIndex is { } index && !byId.Add(Hex(entry.CitizenIdSealed, index));
                if (!byName.Add((entry.HouseholdNo, entry.Name)) || isKnown)
                {
                    known++;
                    continue;
                }
                db.Add(entry);
                added++;
            }
            db.Act = user.Acts("登记历史脱贫人口");
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        return (added, known);
    }

    /// <summary>Everybody in a household that left poverty who is not in the register yet, with the years of the household.</summary>
    public async Task<(int Added, int Known)> FromRegistryAsync(CancellationToken ct)
    {
        var by = user.Acts(string.Empty).By;
        var rows = await db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present)
            .Join(db.Set<Household>().Where(h => h.State == HouseholdState.Active && h.IsExitedPoverty == true), p => p.HouseholdId, h => h.Id, (p, h) => new { p.Name, p.CitizenIdSealed, p.CitizenIdIndex, h.HouseholdNo, h.Division, h.FirstEnteredMonth, h.ExitedYear })
            .OrderBy(r => r.Division).ThenBy(r => r.HouseholdNo).ToListAsync(ct);
        return await AddAsync([.. rows.Select(r => new HistoryEntry
        {
            Division = r.Division, HouseholdNo = r.HouseholdNo, Name = r.Name, CitizenIdSealed = r.CitizenIdSealed, CitizenIdIndex = r.CitizenIdIndex, IdentifiedYear = Known(r.FirstEnteredMonth / 100), ExitedYear = Known(r.ExitedYear), LeftOut = false,
            Source = "农户名册", By = by, At = clock.Now,
        })], ct);

        static int? Known(int? year) => year is >= First and <= 2020 ? year : null;
    }

    /// <summary>The row stays; another one takes its place. Words where it can't.</summary>
    public async Task<string?> CorrectAsync(HistoryEntry entry, Correction said, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(said.Why) || said.Why.Trim().Length < 4)
            return "请写明更正的原因和依据。";
        if (Fault(said.IdentifiedYear, said.ExitedYear, said.LeftOut, said.LeftYear, said.LeftWhy) is { } fault)
            return fault + "。";
        if ((entry.Name, entry.IdentifiedYear, entry.ExitedYear, entry.LeftOut, entry.LeftYear, entry.LeftWhy) == (said.Name, said.IdentifiedYear, said.ExitedYear, said.LeftOut, said.LeftYear, said.LeftWhy))
            return "没有改动，不用更正。";
        if (await db.Set<HistoryEntry>().AnyAsync(e => e.Replaces == entry.Id, ct))
            return "这一条已经更正过，请在更正后的记录上再更正。";
        db.Act = user.Acts("更正历史脱贫人口", said.Why);
        db.Add(new HistoryEntry
        {
            Division = entry.Division, HouseholdNo = entry.HouseholdNo, Name = said.Name, CitizenIdSealed = entry.CitizenIdSealed, CitizenIdIndex = entry.CitizenIdIndex, IdentifiedYear = said.IdentifiedYear, ExitedYear = said.ExitedYear,
            LeftOut = said.LeftOut, LeftYear = said.LeftYear, LeftWhy = said.LeftWhy, Replaces = entry.Id, Why = said.Why.Trim(), Source = "更正", By = db.Act.By, At = clock.Now,
        });
        await db.SaveChangesAsync(ct);
        return null;
    }
}
