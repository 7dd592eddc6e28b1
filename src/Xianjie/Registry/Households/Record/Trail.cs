using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Record;

/// <summary>What one act did to one thing.</summary>
internal sealed record TrailThing(string Thing, bool Added, bool Removed, IReadOnlyList<ValueChange> Values);

/// <summary>One act: who, when, what, why, and everything it changed of this household.</summary>
internal sealed record TrailAct(DateTimeOffset At, string By, string What, string? Why, string? Evidence, IReadOnlyList<TrailThing> Things);

/// <summary>轨迹 of a household: of its row, its people, and everything kept with it.</summary>
internal sealed record Trail(IReadOnlyList<TrailAct> Acts, DateTimeOffset? Older)
{
    private const int Most = 120;

    public static async Task<Trail> ReadAsync(XianjieDb db, ChangeWords words, Guid household, DateTimeOffset? before, CancellationToken ct)
    {
        var names = await NamesAsync(db, household, ct);
        var ids = names.Keys.ToList();
        var rows = db.Set<Change>().AsNoTracking().Where(c => ids.Contains(c.ObjectId));
        if (before is { } instant)
            rows = rows.Where(c => c.At < instant);
        var list = await rows.OrderByDescending(c => c.At).Take(Most + 1).ToListAsync(ct);
        var older = list.Count > Most ? list[Most - 1].At : (DateTimeOffset?)null;
        var acts = list.Take(Most).GroupBy(c => (c.At, c.By, c.What, c.Why, c.Evidence, c.Batch)).Select(g => new TrailAct(g.Key.At, g.Key.By, g.Key.What, g.Key.Why,
            g.Key.Evidence, [.. g.OrderBy(c => c.Object).Select(c => Of(c, words, names[c.ObjectId])).Where(t => t.Values.Count > 0 || t.Added || t.Removed)])).ToList();
        return new(acts, older);
    }

    private static TrailThing Of(Change change, ChangeWords words, string name) => new(
        name.Length == 0 ? ChangeWords.Thing(change.Object) : $"{ChangeWords.Thing(change.Object)} {name}",
        change.Before is null && change.After is not null, change.After is null && change.Before is not null, words.Of(change));

    /// <summary>Ids of everything that belongs to the household, with the name by which people know it.</summary>
    private static async Task<Dictionary<Guid, string>> NamesAsync(XianjieDb db, Guid id, CancellationToken ct)
    {
        var names = new Dictionary<Guid, string> { [id] = string.Empty };
        foreach (var row in await db.Set<Membership>().Where(m => m.HouseholdId == id).Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => new { m.Id, Person = p.Id, p.Name }).ToListAsync(ct))
            (names[row.Id], names[row.Person]) = (row.Name, row.Name);
        foreach (var row in await db.Set<IncomeYear>().Where(i => i.HouseholdId == id).Select(i => new { i.Id, i.Year }).ToListAsync(ct))
            names[row.Id] = $"{row.Year} 年";
        foreach (var row in await db.Set<Living>().Where(l => l.HouseholdId == id).Select(l => l.Id).ToListAsync(ct))
            names[row] = string.Empty;
        foreach (var row in await db.Set<MonitorIncome>().Where(r => r.HouseholdId == id).Select(r => new { r.Id, r.Phase }).ToListAsync(ct))
            names[row.Id] = row.Phase + "时";
        foreach (var row in await db.Set<SafeguardCheck>().Where(r => r.HouseholdId == id).Select(r => new { r.Id, r.Phase }).ToListAsync(ct))
            names[row.Id] = row.Phase + "时";
        foreach (var row in await db.Set<Measure>().Where(m => m.HouseholdId == id).Select(m => new { m.Id, m.Name }).ToListAsync(ct))
            names[row.Id] = row.Name;
        foreach (var row in await db.Set<Attachment>().Where(a => a.HouseholdId == id).Select(a => new { a.Id, a.Name }).ToListAsync(ct))
            names[row.Id] = row.Name;
        foreach (var row in await db.Set<HouseholdTag>().Where(t => t.HouseholdId == id).Select(t => new { t.Id, t.Value }).ToListAsync(ct))
            names[row.Id] = row.Value;
        return names;
    }
}
