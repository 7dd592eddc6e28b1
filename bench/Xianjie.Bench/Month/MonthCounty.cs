using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Demo;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Demo.Verbs;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Verbs;
using Xianjie.Screening;

namespace Xianjie.Bench.Month;

/// <summary>A generated county on the eve of its month: registry and earlier files are in, last month's files are not, and every village has an account.</summary>
internal sealed record MonthCounty(string Files, DateOnly Month, IReadOnlyList<Cadre> Cadres, IReadOnlyDictionary<string, string> Feeds)
{
    public static readonly DateOnly AsOf = new(2026, 11, 1);

    public static async Task<MonthCounty> PrepareAsync(Settings settings, int people, Action<string> say)
    {
        var time = new DemoTime();
        time.StandAt(AsOf, new TimeOnly(8, 0));
        await using var services = Common.Services(settings, s => s.AddSingleton<TimeProvider>(time));
        Migrator.Migrate(services.GetRequiredService<Database>());
        var files = Path.Combine(settings.WorkFolder, "demo");
        var options = new DemoOptions { People = people, Seed = 7, AsOf = AsOf, OutDir = files, HoldBack = 1 };
        var (refusal, _) = await DemoSetUp.RunAsync(services, settings, options, say, CancellationToken.None);
        if (refusal is not null)
            throw new InvalidOperationException(refusal);
        var cadres = await StaffAsync(services, time);
        var officers = cadres.Where(c => c.Role == Roles.Department).Select(c => c.Login).ToHashSet(StringComparer.Ordinal);
        var feeds = services.GetRequiredService<Catalogue>().Facts.Where(f => f.Department != "registry")
            .Select(f => (f.Name, f.English, Login: Registry.Pinyin.Full(f.Department) ?? string.Empty)).Where(f => officers.Contains(f.Login)).ToDictionary(f => f.Name, f => $"{f.English}|{f.Login}");
        return new(files, AsOf.AddMonths(-1), cadres, feeds);
    }

    /// <summary>The demo has one account per role; a county at work has one for each village and township.</summary>
    private static async Task<IReadOnlyList<Cadre>> StaffAsync(ServiceProvider services, DemoTime time)
    {
        await using var db = services.GetRequiredService<Database>().Open(Scope.All(), time);
        db.Act = new Act("基准", "建立村镇账号");
        var accounts = await db.Set<User>().ToListAsync();
        var hash = accounts[0].PasswordHash;
        foreach (var place in await db.Set<Division>().AsNoTracking().Where(d => d.Level == DivisionLevel.Village || d.Level == DivisionLevel.Township).ToListAsync())
        {
            var role = place.Level == DivisionLevel.Village ? Roles.Collector : Roles.Clerk;
            if (accounts.Any(a => a.Role == role && a.Division == place.Code))
                continue;
            var user = new User { Login = $"{role}-{place.Code}", Name = place.Name, Role = role, Division = place.Code, PasswordHash = hash };
            accounts.Add(user);
            db.Add(user);
        }
        await db.SaveChangesAsync();
        return [.. accounts.Select(a => new Cadre(a.Login, a.Role, a.Division))];
    }
}
