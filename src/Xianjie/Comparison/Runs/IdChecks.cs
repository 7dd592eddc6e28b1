using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Comparison.Runs;

/// <summary>
/// 证件核对: what the numbers of a person tell, worked out by the registry (catalogue/registry-checks.yaml). Other households with the same
/// number are only counted, also those beyond the area of who asks; no number leaves this class.
/// </summary>
internal sealed class IdChecks(Seal seal) : IFactSource
{
    private const string Nobody = "999999";

    private sealed record Numbers(Guid Id, Guid HouseholdId, byte[]? CitizenIdSealed, byte[]? CitizenIdIndex, byte[]? PhoneSealed, byte[]? PhoneIndex, byte[]? DisabilityCardSealed);

    private sealed record Held(Guid HouseholdId, byte[]? Box, byte[] Index);

    public string Fact => "证件核对";

    public async Task<IReadOnlyList<FactRow>> RowsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var everyone = db.Set<Person>().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.Division >= county && p.Division < county + 1_000_000 && p.State == PersonState.Present && db.Set<Household>().IgnoreQueryFilters().Any(h => h.Id == p.HouseholdId && h.State == HouseholdState.Active));
        var wanted = only is null ? everyone : everyone.Where(p => only.Contains(p.HouseholdId));
        var people = await wanted.Select(p => new Numbers(p.Id, p.HouseholdId, p.CitizenIdSealed, p.CitizenIdIndex, p.PhoneSealed, p.PhoneIndex, p.DisabilityCardSealed)).ToListAsync(ct);
        var byId = Near(everyone, only, [.. people.Where(p => p.CitizenIdIndex is not null).SelectMany(p => seal.Alike(p.CitizenIdSealed, p.CitizenIdIndex!, Sealed.CitizenId))], byPhone: false);
        var byPhone = Near(everyone, only, [.. people.Where(p => p.PhoneIndex is not null).SelectMany(p => seal.Alike(p.PhoneSealed, p.PhoneIndex!, Sealed.Phone))], byPhone: true);
        var ids = seal.IsTurning ? await SeveralAsync(byId.Select(p => new Held(p.HouseholdId, p.CitizenIdSealed, p.CitizenIdIndex!)), Sealed.CitizenId, ct) : await Several(byId.GroupBy(p => p.CitizenIdIndex!), ct);
        var phones = seal.IsTurning ? await SeveralAsync(byPhone.Select(p => new Held(p.HouseholdId, p.PhoneSealed, p.PhoneIndex!)), Sealed.Phone, ct) : await Several(byPhone.GroupBy(p => p.PhoneIndex!), ct);
        return [.. people.Select(p => new FactRow(p.HouseholdId, p.Id, Values(p, ids, phones))).Where(r => IsOdd(r.Values))];
    }

    /// <summary>Only rows that some rule could ask about are worth carrying: a sound number that stands once is no finding.</summary>
    private static bool IsOdd(IReadOnlyDictionary<string, object?> values) => values["证件位数"] is int and not 18 || values["校验通过"] is false || values["是否占位号"] is true || values["残疾证相符"] is false
        || values["证件重复户数"] is > 0 || values["电话重复户数"] is > 0;

    private static IQueryable<Person> Near(IQueryable<Person> everyone, IReadOnlyCollection<Guid>? only, List<byte[]> keys, bool byPhone) => (only, byPhone) switch
    {
        (null, false) => everyone.Where(p => p.CitizenIdIndex != null),
        (null, true) => everyone.Where(p => p.PhoneIndex != null),
        (_, false) => everyone.Where(p => p.CitizenIdIndex != null && keys.Contains(p.CitizenIdIndex)),
        _ => everyone.Where(p => p.PhoneIndex != null && keys.Contains(p.PhoneIndex)),
    };

    /// <summary>Households of each number that stands in more than one.</summary>
    private static async Task<Dictionary<string, int>> Several(IQueryable<IGrouping<byte[], Person>> groups, CancellationToken ct) =>
        (await groups.Select(g => new { g.Key, Count = g.Select(p => p.HouseholdId).Distinct().Count() }).Where(g => g.Count > 1).ToListAsync(ct)).ToDictionary(g => Convert.ToHexString(g.Key), g => g.Count, StringComparer.Ordinal);

    /// <summary>The same while keys are changed: indexes of two keys are brought to one before they are counted.</summary>
    private async Task<Dictionary<string, int>> SeveralAsync(IQueryable<Held> rows, Sealed kind, CancellationToken ct) =>
        (await rows.ToListAsync(ct)).GroupBy(r => Convert.ToHexString(seal.Newest(r.Box, r.Index, kind)), r => r.HouseholdId, StringComparer.Ordinal)
            .Select(g => (g.Key, Count: g.Distinct().Count())).Where(g => g.Count > 1).ToDictionary(g => g.Key, g => g.Count, StringComparer.Ordinal);

    private Dictionary<string, object?> Values(Numbers p, Dictionary<string, int> ids, Dictionary<string, int> phones)
    {
        var number = p.CitizenIdSealed is { } box ? string.Concat(seal.Open(box, Sealed.CitizenId).Where(c => !char.IsWhiteSpace(c))) : null;
        var card = p.DisabilityCardSealed is { } sealedCard ? seal.Open(sealedCard, Sealed.Disability) : null;
        return new(StringComparer.Ordinal)
        {
            ["证件位数"] = number?.Length, ["校验通过"] = number?.Length == 18 ? CitizenId.TryParse(number, null, out _) : null, ["是否占位号"] = number?.StartsWith(Nobody, StringComparison.Ordinal),
            ["证件重复户数"] = Others(ids, p.CitizenIdSealed, p.CitizenIdIndex, Sealed.CitizenId), ["电话重复户数"] = Others(phones, p.PhoneSealed, p.PhoneIndex, Sealed.Phone),
            ["残疾证相符"] = number is { Length: 18 } && card is { Length: >= 18 } ? string.Equals(card[..18], number, StringComparison.OrdinalIgnoreCase) : null,
        };
    }

    private int? Others(Dictionary<string, int> households, byte[]? box, byte[]? index, Sealed kind) =>
        index is null ? null : households.GetValueOrDefault(Convert.ToHexString(seal.Newest(box, index, kind)), 1) - 1;
}
