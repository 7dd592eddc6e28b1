using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Letters;

/// <summary>A household that a letter may be about, and why.</summary>
internal sealed record HouseholdChoice(Guid Household, string HouseholdNo, string? HeadName, long Division, string Why);

/// <summary>
/// Finds the household of a letter within the scope: by citizen id, else by name, village and phone together. Anything weaker is left to
/// a person, who gets the near ones proposed.
/// </summary>
internal sealed class HouseholdMatch(XianjieDb db, Seal seal)
{
    private const int Most = 8;

    public async Task<(Guid Household, long Village, string How)?> FindAsync(LetterForm form, CancellationToken ct)
    {
        if (form.CitizenIdRead is { } id)
        {
            var indexes = seal.Indexes(id.ToString(), Sealed.CitizenId);
            var known = await Living(p => indexes.Contains(p.CitizenIdIndex!)).OrderBy(h => h.Id).Take(2).ToListAsync(ct);
            if (known.Count == 1)
                return (known[0].Id, known[0].Division, "按身份证号对上");
            if (known.Count > 1)
                return null;
        }
        if (form.PhoneRead is not { } phone || form.Village is not { } village)
            return null;
        var (byPhone, name) = (seal.Indexes(phone.ToString(), Sealed.Phone), form.Name!.Trim());
        var same = await db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.Name == name && p.Division == village)
            .Join(db.Set<Household>().Where(h => h.State == HouseholdState.Active), p => p.HouseholdId, h => h.Id, (p, h) => new { p, h })
            .Where(x => byPhone.Contains(x.p.PhoneIndex!) || byPhone.Contains(x.h.PhoneIndex!)).Select(x => new { x.h.Id, x.h.Division }).Distinct().OrderBy(x => x.Id).Take(2).ToListAsync(ct);
        return same.Count == 1 ? (same[0].Id, same[0].Division, "按姓名、村和电话对上") : null;
    }

    /// <summary>Households that the letter may mean, surest first.</summary>
    public async Task<IReadOnlyList<HouseholdChoice>> NearAsync(Letter letter, CancellationToken ct)
    {
        var choices = new List<HouseholdChoice>();
        if (letter.CitizenIdIndex is { } id && seal.Alike(letter.CitizenIdSealed, id, Sealed.CitizenId) is var ids)
            choices.AddRange(await ChoicesAsync(Living(p => ids.Contains(p.CitizenIdIndex!)), "身份证号相同", ct));
        if (letter.PhoneIndex is { } phone && seal.Alike(letter.PhoneSealed, phone, Sealed.Phone) is var phones)
        {
            choices.AddRange(await ChoicesAsync(Living(p => phones.Contains(p.PhoneIndex!)), "成员电话相同", ct));
            choices.AddRange(await ChoicesAsync(db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && phones.Contains(h.PhoneIndex!)), "户联系电话相同", ct));
        }
        var (name, division) = (letter.Name, letter.Division);
        choices.AddRange(await ChoicesAsync(Living(p => p.Name == name && p.Division == division), "同村同名", ct));
        if (choices.Count == 0)
            choices.AddRange(await ChoicesAsync(Living(p => p.Name == name), "同名", ct));
        return [.. choices.DistinctBy(c => c.Household).Take(Most)];
    }

    /// <summary>Active households of present members that fit.</summary>
    private IQueryable<Household> Living(System.Linq.Expressions.Expression<Func<Person, bool>> fits)
    {
        var homes = db.Set<Person>().Where(p => p.State == PersonState.Present).Where(fits).Select(p => p.HouseholdId);
        return db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && homes.Contains(h.Id));
    }

    private static async Task<List<HouseholdChoice>> ChoicesAsync(IQueryable<Household> homes, string why, CancellationToken ct) =>
        await homes.OrderBy(h => h.HouseholdNo).Take(Most).Select(h => new HouseholdChoice(h.Id, h.HouseholdNo, h.HeadName, h.Division, why)).ToListAsync(ct);
}
