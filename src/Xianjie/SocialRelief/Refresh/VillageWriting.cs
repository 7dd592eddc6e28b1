using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Refresh;

/// <summary>What the refresh writes about one village; each part deletes its own rows and writes them anew.</summary>
internal interface IVillagePart
{
    /// <summary>Inside the transaction of the village.</summary>
    Task WriteAsync(VillageContext village);
}

internal sealed record VillageContext(XianjieDb Db, long Division, IReadOnlyList<PersonRelief> People, CancellationToken Cancelled)
{
    /// <summary>Puts rows that are derived from deliveries in place of those that stood there.</summary>
    public async Task ReplaceAsync<T>(IReadOnlyList<T> rows, IQueryable<T> former) where T : class, IOfHousehold
    {
        await former.Where(r => r.Division == Division).ExecuteDeleteAsync(Cancelled);
        Bulk.Insert(Db, rows);
    }
}
