using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Comparison.Unmatched;

/// <summary>Whom a row without a usable id may mean: people of the same name in the county, the nearer the more of the id agrees.</summary>
internal sealed class CandidateFinder(XianjieDb db, Seal seal, long county)
{
    private const int Batch = 200, Most = 3;
    private readonly Dictionary<string, List<(Guid Id, string Text)>> byName = new(StringComparer.Ordinal);

    /// <summary>Reads the people of these names.</summary>
    public async Task LoadAsync(IEnumerable<string> names, CancellationToken ct)
    {
        foreach (var chunk in names.Where(n => n.Length > 0 && !byName.ContainsKey(n)).Distinct().Chunk(Batch))
        {
            var people = await db.Set<Person>().AsNoTracking()
                .Where(p => chunk.Contains(p.Name) && p.State == PersonState.Present && p.Division >= county && p.Division < county + 1_000_000)
                .Select(p => new { p.Id, p.Name, p.CitizenIdSealed }).ToListAsync(ct);
            foreach (var name in chunk)
                byName[name] = [.. people.Where(p => p.Name == name).Select(p => (p.Id, p.CitizenIdSealed is { } box ? seal.Open(box, Sealed.CitizenId) : string.Empty))];
        }
    }

    /// <param name="holder">Who is registered with the id of the row under another name.</param>
    public IReadOnlyList<Candidate> Find(string name, string idText, Guid? holder)
    {
        var found = byName.TryGetValue(name, out var people) ? people.Select(p => Judge(p.Id, p.Text, idText, people.Count)).OfType<Candidate>() : [];
        if (holder is { } same)
            found = found.Append(new Candidate(same, "身份证号相同，姓名不同", 90));
        return [.. found.OrderByDescending(c => c.Score).Take(Most)];
    }

    private static Candidate? Judge(Guid id, string known, string given, int namesakes)
    {
        if (given.Length == 0 || known.Length == 0)
            return namesakes <= 5 ? new Candidate(id, namesakes == 1 ? "全县只有一人同名" : "同名", namesakes == 1 ? 50 : 30) : null;
        var distance = Distance(known, given);
        if (distance <= 2)
            return new Candidate(id, $"同名，身份证号相差 {distance} 位", 95 - distance * 5);
        if (given.Length >= 14 && known.Length == CitizenId.Length && known.AsSpan(6, 8).SequenceEqual(given.AsSpan(6, 8)))
            return new Candidate(id, "同名，出生日期相同", 75);
        return namesakes <= 3 ? new Candidate(id, "同名，身份证号不同", 20) : null;
    }

    /// <summary>Edits that turn one text into the other, two neighbouring characters changing places counting as one; stops counting above 3.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3 || a.Length > 40 || b.Length > 40)
            return 4;
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[a.Length, b.Length];
    }
}

/// <summary>The blind indexes of everyone registered in a county: enough to say whether a row's person is known.</summary>
internal sealed class KnownPeople
{
    private readonly Dictionary<UInt128, (Guid Id, string Name, bool IsPresent)> holders = [];

    public static async Task<KnownPeople> LoadAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var known = new KnownPeople();
        var rows = db.Set<Person>().AsNoTracking().Where(p => p.Division >= county && p.Division < county + 1_000_000 && p.CitizenIdIndex != null)
            .Select(p => new { Index = p.CitizenIdIndex!, p.Id, p.Name, IsPresent = p.State == PersonState.Present }).AsAsyncEnumerable();
        var pool = new Dictionary<string, string>(StringComparer.Ordinal); // a county has far fewer names than people
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (!pool.TryGetValue(row.Name, out var name))
                pool[row.Name] = name = row.Name;
            // An id may stand at someone who left and at the same person who came back: the present one counts
            if (row.IsPresent || !known.holders.ContainsKey(Key(row.Index)))
                known.holders[Key(row.Index)] = (row.Id, name, row.IsPresent);
        }
        return known;
    }

    /// <summary>Who is registered with the id; null where nobody is.</summary>
    public (Guid Id, string Name, bool IsPresent)? Holder(IEnumerable<byte[]> indexes)
    {
        foreach (var index in indexes)
        {
            if (holders.TryGetValue(Key(index), out var holder))
                return holder;
        }
        return null;
    }

    private static UInt128 Key(byte[] index) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(index);
}
