using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Import;

/// <summary>
/// Goes through the Change rows of an import backwards: what it added is deleted, what it changed gets its values of before, unless
/// someone has changed it since.
/// </summary>
internal sealed class ImportUndo(XianjieDb db, Guid batch)
{
    private const int Chunk = 500;

    private readonly HashSet<long> villages = [];

    public int Done { get; private set; }

    /// <summary>What was left in place and why.</summary>
    public List<string> Kept { get; } = [];

    public async Task RunAsync(Action<int> progress, CancellationToken ct)
    {
        await EachAsync<MonitorIncome>(progress, ct);
        await EachAsync<SafeguardCheck>(progress, ct);
        await EachAsync<Measure>(progress, ct);
        await EachAsync<Living>(progress, ct);
        await EachAsync<IncomeYear>(progress, ct);
        await EachAsync<Membership>(progress, ct);
        await EachAsync<Person>(progress, ct);
        await EachAsync<Household>(progress, ct);
        await Recount.VillagesAsync(db, villages, ct);
    }

    private async Task EachAsync<T>(Action<int> progress, CancellationToken ct) where T : class, IRecorded, IInDivision
    {
        var name = typeof(T).Name;
        var after = Guid.Empty;
        while (true)
        {
            var changes = await db.Set<Change>().IgnoreQueryFilters().AsNoTracking().Where(c => c.Batch == batch && c.Object == name && c.Id.CompareTo(after) > 0)
                .OrderBy(c => c.Id).Take(Chunk).ToListAsync(ct);
            if (changes.Count == 0)
                return;
            after = changes[^1].Id;
            await UndoAsync<T>(changes, ct);
            progress(Done);
        }
    }

    private async Task UndoAsync<T>(List<Change> changes, CancellationToken ct) where T : class, IRecorded, IInDivision
    {
        var ids = changes.Select(c => c.ObjectId).ToList();
        var first = changes.Min(c => c.At);
        var later = (await db.Set<Change>().IgnoreQueryFilters().Where(c => ids.Contains(c.ObjectId) && c.Batch != batch && c.At >= first)
            .Select(c => new { c.Id, c.ObjectId, c.At, c.By, c.What }).ToListAsync(ct)).ToLookup(c => c.ObjectId);
        var rows = await db.Set<T>().IgnoreQueryFilters().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        var held = typeof(T) == typeof(Household) ? await StillHeldAsync(ids, ct) : [];
        foreach (var change in changes)
        {
            if (!rows.TryGetValue(change.ObjectId, out var row))
                continue;
            if (later[change.ObjectId].FirstOrDefault(l => l.At > change.At || (l.At == change.At && l.Id.CompareTo(change.Id) > 0)) is { } touched)
                Kept.Add($"{Words(row)}：{touched.By} 之后做过“{touched.What}”，保留");
            else if (change.Before is null && held.Contains(row.Id))
                Kept.Add($"{Words(row)}：户内还有其他成员或资料，保留");
            else
                await TakeBackAsync(change, row, ct);
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private async Task<HashSet<Guid>> StillHeldAsync(List<Guid> ids, CancellationToken ct) =>
    [
        .. await db.Set<Person>().IgnoreQueryFilters().Where(p => ids.Contains(p.HouseholdId)).Select(p => p.HouseholdId).Distinct().ToListAsync(ct),
        .. await db.Set<IncomeYear>().IgnoreQueryFilters().Where(p => ids.Contains(p.HouseholdId)).Select(p => p.HouseholdId).Distinct().ToListAsync(ct),
        .. await db.Set<Living>().IgnoreQueryFilters().Where(p => ids.Contains(p.HouseholdId)).Select(p => p.HouseholdId).Distinct().ToListAsync(ct),
        .. await db.Set<Measure>().IgnoreQueryFilters().Where(p => ids.Contains(p.HouseholdId)).Select(p => p.HouseholdId).Distinct().ToListAsync(ct),
        .. await db.Set<MonitorIncome>().IgnoreQueryFilters().Where(p => ids.Contains(p.HouseholdId)).Select(p => p.HouseholdId).Distinct().ToListAsync(ct),
        .. await db.Set<SafeguardCheck>().IgnoreQueryFilters().Where(p => ids.Contains(p.HouseholdId)).Select(p => p.HouseholdId).Distinct().ToListAsync(ct),
    ];

    private async Task TakeBackAsync<T>(Change change, T row, CancellationToken ct) where T : class, IRecorded, IInDivision
    {
        Done++;
        villages.Add(row.Division);
        if (change.Before is null)
        {
            if (row is Person)
                await db.Set<Membership>().IgnoreQueryFilters().Where(m => m.PersonId == row.Id).ExecuteDeleteAsync(ct);
            db.Remove(row);
            return;
        }
        var before = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(change.Before)!;
        var after = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(change.After!)!;
        foreach (var name in before.Keys.Union(after.Keys))
        {
            var property = db.Entry(row).Property(name);
            property.CurrentValue = name == "Version" ? (int)property.CurrentValue! + 1
                : before.TryGetValue(name, out var old) ? old.Deserialize(property.Metadata.ClrType, ChangeJson.Options) : null;
        }
    }

    private static string Words<T>(T row) => row switch
    {
        Household h => $"户 {h.HouseholdNo}",
        Person p => $"成员 {p.Name}",
        IncomeYear i => $"{i.Year} 年收入",
        Living => "生产生活条件",
        Measure m => $"帮扶措施 {m.Name}",
        MonitorIncome r => $"{r.Phase}时监测收支",
        SafeguardCheck r => $"{r.Phase}时三保障",
        _ => "成员关系",
    };
}
