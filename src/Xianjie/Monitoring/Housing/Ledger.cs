using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>A household's house and water: each with the latest proof, its date and where it comes from.</summary>
internal sealed record LedgerRow(Household Home, Living? Living, IReadOnlyDictionary<GuaranteeKind, Proof> Latest)
{
    public static readonly IReadOnlyList<GuaranteeKind> Tests = [GuaranteeKind.饮水水量, GuaranteeKind.饮水水质, GuaranteeKind.饮水方便, GuaranteeKind.饮水保证率];

    public string? Grade => Latest.TryGetValue(GuaranteeKind.住房安全, out var proof) ? proof.Value : Living?.HouseGrade;

    public string Words(GuaranteeKind kind) => Latest.TryGetValue(kind, out var proof) ? $"{proof.Value}{(proof.Number is { } n && kind == GuaranteeKind.饮水水量 ? $" {n} 升" : "")}{(proof.Passed ? "" : "（不达标）")}" : string.Empty;

    public string On(GuaranteeKind kind) => Latest.TryGetValue(kind, out var proof) ? $"{proof.ProvedOn:yyyy-MM-dd} {proof.Source}" : string.Empty;
}

/// <summary>住房饮水台账 (modules.md S0-30): households that left poverty or are monitored, by what of their house and water is proved.</summary>
internal static class Ledger
{
    public const string All = "all", NoGrade = "house", NoWater = "water", Whole = "whole";
    private const int Chunk = 500;

    public static IQueryable<Household> Homes(XianjieDb db, string show)
    {
        var homes = db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.IsExitedPoverty == true || h.RiskState == "脱贫户" || h.RiskState == HelpGaps.Monitored || h.RiskState == HelpGaps.Removed));
        var house = db.Set<Proof>().Where(p => p.Kind == GuaranteeKind.住房安全);
        var (amount, quality, near, sure) = (Of(GuaranteeKind.饮水水量), Of(GuaranteeKind.饮水水质), Of(GuaranteeKind.饮水方便), Of(GuaranteeKind.饮水保证率));
        return show switch
        {
            NoGrade => homes.Where(h => !house.Any(p => p.HouseholdId == h.Id)),
            NoWater => homes.Where(h => !amount.Any(p => p.HouseholdId == h.Id) || !quality.Any(p => p.HouseholdId == h.Id) || !near.Any(p => p.HouseholdId == h.Id) || !sure.Any(p => p.HouseholdId == h.Id)),
            Whole => homes.Where(h => house.Any(p => p.HouseholdId == h.Id) && amount.Any(p => p.HouseholdId == h.Id) && quality.Any(p => p.HouseholdId == h.Id) && near.Any(p => p.HouseholdId == h.Id) && sure.Any(p => p.HouseholdId == h.Id)),
            _ => homes,
        };

        IQueryable<Proof> Of(GuaranteeKind kind) => db.Set<Proof>().Where(p => p.Kind == kind);
    }

    public static async Task<IReadOnlyList<LedgerRow>> RowsAsync(XianjieDb db, IReadOnlyList<Household> homes, CancellationToken ct)
    {
        var ids = homes.Select(h => h.Id).ToList();
        var living = await db.Set<Living>().AsNoTracking().Where(l => ids.Contains(l.HouseholdId)).ToDictionaryAsync(l => l.HouseholdId, ct);
        var proofs = (await db.Set<Proof>().AsNoTracking().Where(p => ids.Contains(p.HouseholdId) && p.PersonId == null).OrderByDescending(p => p.ProvedOn).ThenByDescending(p => p.At).ThenByDescending(p => p.Id).ToListAsync(ct)).ToLookup(p => p.HouseholdId);
        return [.. homes.Select(h => new LedgerRow(h, living.GetValueOrDefault(h.Id), proofs[h.Id].GroupBy(p => p.Kind).ToDictionary(g => g.Key, g => g.First())))];
    }

    /// <summary>All rows of a list, read in parts.</summary>
    public static async IAsyncEnumerable<LedgerRow> AllAsync(XianjieDb db, IQueryable<Household> homes, [EnumeratorCancellation] CancellationToken ct)
    {
        var part = new List<Household>(Chunk);
        foreach (var home in await homes.ToListAsync(ct))
        {
            part.Add(home);
            if (part.Count < Chunk)
                continue;
            foreach (var row in await RowsAsync(db, part, ct))
                yield return row;
            part.Clear();
        }
        foreach (var row in await RowsAsync(db, part, ct))
            yield return row;
    }
}
