using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households.Book;

/// <summary>Told after households, their members or their living conditions were saved, inside the same transaction.</summary>
internal interface IHouseholdWatcher
{
    Task ChangedAsync(IReadOnlyCollection<Guid> households, CancellationToken ct);
}

/// <summary>Rows of any module that belong to a household go along when it moves to another village.</summary>
internal static class Followers
{
    public static async Task RelocateAsync(XianjieDb db, Guid household, long division, CancellationToken ct)
    {
        foreach (var type in db.Model.GetEntityTypes().Select(t => t.ClrType).Where(typeof(IOfHousehold).IsAssignableFrom))
        {
            var move = typeof(Followers).GetMethod(nameof(MoveAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
            await (Task)move.Invoke(null, [db, household, division, ct])!;
        }
    }

    private static async Task MoveAsync<T>(XianjieDb db, Guid household, long division, CancellationToken ct) where T : class, IOfHousehold
    {
        foreach (var row in await db.Set<T>().Where(r => r.HouseholdId == household).ToListAsync(ct))
            row.Division = division;
    }
}
