using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>One site per database for the tests that definitions bring along, with generated households 户1 … and people 人1 …</summary>
public sealed class ShippedSite : IAsyncLifetime
{
    private readonly Dictionary<string, Site> sites = [];
    private readonly SemaphoreSlim starting = new(1, 1);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var site in sites.Values)
            await site.DisposeAsync();
        starting.Dispose();
    }

    internal async Task<Site> OfAsync(string database)
    {
        await starting.WaitAsync();
        try
        {
            return sites.TryGetValue(database, out var site) ? site : sites[database] = await StartAsync(database);
        }
        finally
        {
            starting.Release();
        }
    }

    private static async Task<Site> StartAsync(string database)
    {
        var site = await Site.StartAsync(database);
        await using var db = site.Open();
        db.Act = new Act("test", "plant");
        for (var at = 1; at <= 12; at++)
        {
            var home = new Household { HouseholdNo = $"户{at}", Division = Site.VillageA1, County = 990101, HeadName = $"人{at}", HouseholdType = "普通农户", RiskState = "普通户", MemberCount = 1 };
            db.AddRange(home, new Person { HouseholdId = home.Id, Division = Site.VillageA1, County = 990101, PersonNo = $"人{at}", Name = $"人{at}", Relation = "户主" });
        }
        await db.SaveChangesAsync();
        return site;
    }

    /// <summary>A request of an account, without the web around it.</summary>
    internal static async Task<AsyncServiceScope> ActAsync(Site site, string login)
    {
        var scope = site.Services.CreateAsyncScope();
        await using var db = site.Open();
        var account = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == login);
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.Become(CurrentUser.Principal(account));
        user.Hold(Roles.All[account.Role]);
        scope.ServiceProvider.GetRequiredService<Scope>().Narrow(account.Division);
        return scope;
    }

    internal static async Task ClearAsync(Site site)
    {
        await using var db = site.Open();
        await db.Set<LedgerToken>().ExecuteDeleteAsync();
        await db.Set<LedgerRow>().ExecuteDeleteAsync();
        await db.Set<Parameter>().ExecuteDeleteAsync();
    }
}
