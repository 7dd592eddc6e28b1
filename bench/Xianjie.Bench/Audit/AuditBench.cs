using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;

namespace Xianjie.Bench.Audit;

/// <summary>The search of the audit pages over very many events: each way of looking, by an auditor of one county and one of the province, first and second page.</summary>
internal static class AuditBench
{
    private const int Times = 200, Page = 50, County = 3;

    private sealed record Search(string Title, Func<Random, AuditWish> Wish);

    private static readonly Search[] Searches =
    [
        new("latest", _ => new(null, null, null, null, null)),
        new("person who acted", r => new(Account(r), null, null, null, null)),
        new("person and kind", r => new(Account(r), AuditKind.查看原文, null, null, null)),
        new("record looked at", r => new(null, null, AuditFill.Record(r.Next(AuditFill.Records)), null, null)),
        new("kind", _ => new(null, AuditKind.导出, null, null, null)),
        new("one day", r => OnDay(r, null)),
        new("person on one day", r => OnDay(r, Account(r))),
    ];

    // Accounts of the county that is asked for
    private static string Account(Random random) => AuditFill.Account((random.Next(AuditFill.Accounts / AuditFill.Counties) * AuditFill.Counties) + County);

    private static AuditWish OnDay(Random random, string? who)
    {
        var day = DateOnly.FromDateTime(AuditFill.First.UtcDateTime).AddDays(random.Next(10, 1000));
        return new(who, null, null, day, day);
    }

    public static async Task RunAsync(long events, string folder, string? connection)
    {
        var database = new Database(Settings.From(folder, connection).DatabaseConnection);
        await new AuditFill(database, events).RunAsync();
        Console.WriteLine("| search | county ms p50 | p95 | max | province ms p50 | p95 | max |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var search in Searches)
            Console.WriteLine($"| {search.Title} | {await MeasureAsync(database, search, AuditFill.County(County))} | {await MeasureAsync(database, search, 990_000_000_000)} |");
        if (!database.IsPostgres)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"database {new FileInfo(database.Connection).Length / 1e9:0.0} GB"));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak working set {process.PeakWorkingSet64 / 1e6:0} MB");
    }

    private static async Task<string> MeasureAsync(Database database, Search search, long division)
    {
        var (random, user, taken) = (new Random(7), UserOf(division), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            await using var db = database.Open(Scope.All(), TimeProvider.System);
            var wish = search.Wish(random);
            var start = Stopwatch.GetTimestamp();
            var page = await AuditQuery.PageAsync(db, user, wish, null, Page, default);
            if (page.Count == Page)
                await AuditQuery.PageAsync(db, user, wish, page[^1].Id, Page, default);
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / (page.Count == Page ? 2 : 1));
        }
        taken.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{taken[Times / 2]:0.0} | {taken[Times * 95 / 100]:0.0} | {taken[^1]:0.0}");
    }

    private static CurrentUser UserOf(long division)
    {
        var user = new CurrentUser();
        user.Become(new ClaimsPrincipal(new ClaimsIdentity([new(CurrentUser.RoleClaim, Roles.AuditAdmin), new(CurrentUser.IdClaim, Guid.Empty.ToString()), new(CurrentUser.DivisionClaim, division.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, "审计"), new(ClaimTypes.NameIdentifier, "audit"), new(CurrentUser.StampClaim, Guid.Empty.ToString())], "bench")));
        return user;
    }
}
