using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Book;

/// <summary>
/// Takes the latest structural change of a household back, from the very rows that recorded it: what was changed gets its former values,
/// what was added goes. Refused as soon as anything of it was touched since, or something else already refers to what was added.
/// </summary>
internal sealed class Undo(XianjieDb db)
{
    /// <summary>Acts that can be taken back.</summary>
    public static readonly IReadOnlyList<string> Acts = ["新增成员", "减员", "变更户主", "分户", "并户", "转入他户", "销户"];

    private static readonly string[] Derived = [nameof(Household.Version), nameof(Household.UpdatedAt), nameof(Household.MemberCount), nameof(Household.Traits), nameof(Household.Present)];

    /// <summary>The latest structural change of the household, where it still stands.</summary>
    public async Task<Change?> LatestAsync(Guid household, CancellationToken ct)
    {
        var last = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == household && c.Before != null && c.After != null)
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        return last?.Batch is not null && Acts.Contains(last.What) ? last : null;
    }

    public async Task<Refusal?> TakeBackAsync(Change change, Act act, CancellationToken ct)
    {
        var rows = await db.Set<Change>().AsNoTracking().Where(c => c.Batch == change.Batch).OrderByDescending(c => c.Id).ToListAsync(ct);
        var villages = new HashSet<long>();
        var households = new HashSet<Guid>();
        foreach (var row in rows)
        {
            if (await EntryAsync(row, ct) is not { } entry || !Stands(entry, row))
                return new("这次变动之后，相关的户或人又有改动，不能直接撤销。请按现在的情况另行办理。");
            if (row.Before is null && await IsReferredToAsync(row, rows, ct))
                return new("变动中新建的户或人已有其他记录（收入、线索、附件等），不能直接撤销。请另行办理。");
            villages.Add(Place(entry));
            Restore(entry, row);
            villages.Add(Place(entry));
            if (entry.Entity is Household household)
            {
                households.Add(household.Id);
                household.Version++;
            }
        }
        db.Act = act;
        await db.SaveChangesAsync(ct);
        await Recount.HouseholdsAsync(db, households, villages, ct);
        return null;
    }

    private static long Place(EntityEntry entry) => ((IInDivision)entry.Entity).Division;

    private async Task<EntityEntry?> EntryAsync(Change row, CancellationToken ct)
    {
        object? found = row.Object switch
        {
            nameof(Household) => await db.Set<Household>().SingleOrDefaultAsync(h => h.Id == row.ObjectId, ct),
            nameof(Person) => await db.Set<Person>().SingleOrDefaultAsync(p => p.Id == row.ObjectId, ct),
            nameof(Membership) => await db.Set<Membership>().SingleOrDefaultAsync(m => m.Id == row.ObjectId, ct),
            _ => null,
        };
        return found is null ? null : db.Entry(found);
    }

    /// <summary>True while every value that the change wrote is still there.</summary>
    private static bool Stands(EntityEntry entry, Change row)
    {
        var (before, after) = (Values(row.Before), Values(row.After));
        return before.Keys.Union(after.Keys).Where(name => !Derived.Contains(name) || name == nameof(Household.Version))
            .All(name => Same(entry.Property(name), after.GetValueOrDefault(name)));
    }

    private static bool Same(PropertyEntry property, JsonElement value) =>
        (value.ValueKind == JsonValueKind.Undefined ? null : value.GetRawText())
        == (property.CurrentValue is { } current ? JsonSerializer.Serialize(current, property.Metadata.ClrType, ChangeJson.Options) : null);

    private void Restore(EntityEntry entry, Change row)
    {
        if (row.Before is null)
        {
            db.Remove(entry.Entity);
            return;
        }
        var (before, after) = (Values(row.Before), Values(row.After));
        foreach (var name in before.Keys.Union(after.Keys).Where(n => n is not (nameof(Household.Version) or nameof(Household.Traits))))
        {
            var property = entry.Property(name);
            property.CurrentValue = before.TryGetValue(name, out var value) ? value.Deserialize(property.Metadata.ClrType, ChangeJson.Options) : null;
        }
    }

    private async Task<bool> IsReferredToAsync(Change row, List<Change> batch, CancellationToken ct)
    {
        var key = row.Object switch { nameof(Household) => "HouseholdId", nameof(Person) => "PersonId", _ => null };
        if (key is null)
            return false;
        var own = batch.Select(c => c.ObjectId).ToHashSet();
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.FindProperty(key)?.ClrType == typeof(Guid) && t.FindProperty("Id")?.ClrType == typeof(Guid)))
        {
            var find = typeof(Undo).GetMethod(nameof(RefersAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type.ClrType);
            if (await (Task<bool>)find.Invoke(this, [key, row.ObjectId, own, ct])!)
                return true;
        }
        return false;
    }

    private Task<bool> RefersAsync<T>(string key, Guid id, HashSet<Guid> own, CancellationToken ct) where T : class =>
        db.Set<T>().AsNoTracking().AnyAsync(e => EF.Property<Guid>(e, key) == id && !own.Contains(EF.Property<Guid>(e, "Id")), ct);

    private static Dictionary<string, JsonElement> Values(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];
}
