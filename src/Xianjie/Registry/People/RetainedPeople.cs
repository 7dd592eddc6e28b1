using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Retention;

namespace Xianjie.Registry.People;

/// <summary>People who died or moved away long ago lose citizen id, phone, disability card and health; name, birth and membership stay as the household's history.</summary>
internal sealed class RetainedPeople : IRetained
{
    public string Kind => "离开人员的敏感信息";

    public Task<List<Guid>> DueAsync(XianjieDb db, DateTimeOffset before, long from, long below, int most, CancellationToken ct) =>
        Sensitive(db).Where(p => p.UpdatedAt < before && p.Division >= from && p.Division < below).OrderBy(p => p.Id).Select(p => p.Id).Take(most).ToListAsync(ct);

    // Beside the record of changes on purpose: a Change would keep what is to be gone. The proof of deletion tells of it.
    public Task DeleteAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => db.Set<Person>().IgnoreQueryFilters().Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(s => s
        .SetProperty(p => p.CitizenIdSealed, (byte[]?)null).SetProperty(p => p.CitizenIdIndex, (byte[]?)null).SetProperty(p => p.CitizenIdTail, (byte[]?)null)
        .SetProperty(p => p.PhoneSealed, (byte[]?)null).SetProperty(p => p.PhoneIndex, (byte[]?)null)
        .SetProperty(p => p.DisabilityCardSealed, (byte[]?)null).SetProperty(p => p.DisabilityCardIndex, (byte[]?)null)
        .SetProperty(p => p.Health, (string?)null).SetProperty(p => p.DisabilityKind, (string?)null).SetProperty(p => p.DisabilityLevel, (string?)null), ct);

    public Task<int> LeftAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => Sensitive(db).CountAsync(p => ids.Contains(p.Id), ct);

    private static IQueryable<Person> Sensitive(XianjieDb db) => db.Set<Person>().IgnoreQueryFilters()
        .Where(p => p.State != PersonState.Present && (p.CitizenIdSealed != null || p.PhoneSealed != null || p.DisabilityCardSealed != null || p.Health != null));
}
