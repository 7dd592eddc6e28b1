using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Search;

internal sealed record FoundPerson(Guid Id, Guid Household, string Name, string Relation, DateOnly? BirthDate, long Division, PersonState State, string By);

internal sealed record FoundHousehold(Guid Id, string HouseholdNo, string? HeadName, long Division, HouseholdState State, string By);

/// <summary>
/// Global search inside the user's area: what was typed is tried as everything it may be (name, pinyin, initials, citizen id, its last
/// four, household number, phone), each by an index and none further than a page.
/// </summary>
internal sealed class PeopleFinder(XianjieDb db, Seal seal)
{
    public const int Most = 20;

    public async Task<(IReadOnlyList<FoundPerson> People, IReadOnlyList<FoundHousehold> Households)> FindAsync(string text, CancellationToken ct)
    {
        var (people, households) = (new List<FoundPerson>(), new List<FoundHousehold>());
        if (CitizenId.TryParse(text, null, out var id))
        {
            var indexes = seal.Indexes(id.ToString(), Sealed.CitizenId);
            await AddAsync(people, db.Set<Person>().Where(p => indexes.Contains(p.CitizenIdIndex!)).OrderBy(p => p.Id), "身份证号", ct);
        }
        if (PhoneNo.TryParse(text, out var phone, out _))
        {
            var indexes = seal.Indexes(phone.ToString(), Sealed.Phone);
            await AddAsync(people, db.Set<Person>().Where(p => indexes.Contains(p.PhoneIndex!)).OrderBy(p => p.Id), "电话", ct);
            await AddAsync(households, db.Set<Household>().Where(h => indexes.Contains(h.PhoneIndex!)).OrderBy(h => h.Id), "户联系电话", ct);
        }
        if (text.Length == 4 && text.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0 && (char.IsAsciiDigit(text[3]) || text[3] is 'x' or 'X'))
        {
            var tails = seal.Indexes(text.ToUpperInvariant(), Sealed.CitizenId);
            await AddAsync(people, db.Set<Person>().Where(p => tails.Contains(p.CitizenIdTail!)).OrderBy(p => p.Division), "证件号后四位", ct);
        }
        if (text.Any(char.IsAsciiDigit))
        {
            await AddAsync(households, Prefix.ByNo(db.Set<Household>(), text).OrderBy(h => h.HouseholdNo), "户编号", ct);
        }
        else
        {
            foreach (var way in Prefix.ByName(db.Set<Person>(), text))
                await AddAsync(people, way, Prefix.IsLatin(text) ? "拼音" : "姓名", ct);
        }
        return ([.. people.DistinctBy(p => (p.Id, p.Household))], [.. households.DistinctBy(h => h.Id)]);
    }

    private static async Task AddAsync(List<FoundPerson> list, IQueryable<Person> rows, string by, CancellationToken ct) =>
        list.AddRange(await rows.AsNoTracking().Take(Most + 1)
            .Select(p => new FoundPerson(p.Id, p.HouseholdId, p.Name, p.Relation, p.BirthDate, p.Division, p.State, by)).ToListAsync(ct));

    private static async Task AddAsync(List<FoundHousehold> list, IQueryable<Household> rows, string by, CancellationToken ct) =>
        list.AddRange(await rows.AsNoTracking().Take(Most + 1)
            .Select(h => new FoundHousehold(h.Id, h.HouseholdNo, h.HeadName, h.Division, h.State, by)).ToListAsync(ct));
}
