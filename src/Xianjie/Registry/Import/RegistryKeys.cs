using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Import;

internal sealed record HouseholdKey(Guid Id, string No, long Division, int County, HouseholdState State)
{
    /// <summary>Row of this file that made or last set it; 0 where the file has not spoken of it yet.</summary>
    public int Row { get; set; }
    public bool IsNew { get; init; }
    public int Heads { get; set; }
    public bool HasMembers { get; set; }
    /// <summary>Whether people were in it before this import.</summary>
    public bool HadMembers { get; init; }
}

internal sealed record PersonKey(Guid Id, Guid Household, PersonState State)
{
    public int Row { get; set; }
}

/// <summary>Which households and persons the registry and the file know already; looked up per batch of rows and kept.</summary>
internal sealed class RegistryKeys(XianjieDb db)
{
    private readonly Dictionary<string, HouseholdKey> households = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, HouseholdKey> byId = [];
    private readonly Dictionary<UInt128, PersonKey> people = [];
    private bool anyHousehold, anyPerson;

    public IEnumerable<HouseholdKey> TouchedHouseholds => households.Values.Where(h => h.HasMembers);

    public bool HadPeople => anyPerson;

    public bool HadHouseholds => anyHousehold;

    public async Task StartAsync(CancellationToken ct)
    {
        anyHousehold = await db.Set<Household>().IgnoreQueryFilters().AnyAsync(ct);
        anyPerson = await db.Set<Person>().IgnoreQueryFilters().AnyAsync(ct);
    }

    public HouseholdKey? Household(string? no) => no is not null && households.TryGetValue(no, out var key) ? key : null;

    public HouseholdKey? Household(Guid id) => byId.GetValueOrDefault(id);

    public PersonKey? Person(UInt128? index) => index is { } known && people.TryGetValue(known, out var key) ? key : null;

    public void Add(HouseholdKey key)
    {
        households[key.No] = key;
        byId[key.Id] = key;
    }

    public void Add(UInt128 index, PersonKey key) => people[index] = key;

    /// <summary>Looks up what the rows name and is not known yet.</summary>
    public async Task LoadAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        if (anyPerson && rows.SelectMany(r => new[] { r.PersonKey, r.HeadKey }).OfType<UInt128>().Where(key => !people.ContainsKey(key)).Distinct().ToList() is { Count: > 0 } wanted)
        {
            var older = rows.SelectMany(r => r.Older).DistinctBy(o => o.Old).ToDictionary(o => o.Old, o => o.Key);
            var indexes = wanted.Concat(older.Keys).Select(Bytes).ToList();
            foreach (var found in await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().Where(p => indexes.Contains(p.CitizenIdIndex!))
                .Select(p => new { p.Id, p.HouseholdId, p.State, p.CitizenIdIndex }).ToListAsync(ct))
                people.TryAdd(Newest(BinaryPrimitives.ReadUInt128BigEndian(found.CitizenIdIndex), older), new PersonKey(found.Id, found.HouseholdId, found.State));
        }
        if (!anyHousehold)
            return;
        await NameByHeadAsync(rows, ct);
        var names = rows.Select(r => r.HouseholdNo).OfType<string>().Where(no => !households.ContainsKey(no)).Distinct().ToList();
        var ids = rows.Where(r => r.HouseholdNo is null).Select(r => Person(r.PersonKey)?.Household).OfType<Guid>().Where(id => !byId.ContainsKey(id)).Distinct().ToList();
        await LoadAsync(names, ids, ct);
    }

    /// <summary>Rows that go by their householder belong to that person's household, whatever its number.</summary>
    private async Task NameByHeadAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        var heads = rows.Where(r => r.HeadKey is not null && Person(r.HeadKey) is not null).ToList();
        await LoadAsync([], [.. heads.Select(r => Person(r.HeadKey)!.Household).Where(id => !byId.ContainsKey(id)).Distinct()], ct);
        heads.ForEach(NameByHead);
    }

    public void NameByHead(RowDraft row)
    {
        if (Person(row.HeadKey) is { } head && Household(head.Household) is { } household)
            row.HouseholdNo = household.No;
    }

    private async Task LoadAsync(List<string> names, List<Guid> ids, CancellationToken ct)
    {
        if (names.Count + ids.Count == 0)
            return;
        foreach (var h in await db.Set<Household>().IgnoreQueryFilters().AsNoTracking().Where(h => names.Contains(h.HouseholdNo) || ids.Contains(h.Id))
            .Select(h => new { h.Id, h.HouseholdNo, h.Division, h.County, h.State }).ToListAsync(ct))
            Add(new HouseholdKey(h.Id, h.HouseholdNo, h.Division, h.County, h.State) { HadMembers = anyPerson });
    }

    private static UInt128 Newest(UInt128 stored, Dictionary<UInt128, UInt128> older) => older.GetValueOrDefault(stored, stored);

    private static byte[] Bytes(UInt128 index)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, index);
        return bytes;
    }
}
